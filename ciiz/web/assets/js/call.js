// Whoever is chosen can be called: the number of the option becomes a link beside the list, and an absence is said.
document.querySelectorAll("[data-call]").forEach((place) => {
  const form = place.closest("form");
  const list = form.querySelector("select:has([data-phone])");
  if (!list) return;
  const link = place.querySelector("a");
  const away = form.querySelector("p[data-away]");
  const show = () => {
    const { phone = "", away: absent = "" } = list.selectedOptions[0]?.dataset ?? {};
    place.hidden = !phone;
    link.href = `tel:${phone.replace(/\s/g, "")}`;
    link.textContent = phone;
    away.hidden = !absent;
    away.textContent = absent;
  };
  list.addEventListener("change", show);
  show();
});
