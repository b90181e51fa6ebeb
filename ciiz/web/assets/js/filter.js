// A long folded list gets a field that leaves only the rows with the words typed; what is ticked stays in sight.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.querySelectorAll("[data-filter]").forEach((list) => {
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = list.dataset.filter;
  field.setAttribute("aria-label", list.dataset.filter);
  list.prepend(field);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/);
    for (const row of list.querySelectorAll("tbody tr, [data-row]")) {
      const text = plain((row.closest("details")?.querySelector("summary").textContent ?? "") + row.textContent);
      row.hidden = !words.every((word) => text.includes(word)) && !row.querySelector(":checked");
    }
    for (const group of list.querySelectorAll("details")) {
      group.hidden = !group.querySelector("[data-row]:not([hidden])");
      group.open = (field.value !== "" && !group.hidden) || group.querySelector(":checked") !== null;
    }
  });
});
