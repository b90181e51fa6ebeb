// Errors come from the server, in the language of the page and with a summary; the browser's own bubbles stay off.
document.querySelectorAll("form[method=post]").forEach((form) => { form.noValidate = true; });
// A form is sent once: the server recognises a second copy anyway, this only shows that something is going on.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.querySelectorAll("button:not([type=button])").forEach((button) => button.setAttribute("aria-disabled", "true"));
});
// Back from the next page: the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
});
// What is done in portions goes on by itself while the page stays open; without scripts its button does it.
document.querySelector("form[data-goes-on]")?.requestSubmit();
// After a refused form, the summary of errors gets the focus so that it is read out.
document.querySelector("[data-focus]")?.focus();
