// What the form shows of an element: which parts, and what each of them says. Methods of `Properties`.
import { DESCRIBED, answers, isEnd, isStep, processOf, startsEvent } from "./kinds.js";
import { offer } from "./lists.js";
import { attribute, carrier, entries, inEvent, periodOf, readPeriod, split, words } from "./model.js";
import { following } from "./tools.js";

// When a part is shown.
export const shown = {
  next: () => true,
  code: (element) => processOf(element) || isStep(element) || element.type === "bpmn:SubProcess"
    || (isEnd(element) && !(inEvent(element.businessObject) && attribute(element.businessObject, "resumes")))
    || (element.type === "bpmn:StartEvent" && !startsEvent(element)),
  texts: (element) => !["bpmn:TextAnnotation", "bpmn:Association", "bpmn:MessageFlow"].includes(element.type)
    && (element.type !== "bpmn:SequenceFlow" || answers(element)),
  note: (element) => element.type === "bpmn:TextAnnotation",
  outcomes: answers,
  role: (element) => element.type === "bpmn:Lane",
  lane: (element, form) => isStep(element) && element.parent.type === "bpmn:Participant" && form.lanes().length > 1,
  calls: (element) => element.type === "bpmn:CallActivity",
  journeys: (element) => element.type === "bpmn:UserTask" || element.type === "bpmn:SubProcess",
  event: (element) => element.type === "bpmn:SubProcess",
  resumes: (element) => isEnd(element) && inEvent(element.businessObject),
  period: (element) => element.type === "bpmn:BoundaryEvent",
  with: isStep,
  input: isStep,
  output: isStep,
  systems: isStep,
  origins: (element) => element.type === "bpmn:StartEvent" && !startsEvent(element),
  source: (element) => isStep(element)
    || ["bpmn:StartEvent", "bpmn:EndEvent", "bpmn:SubProcess", "bpmn:BoundaryEvent"].includes(element.type),
};

