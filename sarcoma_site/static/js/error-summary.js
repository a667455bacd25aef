/* After a form comes back with errors, start at their summary. */
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
