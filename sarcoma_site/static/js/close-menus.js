/* Close an open menu on Escape and when the reader goes elsewhere. Without this file a second press closes it. */
const closing = () => document.querySelectorAll("details[data-closes][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closing().forEach((menu) => {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  });
});

const closeOutside = (event) => closing().forEach((menu) => {
  if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("click", closeOutside);
document.addEventListener("focusin", closeOutside);
