// A single key goes to what names it, "/" to the search field, unless the person is typing. Nothing on the page names one
// if the account has them switched off.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const named = /^[a-z/]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (!named) return;
  if (named.matches("input")) {
    event.preventDefault();
    named.focus();
    named.select();
  } else named.click();
});
