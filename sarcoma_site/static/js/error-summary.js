/* After a form comes back with errors, start at their summary, or at what stopped it. */
const summary = document.querySelector(".error-summary, .health-stop");
if (summary) summary.focus();
