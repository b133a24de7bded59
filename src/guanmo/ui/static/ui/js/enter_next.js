/* data-enter-next on a form for typing in: Enter goes to the next field instead of sending half a form. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || field.tagName !== "INPUT") return;
  if (!field.form || !field.form.hasAttribute("data-enter-next")) return;
  const fields = Array.from(field.form.querySelectorAll("input:not([type=hidden]), textarea, select, button[type=submit]"));
  const next = fields[fields.indexOf(field) + 1];
  event.preventDefault();
  if (next) next.focus();
});
