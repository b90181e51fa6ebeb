// What our namespace says of an element, read from the model and changed by commands that can be undone.
export const LANGUAGES = ["de", "fr", "it", "en"];
const CODED = ["bpmn:UserTask", "bpmn:CallActivity", "bpmn:SubProcess", "bpmn:StartEvent", "bpmn:EndEvent"];

export const split = (text) => (text || "").split(/\s+/).filter(Boolean);
export const entries = (object, type) => (object.extensionElements?.values || []).filter((one) => one.$type === `ciiz:${type}`);
export const words = (object, language) => entries(object, "Text").find((one) => one.lang === language);
export const attribute = (object, name) => object.get(`ciiz:${name}`) || "";
export const nameIn = (object, language) => words(object, language)?.name || object.name || "";
export const inEvent = (object) => Boolean(object.$parent?.triggeredByEvent);

// The element that is meant: of a label the one that it names.
export const meant = (element) => element?.labelTarget || element;

// What carries the words: of a pool with a process in it the process.
export function carrier(element) {
  const object = meant(element).businessObject;
  return object.processRef || object;
}

export const periodOf = (timer) => timer.eventDefinitions?.[0]?.timeCycle || timer.eventDefinitions?.[0]?.timeDuration;

export function readPeriod(text) {
  const found = /^(R\/)?P(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec((text || "").trim()) || [];
  return { repeats: Boolean(found[1]), months: Number(found[2] || 0), days: Number(found[3] || 0) * 7 + Number(found[4] || 0) };
}

export const writePeriod = ({ repeats, months, days }) =>
  `${repeats ? "R/" : ""}P${months ? `${months}M` : ""}${days || !months ? `${days || 0}D` : ""}`;

// Several commands as one that is undone at once.
class Together {
  preExecute({ steps }) { steps(); }
}

export class Model {
  constructor(modeler, language) {
    const [bus, stack] = [modeler.get("eventBus"), modeler.get("commandStack")];
    this.modeling = modeler.get("modeling");
    this.moddle = modeler.get("moddle");
    this.registry = modeler.get("elementRegistry");
    this.canvas = modeler.get("canvas");
    this.stack = stack;
    this.language = language;
    stack.register("ciiz.together", new Together());
    bus.on("import.parse.complete", ({ definitions }) => {
      this.definitions = definitions;
      if (definitions) this.show(definitions, language);
    });
    bus.on("commandStack.element.updateLabel.postExecute", ({ context }) => this.labelled(meant(context.element), context.newLabel));
    bus.on("commandStack.shape.create.postExecute", ({ context }) => this.created(context.shape));
  }

  together(steps) { this.stack.execute("ciiz.together", { steps: () => steps() }); }

  // Names in the drawing are those of one language: the reader's on the screen, German in the file.
  show(definitions, language) {
    const seen = new Set();
    const visit = (object) => {
      if (!object?.$type || seen.has(object)) return;
      seen.add(object);
      const name = words(object, language)?.name;
      if (name) object.name = name;
      for (const kind of ["rootElements", "participants", "laneSets", "lanes", "flowElements", "messageFlows"]) {
        for (const one of object[kind] || []) visit(one);
      }
    };
    visit(definitions);
  }

  // The file as it is stored, whose names are German whatever the screen shows.
  async written(save) {
    this.show(this.definitions, "de");
    try {
      return (await save()).xml;
    } finally {
      this.show(this.definitions, this.language);
    }
  }

  process() {
    return this.registry.getAll().map((one) => carrier(one)).find((one) => one?.$type === "bpmn:Process");
  }

  steps() {
    return this.registry.filter((one) => ["bpmn:UserTask", "bpmn:CallActivity"].includes(one.type))
      .map((one) => attribute(one.businessObject, "code")).filter(Boolean)
      .sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  }

  set(element, name, value) {
    this.modeling.updateProperties(meant(element), { [`ciiz:${name}`]: value || undefined });
  }

  // A step that is renumbered stays the one that events and ends name.
  recode(element, code) {
    const before = attribute(element.businessObject, "code");
    this.together(() => {
      this.set(element, "code", code);
      if (!before || !code) return;
      for (const other of this.registry.filter((one) => one.type !== "label")) {
        for (const name of ["resumes", "interrupts", "during", "origins"]) {
          const told = split(other.businessObject.get(`ciiz:${name}`));
          if (told.includes(before)) this.set(other, name, told.map((one) => (one === before ? code : one)).join(" "));
        }
      }
    });
  }

  // Replaces all entries of one type; what else stands in the extension stays as it is.
  write(element, object, type, wanted) {
    const known = object.extensionElements;
    const before = known?.values || [];
    const extension = known || this.moddle.create("bpmn:ExtensionElements", { values: [] });
    const made = wanted.map((one) => this.moddle.create(`ciiz:${type}`, one));
    for (const one of made) one.$parent = extension;
    const first = before.findIndex((one) => one.$type === `ciiz:${type}`);
    const values = before.filter((one) => one.$type !== `ciiz:${type}`);
    values.splice(first < 0 ? values.length : first, 0, ...made);
    if (known && values.length) {
      this.modeling.updateModdleProperties(element, known, { values });
      return;
    }
    extension.values = values;
    extension.$parent = object;
    this.modeling.updateModdleProperties(element, object, { extensionElements: values.length ? extension : undefined });
  }

  say(element, object, language, part, value) {
    const told = LANGUAGES.map((one) => ({ lang: one, name: words(object, one)?.name, body: words(object, one)?.body }));
    told.find((one) => one.lang === language)[part] = value || undefined;
    this.write(element, object, "Text", told.filter((one) => one.name || one.body));
  }

  // The name in one language; a pool is called like its process, and the drawing like the reader's language.
  call(element, language, value) {
    const target = meant(element);
    this.together(() => {
      if (language === this.language && target.type !== "bpmn:Process") this.modeling.updateLabel(target, value);
      else for (const object of this.named(target)) this.say(target, object, language, "name", value);
    });
  }

  named(element) {
    const object = element.businessObject;
    return object.processRef ? [object.processRef, object] : [object];
  }

  labelled(element, value) {
    if (["bpmn:TextAnnotation", "bpmn:Group", "bpmn:MessageFlow"].includes(element.type)) return;
    for (const object of this.named(element)) {
      if ((words(object, this.language)?.name || "") !== (value || "")) this.say(element, object, this.language, "name", value);
    }
  }

  // What is drawn anew, or copied, gets the next number of the process.
  created(shape) {
    const object = shape.businessObject;
    if (!CODED.includes(shape.type) || (inEvent(object) && shape.type.endsWith("Event"))) return;
    const code = attribute(object, "code");
    const others = this.registry.filter((one) => one !== shape && one.type !== "label")
      .map((one) => one.businessObject.get("ciiz:code")).filter(Boolean);
    if (code && !others.includes(code)) return;
    const prefix = `${this.process()?.get("ciiz:code") || ""}.`;
    const numbers = others.filter((one) => one.startsWith(prefix)).map((one) => parseInt(one.slice(prefix.length), 10) || 0);
    this.set(shape, "code", `${prefix}${Math.max(0, ...numbers) + 1}`);
  }

  period(element, wanted) {
    const definition = element.businessObject.eventDefinitions[0];
    const value = this.moddle.create("bpmn:FormalExpression", { body: writePeriod(wanted) });
    value.$parent = definition;
    this.modeling.updateModdleProperties(element, definition, {
      timeCycle: wanted.repeats ? value : undefined, timeDuration: wanted.repeats ? undefined : value,
    });
  }

  // What is put beside its forerunner by the form goes on to the right until it covers nothing.
  clear(shape) {
    const lies = (one, way) => one.x < shape.x + way + shape.width && shape.x + way < one.x + one.width
      && one.y < shape.y + shape.height && shape.y < one.y + one.height;
    const others = shape.parent.children.filter((one) => one !== shape && !one.waypoints && !one.host && !one.labelTarget
      && one.type !== "bpmn:Lane");
    let way = 0;
    while (others.some((one) => lies(one, way))) way += 10;
    if (way) this.modeling.moveElements([shape], { x: way + 40, y: 0 });
  }

  // A term hangs at the lower border of its step, beside those that hang there already.
  term(step) {
    const hanging = step.attachers?.length || 0;
    const place = { x: step.x + 22 + (hanging * 42) % step.width, y: step.y + step.height };
    let made;
    this.together(() => {
      made = this.modeling.createShape(
        { type: "bpmn:BoundaryEvent", eventDefinitionType: "bpmn:TimerEventDefinition", cancelActivity: false },
        place, step, { attach: true },
      );
      this.period(made, { repeats: false, months: 0, days: 14 });
      this.write(made, made.businessObject, "Deadline", [{ code: "", after: "entered", days: "calendar" }]);
    });
    return made;
  }

  // An event of the process: a frame of its own with the start from which it runs.
  event(make) {
    const frame = make({ type: "bpmn:SubProcess", isExpanded: true, triggeredByEvent: true, width: 420, height: 140 });
    const start = make({
      type: "bpmn:StartEvent", x: 40, y: 52, parent: frame, eventDefinitionType: "bpmn:SignalEventDefinition",
    });
    return [frame, start];
  }

  startOf(event) {
    return event.children?.find((one) => one.type === "bpmn:StartEvent");
  }

  // Which answers may lead out of a choice: those of the steps before it, or the ends of what they call.
  answers(gateway, rules) {
    const found = new Set();
    for (const flow of gateway.incoming || []) {
      const source = flow.source.type === "bpmn:StartEvent" && inEvent(flow.source.businessObject)
        ? flow.source.parent : flow.source;
      const object = source.businessObject;
      if (object.calledElement) {
        for (const end of Object.keys(rules.calls[object.calledElement] || {})) found.add(end);
        continue;
      }
      const told = entries(object, "Journey").filter((one) => one.during !== "true");
      if (!told.length) found.add("done");
      for (const one of told) {
        const legal = split(one.outcomes).length ? split(one.outcomes) : rules.journeys[one.name]?.outcomes || [];
        for (const outcome of legal) if (!split(one.again).includes(outcome)) found.add(outcome);
      }
    }
    return [...found];
  }
}
