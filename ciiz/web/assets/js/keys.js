// A single key goes to what names it, "/" to the search field, unless the person is typing. Nothing on the page names one
// if the account has them switched off. No key leaves a form that was changed or refused: what was typed would be lost.
const changed = (field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "select-multiple") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  if (field.type !== "select-one") return field.value !== field.defaultValue;
  return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex((one) => one.defaultSelected));
};
const unsaved = () =>
  document.querySelector("[data-focus]") ||
  [...document.querySelectorAll("form[method=post]:not([role=search]) :is(input, textarea, select)[name]")].some(changed);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const named = /^[a-z/]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (!named) return;
  if (named.matches("input")) {
    event.preventDefault();
    named.focus();
    named.select();
  } else if (!unsaved()) named.click();
});