export const filling = {
  fill_next(box, element) {
    const next = following(element);
    for (const button of box.querySelectorAll("[data-next]")) {
      const kind = button.dataset.next;
      button.hidden = kind === "term" ? !isStep(element) : kind === "lane" ? !processOf(element) || !element.parent : !next.includes(kind);
    }
    box.querySelector("[data-delete]").hidden = element === this.whole();
    const link = box.querySelector("[data-link]");
    link.hidden = !next.length;
    const within = element.parent;
    const targets = next.length ? this.elementRegistry.filter((one) => one !== element && one.parent === within && !one.labelTarget
      && one.businessObject.$instanceOf("bpmn:FlowNode") && !["bpmn:BoundaryEvent", "bpmn:StartEvent", "bpmn:SubProcess"].includes(one.type)) : [];
    offer(link.querySelector("select"), [["", ""], ...targets.map((one) => [one.id, this.label(one)])], "");
  },

  fill_code(box, element) {
    const input = box.querySelector("input");
    input.value = carrier(element).get("ciiz:code") || "";
    input.readOnly = processOf(element) && Boolean(this.rules.code);
  },

  fill_texts(box, element) {
    const object = carrier(element);
    for (const field of box.querySelectorAll("[data-language]")) {
      const told = words(object, field.dataset.language);
      field.value = (told?.[field.dataset.field] || "").trim();
      if (field.dataset.field === "body") {
        field.closest(".field").hidden = !told?.body && !DESCRIBED.includes(object.$type);
      }
    }
  },

  fill_note(box, element) { box.querySelector("textarea").value = element.businessObject.text || ""; },

  fill_outcomes(box, element) {
    const given = split(attribute(element.businessObject, "outcome"));
    const possible = this.model.answers(element.source, this.rules);
    const ends = Object.assign({}, ...Object.values(this.rules.calls));
    this.boxes(box, [...new Set([...possible, ...given])].map((one) => [one, this.rules.outcomes[one] || ends[one] || one]), given);
  },

  fill_role(box, element) { offer(box.querySelector("select"), this.fixed(box), attribute(element.businessObject, "role")); },

  fill_lane(box, element) {
    const now = element.businessObject.lanes?.[0]?.id || "";
    offer(box.querySelector("select"), this.lanes().map((one) => [one.id, this.label(one)]), now);
  },

  fill_calls(box, element) { offer(box.querySelector("select"), this.fixed(box), element.businessObject.calledElement || ""); },

  fill_source(box, element) { offer(box.querySelector("select"), this.fixed(box), attribute(element.businessObject, "source")); },

  fill_with(box, element) { this.check(box, split(attribute(element.businessObject, "with"))); },

  fill_systems(box, element) {
    box.querySelector("input").value = entries(element.businessObject, "System").map((one) => one.code).join(", ");
  },

  fill_origins(box, element) { box.querySelector("input").value = attribute(element.businessObject, "origins"); },

  fill_input(box, element) { this.items(box, element, "Input"); },

  fill_output(box, element) { this.items(box, element, "Output"); },

  fill_journeys(box, element) {
    const told = entries(element.businessObject, "Journey");
    const rows = this.rows(box, told.length);
    const event = element.type === "bpmn:SubProcess";
    rows.forEach((row, at) => {
      const { name, outcomes, again, during, kind } = told[at];
      const select = row.querySelector("[data-field=name]");
      const known = this.fixed(row.querySelector("[data-field=name]"));
      offer(select, known.filter(([one]) => !one || Boolean(this.rules.journeys[one]?.event) === event), name || "");
      const kinds = this.rules.kinds[name] || {};
      row.querySelector("[data-about]").hidden = !Object.keys(kinds).length;
      offer(row.querySelector("[data-field=kind]"), [["", ""], ...Object.entries(kinds)], kind || "");
      row.querySelector("[data-beside]").hidden = event;
      row.querySelector("[data-field=during]").checked = during === "true";
      const legal = this.rules.journeys[name]?.outcomes || [];
      const list = row.querySelector("[data-outcomes]");
      list.hidden = event || during === "true" || legal.length < 2;
      this.ways(list, list.hidden ? [] : legal, split(outcomes), split(again));
    });
  },

  fill_event(box, element) {
    const beside = this.model.startOf(element)?.businessObject.isInterrupting === false;
    box.querySelector("[data-cuts]").value = beside ? "beside" : "cuts";
    const inner = element.children.map((one) => one.businessObject.get?.("ciiz:code"));
    const given = split(attribute(element.businessObject, beside ? "during" : "interrupts"));
    const codes = this.model.steps().filter((one) => !inner.includes(one));
    this.boxes(box, [...new Set([...codes, ...given])].map((one) => [one, this.stepLabel(one)]), given);
  },

  fill_resumes(box, element) {
    const beside = this.model.startOf(element.parent)?.businessObject.isInterrupting === false;
    const select = box.querySelector("select");
    select.disabled = beside;
    const [first] = this.fixed(box);
    offer(select, [first, ...this.model.steps().map((one) => [one, this.stepLabel(one)])], attribute(element.businessObject, "resumes"));
  },

  fill_period(box, element) {
    const [term] = entries(element.businessObject, "Deadline");
    const { repeats, months, days } = readPeriod(periodOf(element.businessObject)?.body);
    const field = (name) => box.querySelector(`[data-field=${name}]`);
    field("code").value = term?.code || "";
    field("months").value = months || "";
    field("count").value = days || "";
    field("repeats").checked = repeats;
    field("days").value = term?.days || "calendar";
    offer(field("after"), this.fixed(field("after")), term?.after || "entered");
    this.check(box, split(term?.task));
    const given = this.rules.terms[term?.code];
    box.querySelector("[data-canton]").textContent = given ? this.texts.canton.replace("%s", given) : this.texts.drawn;
  },
};
