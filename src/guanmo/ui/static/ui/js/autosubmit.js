/* A select with data-autosubmit sends its form when changed; its button is then not needed (put it in <noscript>). */
for (const field of document.querySelectorAll("[data-autosubmit]")) {
  field.addEventListener("change", () => field.form.submit());
}
