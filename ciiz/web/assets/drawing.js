// The process drawing of a case: <div class="drawing" data-drawing="url of the BPMN" data-now="ids" data-done="ids" data-deviation="ids">.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const ids = (text) => (text || "").split(" ").filter(Boolean);

async function show(element) {
  const response = await fetch(element.dataset.drawing, { headers: { "X-Requested-With": "fetch" } });
  if (!response.ok) return;
  const viewer = new NavigatedViewer({ container: element });
  await viewer.importXML(await response.text());
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  for (const [name, marker] of [["done", "is-done"], ["deviation", "is-deviation"], ["now", "is-now"]]) {
    for (const id of ids(element.dataset[name])) if (registry.get(id)) canvas.addMarker(id, marker);
  }
  canvas.zoom("fit-viewport", "auto");
  element.dataset.ready = "1";
}

document.querySelectorAll("[data-drawing]").forEach((element) => show(element));
