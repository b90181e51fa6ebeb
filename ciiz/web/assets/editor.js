// The editor of a process: drawing, form and problems on one page (processes/edit.html), loaded there only.
import { Model } from "./editor/model.js";
import { Properties } from "./editor/properties.js";
import { Saving } from "./editor/saving.js";
import { makeModeler } from "./editor/tools.js";

const SMALLEST = 0.6; // labels are 12 px high at 1
const BESIDE = 80; // the tools stand over the left border

async function begin(root) {
  const texts = JSON.parse(root.dataset.texts);
  const rules = JSON.parse(root.dataset.rules);
  const modeler = makeModeler(root.querySelector("[data-canvas]"), texts, (injector) => new Model(injector, root.dataset.language));
  const canvas = modeler.get("canvas");
  const properties = new Properties(root.querySelector("[data-properties]"), modeler, texts, rules);
  let marked = [];

  // What is wrong with an element is told beside the drawing, and the element is marked in it.
  const tell = (problems) => {
    for (const id of marked) if (modeler.get("elementRegistry").get(id)) canvas.removeMarker(id, "has-problem");
    marked = problems.map((one) => one.element).filter((id) => modeler.get("elementRegistry").get(id));
    for (const id of marked) canvas.addMarker(id, "has-problem");
    const list = root.querySelector("[data-problems]");
    list.replaceChildren(...problems.map((one) => {
      const known = modeler.get("elementRegistry").get(one.element);
      const item = document.createElement("li");
      const place = document.createElement(known ? "button" : "b");
      if (known) Object.assign(place, { type: "button", className: "btn sec" }).dataset.element = one.element;
      place.textContent = known ? properties.label(known) : one.element;
      item.append(place, ` ${one.message}`);
      return item;
    }));
    root.querySelector("[data-none]").hidden = problems.length > 0;
  };
  const saving = new Saving(root, modeler, properties, tell);
  const zoom = (factor) => canvas.zoom(Math.min(3, Math.max(0.2, canvas.zoom() * factor)), "auto");
  const deeds = {
    save: () => saving.save(),
    undo: () => modeler.get("commandStack").undo(),
    redo: () => modeler.get("commandStack").redo(),
    larger: () => zoom(1.25),
    smaller: () => zoom(0.8),
    all: () => canvas.zoom("fit-viewport", "auto"),
    keep: () => saving.keep(),
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do], [data-element]");
    if (button?.dataset.element) properties.choose(button.dataset.element);
    else deeds[button?.dataset.do]?.();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    saving.save();
  });
  const refresh = () => {
    const stack = modeler.get("commandStack");
    root.querySelector("[data-do=undo]").setAttribute("aria-disabled", String(!stack.canUndo()));
    root.querySelector("[data-do=redo]").setAttribute("aria-disabled", String(!stack.canRedo()));
  };
  modeler.get("eventBus").on("commandStack.changed", refresh);

  const answer = await fetch(root.dataset.file);
  if (!answer.ok) {
    saving.say("unread");
    return;
  }
  try {
    await modeler.importXML(await answer.text());
  } catch {
    saving.say("unread");
    return;
  }
  canvas.zoom("fit-viewport");
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, Math.max(SMALLEST, canvas.zoom() * 0.9));
  const size = { width: outer.width / scale, height: outer.height / scale };
  canvas.viewbox({ ...size, x: inner.x - BESIDE / scale, y: inner.y - Math.max(20 / scale, (size.height - inner.height) / 2) });
  tell(JSON.parse(root.dataset.found));
  refresh();
  root.dataset.ready = "1";
}

document.querySelectorAll("[data-editor]").forEach(begin);
