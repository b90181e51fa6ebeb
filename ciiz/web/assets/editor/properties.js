// The form beside the drawing: what our namespace says of the chosen element. Each part reads and writes one thing; the
// markup, with its labels, comes from the page (processes/edit.html).
import { changing } from "./changing.js";
import { filling, shown } from "./filling.js";
import { processOf } from "./kinds.js";
import { option } from "./lists.js";
import { carrier, entries, meant, nameIn } from "./model.js";
import { shapeOf } from "./tools.js";

const ORDER = [
  "bpmn:Process", "bpmn:Participant", "bpmn:Lane", "bpmn:StartEvent", "bpmn:UserTask", "bpmn:CallActivity",
  "bpmn:ExclusiveGateway", "bpmn:ParallelGateway", "bpmn:SequenceFlow", "bpmn:BoundaryEvent", "bpmn:SubProcess",
  "bpmn:EndEvent", "bpmn:TextAnnotation",
];

export class Properties {
  constructor(form, modeler, texts, rules) {
    Object.assign(this, { form, texts, rules });
    for (const name of ["model", "modeling", "elementRegistry", "selection", "canvas", "autoPlace", "elementFactory"]) {
      this[name] = modeler.get(name);
    }
    this.chooser = form.querySelector("[data-chooser]");
    this.parts = Object.fromEntries([...form.querySelectorAll("[data-part]")].map((box) => [box.dataset.part, box]));
    const bus = modeler.get("eventBus");
    bus.on(["selection.changed", "elements.changed", "import.done"], () => this.later());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
  }

