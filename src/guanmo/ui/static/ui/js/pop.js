/* A <details data-pop> menu closes with Escape and when something else is clicked. */
for (const pop of document.querySelectorAll("details[data-pop]")) {
  document.addEventListener("click", (event) => {
    if (!pop.contains(event.target)) pop.open = false;
  });
  pop.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pop.open) {
      pop.open = false;
      pop.querySelector("summary").focus();
    }
  });
}
