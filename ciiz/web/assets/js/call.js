// Whoever is chosen can be called: the number of the option becomes a link beside the list.
document.querySelectorAll("[data-call]").forEach((place) => {
  const list = place.closest("form").querySelector("select:has([data-phone])");
  if (!list) return;
  const link = place.querySelector("a");
  const show = () => {
    const phone = list.selectedOptions[0]?.dataset.phone ?? "";
    place.hidden = !phone;
    link.href = `tel:${phone.replace(/\s/g, "")}`;
    link.textContent = phone;
  };
  list.addEventListener("change", show);
  show();
});
