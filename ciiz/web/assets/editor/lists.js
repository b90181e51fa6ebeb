// Lists to choose from.
export function option(value, label, chosen = false) {
  const made = new Option(label, value);
  made.selected = chosen;
  return made;
}

// Options are made anew only when they differ: a list that is open stays open.
export function offer(select, options, chosen) {
  const before = [...select.options].map((one) => `${one.value} ${one.label}`).join("\n");
  if (before !== options.map(([value, label]) => `${value} ${label}`).join("\n")) {
    select.replaceChildren(...options.map(([value, label]) => option(value, label)));
  }
  if (chosen && ![...select.options].some((one) => one.value === chosen)) select.append(option(chosen, chosen));
  select.value = chosen;
}
