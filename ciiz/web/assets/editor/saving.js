// Saving a draft: the file goes to the server with the version it was read at; what the server finds comes back as a list.
export class Saving {
  constructor(root, modeler, properties, problems) {
    Object.assign(this, { root, modeler, properties, problems, version: root.dataset.version, changes: 0 });
    this.states = Object.fromEntries([...root.querySelectorAll("[data-state]")].map((one) => [one.dataset.state, one]));
    modeler.get("eventBus").on("commandStack.changed", ({ trigger }) => {
      if (trigger === "clear") return;
      this.changes += 1;
      this.say("unsaved");
    });
    window.addEventListener("beforeunload", (event) => { if (this.unsaved()) event.preventDefault(); });
  }

  unsaved() { return this.changes > 0; }

  say(state) {
    for (const [name, box] of Object.entries(this.states)) box.hidden = name !== state;
    this.root.dataset.now = state;
  }

  async file() {
    this.properties.finish();
    return this.properties.model.written(() => this.modeler.saveXML({ format: true }));
  }

  async save() {
    if (this.saving) return;
    this.saving = true;
    try {
      const xml = await this.file();
      const before = this.changes;
      this.say("saving");
      const answer = await this.send(xml);
      if (answer === "saved") this.changes -= before;
      this.say(answer === "saved" && this.unsaved() ? "unsaved" : answer);
    } finally {
      this.saving = false;
    }
  }

  post(xml) {
    const body = new FormData(this.root.querySelector("form[data-save]"));
    body.set("xml", xml);
    body.set("version", this.version);
    return fetch(this.root.dataset.save, { method: "POST", body, headers: { Accept: "application/json" } });
  }

  // Who signed in again has another token; the page that is open takes it over from a new one.
  async renewed() {
    const page = await fetch(window.location.href);
    if (page.redirected || !page.ok) return false;
    const token = "[name=csrfmiddlewaretoken]";
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector(`form[data-save] ${token}`);
    if (fresh) this.root.querySelector(`form[data-save] ${token}`).value = fresh.value;
    return Boolean(fresh);
  }

  async send(xml) {
    let answer;
    try {
      answer = await this.post(xml);
      if ((answer.redirected || answer.status === 403) && await this.renewed()) answer = await this.post(xml);
    } catch {
      return "unreached";
    }
    if (answer.redirected || answer.status === 403) return "signed-out";
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return "unreached";
    const said = await answer.json();
    if (answer.status === 409) return "conflict";
    this.problems(said.problems || []);
    if (!answer.ok) return "refused";
    this.version = said.version;
    return "saved";
  }

  // What cannot be saved now can be kept as a file and brought back by upload.
  async keep() {
    const address = URL.createObjectURL(new Blob([await this.file()], { type: "application/xml" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: this.root.dataset.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
}
