/* Leave what nobody filled in out of a filter's address, so that it is short enough to pass on. */
document.querySelectorAll("form[data-tidy]").forEach((form) => {
  form.addEventListener("formdata", ({ formData }) => {
    [...formData].forEach(([name, value]) => {
      if (!value) formData.delete(name);
    });
  });
});
