// The process drawing of a case: <div class="drawing" data-drawing="url of the BPMN" data-now="ids" data-done="ids" data-deviation="ids">.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const ids = (text) => (text || "").split(" ").filter(Boolean);

async function show(element) {
  const response = await fetch(element.dataset.drawing, { headers: { "X-Requested-With": "fetch" } });
  if (!response.ok) return;
  element.setAttribute("role", "group"); // the drawing can be focused and moved, so it is no mere picture
  const viewer = new NavigatedViewer({ container: element });
  await viewer.importXML(await response.text());
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  for (const [name, marker] of [["done", "is-done"], ["deviation", "is-deviation"], ["now", "is-now"]]) {
    for (const id of ids(element.dataset[name])) if (registry.get(id)) canvas.addMarker(id, marker);
  }
  canvas.zoom("fit-viewport", "auto");
  const now = registry.get(ids(element.dataset.now)[0]);
  if (canvas.zoom() < 0.5 && now) {
    // Too small to read: show the current step in readable size, the rest by dragging.
    canvas.zoom(0.8, { x: now.x + now.width / 2, y: now.y + now.height / 2 });
    canvas.scrollToElement(now, 60);
  }
  element.dataset.ready = "1";
}

document.querySelectorAll("[data-drawing]").forEach((element) => show(element));
