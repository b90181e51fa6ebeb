// A process drawing: <div class="drawing" data-drawing="address of the BPMN" data-now="ids" data-done="ids" data-deviation="ids" data-counts="id=number …">
// with its .tools and its .window. The window is scrolled like any other part of the page: by wheel, finger or arrow keys.
import Viewer from "bpmn-js/lib/Viewer";

const READABLE = 1.15; // labels are 12 px high at 1
const SMALLEST = 0.2;
const LARGEST = 3;
const MARGIN = 20;
const ids = (text) => (text || "").split(" ").filter(Boolean);

async function show(element) {
  const answer = await fetch(element.dataset.drawing);
  if (!answer.ok) return;
  const frame = element.querySelector(".window");
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  frame.append(sheet);
  const viewer = new Viewer({ container: sheet });
  await viewer.importXML(await answer.text());
  const canvas = viewer.get("canvas");
  const registry = viewer.get("elementRegistry");
  for (const [name, marker] of [["done", "is-done"], ["deviation", "is-deviation"], ["now", "is-now"]]) {
    for (const id of ids(element.dataset[name])) if (registry.get(id)) canvas.addMarker(id, marker);
  }
  for (const [id, number] of ids(element.dataset.counts).map((pair) => pair.split("="))) {
    const html = Object.assign(document.createElement("b"), { className: "count", textContent: number });
    if (registry.get(id)) viewer.get("overlays").add(id, { position: { top: -12, right: 14 }, html });
  }
  const { inner } = canvas.viewbox();
  const paper = {
    x: inner.x - MARGIN, y: inner.y - MARGIN, width: inner.width + 2 * MARGIN, height: inner.height + 2 * MARGIN,
  };
  const step = ids(element.dataset.now).map((id) => registry.get(id)).find(Boolean);
  let scale = 1;

  // The point of the drawing that is in the middle of the window, and back.
  const middle = () => ({
    x: paper.x + (frame.scrollLeft + frame.clientWidth / 2) / scale,
    y: paper.y + (frame.scrollTop + frame.clientHeight / 2) / scale,
  });
  const zoom = (to, at) => {
    scale = Math.min(LARGEST, Math.max(SMALLEST, to));
    sheet.style.width = `${paper.width * scale}px`;
    sheet.style.height = `${paper.height * scale}px`;
    canvas.resized();
    canvas.viewbox(paper);
    frame.scrollTo((at.x - paper.x) * scale - frame.clientWidth / 2, (at.y - paper.y) * scale - frame.clientHeight / 2);
  };
  const whole = () => Math.min(frame.clientWidth / paper.width, frame.clientHeight / paper.height);
  const sizes = {
    in: () => zoom(scale * 1.25, middle()),
    out: () => zoom(scale / 1.25, middle()),
    all: () => zoom(whole(), middle()),
    now: () => zoom(READABLE, { x: step.x + step.width / 2, y: step.y + step.height / 2 }),
  };
  const tools = element.querySelector(".tools");
  tools.addEventListener("click", (event) => sizes[event.target.closest("[data-zoom]")?.dataset.zoom]?.());
  tools.hidden = false;
  frame.tabIndex = 0;
  if (step) sizes.now();
  else zoom(Math.max(0.75, whole()), paper);
  element.dataset.ready = "1";
}

// What is folded has no size yet: it is drawn when it is opened for the first time.
function begin(element) {
  const folded = element.closest("details:not([open])");
  if (folded) folded.addEventListener("toggle", () => begin(element), { once: true });
  else show(element);
}

document.querySelectorAll("[data-drawing]").forEach(begin);
