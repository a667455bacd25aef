/* Offer to print, where a page can be useful on paper. Browsers print just as well by their own menu. */
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
