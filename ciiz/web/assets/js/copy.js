// A text for another system is copied by one button; without scripts a click into it selects the whole.
document.querySelectorAll(".copyable").forEach((box) => {
  const button = box.querySelector("[data-copy]");
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("[data-copied]").textContent);
    box.querySelector("[role=status]").textContent = button.dataset.copy;
  });
});
