/* The side menu on a phone: opens, takes the focus, closes with Escape or a tap outside. Without script: a link to it. */
for (const opener of document.querySelectorAll("[data-drawer]")) {
  const drawer = document.getElementById(opener.dataset.drawer);

  const show = (open) => {
    drawer.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
    (open ? drawer.querySelector("a") : opener).focus();
  };
  const isOpen = () => drawer.classList.contains("is-open");

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    show(!isOpen());
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      show(!isOpen());
    }
  });
  drawer.querySelector("[data-drawer-close]").addEventListener("click", (event) => {
    event.preventDefault();
    show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) show(false);
  });
  document.addEventListener("click", (event) => {
    if (isOpen() && !drawer.contains(event.target) && !opener.contains(event.target)) show(false);
  });
}
