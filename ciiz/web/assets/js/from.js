// A folded part that stands on a page of its own, <details data-from="its address">: what is in #course there is fetched
// when it is opened for the first time, with the styles and scripts it needs. Without scripts, or where that fails, the
// link inside leads there.
const missing = (page, selector, name) => [...page.querySelectorAll(selector)]
  .map((tag) => tag.getAttribute(name))
  .filter((address) => !document.querySelector(`${selector}[${name}="${CSS.escape(address)}"]`));

async function fill(details) {
  const answer = await fetch(details.dataset.from).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.querySelector("#course");
  if (!part) return false; // signed out meanwhile
  details.querySelector("p").replaceWith(part);
  for (const href of missing(page, "link[rel=stylesheet]", "href")) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
  for (const src of missing(page, "script[src]", "src")) {
    document.head.append(Object.assign(document.createElement("script"), { src }));
  }
  return true;
}

document.querySelectorAll("details[data-from]").forEach((details) => {
  details.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.filled) return;
    details.dataset.filled = "1";
    if (!(await fill(details))) delete details.dataset.filled;
  });
});
