/* A <details data-fold-narrow open> is closed where the screen is narrow, so that its heads can be read as a list. */
if (window.matchMedia("(max-width: 699.98px)").matches) {
  for (const fold of document.querySelectorAll("details[data-fold-narrow]")) fold.open = false;
}
