/* After a refused form, the summary of errors takes the focus, so that it is read first. */
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();
