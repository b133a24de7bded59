/* [data-scroll]: a box that scrolls sideways can be reached by keyboard, but only while there is something to scroll. */
function mark() {
  for (const box of document.querySelectorAll("[data-scroll]")) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
    if (scrolls) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}

mark();
window.addEventListener("resize", mark);
