/* data-confirm="question" on a form, or on one of its buttons, asks before sending. */
document.addEventListener("submit", (event) => {
  const asked = (event.submitter && event.submitter.dataset.confirm) || event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) event.preventDefault();
});