  // Many changes of one command show once.
  later() {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => { this.waiting = false; this.fill(); });
  }

  element() {
    return meant(this.selection.get()[0]) || this.whole();
  }

  // Without a choice the form is about the process: its pool, or the drawing itself.
  whole() {
    return this.elementRegistry.filter((one) => one.businessObject?.processRef)[0] || this.canvas.getRootElement();
  }

  kind(element) {
    return this.texts.kinds[processOf(element) ? "bpmn:Process" : element.type] || element.type.replace("bpmn:", "");
  }

  label(element) {
    const object = carrier(element);
    if (element.type === "bpmn:SequenceFlow") {
      const answer = nameIn(object, this.model.language);
      return `${this.label(element.source)} → ${this.label(element.target)}${answer ? ` (${answer})` : ""}`;
    }
    const name = nameIn(object, this.model.language) || object.text || "";
    const code = object.get("ciiz:code") || "";
    return [code, name].filter(Boolean).join(" ") || this.kind(element);
  }

  choose(id) {
    const element = this.elementRegistry.get(id);
    if (!element) return;
    this.selection.select(element);
    this.canvas.scrollToElement(element, 80);
  }

  // ----- what is shown

  fill() {
    const element = this.element();
    this.fillChooser(element);
    for (const [name, box] of Object.entries(this.parts)) {
      box.hidden = !shown[name](element, this);
      if (!box.hidden) this[`fill_${name}`](box, element);
    }
  }

  fillChooser(element) {
    const all = this.elementRegistry.filter((one) => !one.labelTarget && ORDER.includes(one.type));
    if (!all.includes(element)) all.unshift(element);
    const place = (one) => ORDER.indexOf(processOf(one) ? "bpmn:Process" : one.type);
    const sorted = all.map((one) => [one, this.label(one)])
      .sort(([one, label], [other, another]) => place(one) - place(other) || label.localeCompare(another, undefined, { numeric: true }));
    const signature = sorted.map(([one, label]) => `${one.id} ${label}`).join("\n");
    if (signature !== this.signature) {
      this.signature = signature;
      const groups = new Map();
      for (const [one, label] of sorted) {
        const kind = this.kind(one);
        if (!groups.has(kind)) groups.set(kind, Object.assign(document.createElement("optgroup"), { label: kind }));
        groups.get(kind).append(option(one.id, label));
      }
      this.chooser.replaceChildren(...groups.values());
    }
    this.chooser.value = element.id;
  }

  // ----- small parts of the form

  // The options that the page gave, kept when a value of the file was added to them.
  fixed(box) {
    const select = box.matches("select") ? box : box.querySelector("select");
    select.given ??= [...select.options].map((one) => [one.value, one.label]);
    return select.given;
  }

  lanes() { return this.elementRegistry.filter((one) => one.type === "bpmn:Lane"); }

  stepLabel(code) {
    const step = this.elementRegistry.filter((one) => !one.labelTarget && one.businessObject.get?.("ciiz:code") === code)[0];
    return step ? this.label(step) : code;
  }

  check(box, given) { for (const one of box.querySelectorAll("[type=checkbox][value]")) one.checked = given.includes(one.value); }

  checked(box) { return [...box.querySelectorAll("[type=checkbox][value]:checked")].map((one) => one.value); }

  // Boxes to tick, made from the page's template when the list differs.
  boxes(box, list, given) {
    const place = box.querySelector("[data-boxes]");
    const signature = JSON.stringify(list);
    if (place.dataset.list !== signature) {
      place.dataset.list = signature;
      place.replaceChildren(...list.map(([value, label]) => {
        const made = box.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
        made.querySelector("input").value = value;
        made.append(label);
        return made;
      }));
    }
    this.check(place, given);
  }

  // As many rows as there are entries; rows that stay are filled anew, so that the focus stays where it is.
  rows(box, number) {
    const place = box.querySelector("[data-rows]");
    while (place.children.length > number) place.lastElementChild.remove();
    while (place.children.length < number) place.append(box.querySelector(":scope > template").content.firstElementChild.cloneNode(true));
    return [...place.children];
  }

  items(box, element, type) {
    const told = entries(element.businessObject, type);
    this.rows(box, told.length).forEach((row, at) => {
      for (const input of row.querySelectorAll("[data-field]")) input.value = told[at][input.dataset.field] || "";
    });
  }

  // What each outcome of a journey does to its step.
  ways(list, legal, outcomes, again) {
    if (list.dataset.list !== legal.join(" ")) {
      list.dataset.list = legal.join(" ");
      list.querySelector("[data-ways]").replaceChildren(...legal.map((one) => {
        const made = list.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
        made.querySelector("[data-outcome]").textContent = this.rules.outcomes[one] || one;
        made.querySelector("select").dataset.way = one;
        return made;
      }));
    }
    for (const select of list.querySelectorAll("select")) {
      const one = select.dataset.way;
      select.value = again.includes(one) ? "stays" : outcomes.length && !outcomes.includes(one) ? "never" : "leads";
    }
  }

  // ----- what is changed

  changed(target) {
    if (target === this.chooser) { this.choose(target.value); return; }
    const box = target.closest("[data-part]");
    if (!box || target.closest("[data-link]")) return;
    this[`change_${box.dataset.part}`](box, this.element(), target);
  }

  // What is being typed counts as well when somebody saves by key.
  finish() {
    const active = document.activeElement;
    if (this.form.contains(active) && active !== this.chooser && active.matches("input, textarea")) this.changed(active);
  }

  clicked(button) {
    if (!button) return;
    const element = this.element();
    const { next, rowAdd, rowRemove } = button.dataset;
    if (next === "term") this.selection.select(this.model.term(element));
    else if (next === "lane") this.modeling.addLane(element, "bottom");
    else if (next) this.append(element, next);
    else if ("delete" in button.dataset) this.modeling.removeElements([element]);
    else if ("connect" in button.dataset) this.connect(button.closest("[data-link]"), element);
    else if (rowAdd !== undefined) this.grow(button.closest("[data-part]"), element);
    else if (rowRemove !== undefined) this.shrink(button, element);
  }

  append(element, kind) {
    this.model.together(() => {
      this.model.clear(this.autoPlace.append(element, this.elementFactory.createShape(shapeOf(kind))));
    });
  }

  connect(link, element) {
    const target = this.elementRegistry.get(link.querySelector("select").value);
    if (target) this.modeling.connect(element, target, { type: "bpmn:SequenceFlow" });
  }

  grow(box, element) {
    const type = box.dataset.type;
    const told = entries(element.businessObject, type).map((one) => ({ ...this.plain(one) }));
    const first = type === "Journey" ? { name: "" } : { de: "", fr: "", it: "", en: "" };
    this.model.write(element, element.businessObject, type, [...told, first]);
    this.fill();
    this.rows(box, told.length + 1).at(-1).querySelector("input, select").focus();
  }

  shrink(button, element) {
    const box = button.closest("[data-part]");
    const at = [...box.querySelector("[data-rows]").children].indexOf(button.closest("[data-row]"));
    const told = entries(element.businessObject, box.dataset.type).map((one) => this.plain(one));
    this.model.together(() => {
      this.model.write(element, element.businessObject, box.dataset.type, told.filter((_, place) => place !== at));
      if (box.dataset.type === "Journey") this.ongoing(element);
    });
    box.querySelector("[data-row-add]").focus();
  }

  plain(entry) {
    const fields = ["name", "outcomes", "again", "during", "kind", "de", "fr", "it", "en", "code", "days", "after", "task"];
    return Object.fromEntries(fields.filter((one) => entry[one] !== undefined).map((one) => [one, entry[one]]));
  }
}

Object.assign(Properties.prototype, filling, changing);
