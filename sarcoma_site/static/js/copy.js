/* Offer to copy a text, where the browser lets a page do that. Without this file the text can be selected. */
if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const said = document.createElement("span");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    button.after(said);
    button.hidden = false;
    const words = button.firstChild;
    const offer = words.data;
    const show = (done) => {
      words.data = done;
      said.textContent = done;
      setTimeout(() => {
        words.data = offer;
        said.textContent = "";
      }, 2500);
    };
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.copy).textContent.trim();
      navigator.clipboard.writeText(text).then(() => show("Copied"), () => show("Press Ctrl+C to copy"));
    });
  });
}
