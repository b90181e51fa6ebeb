// What somebody changed in a part of the form becomes a command of the drawing. Methods of `Properties`.
import { processOf } from "./kinds.js";
import { carrier, entries, split } from "./model.js";

export const changing = {
  change_code(box, element, target) {
    const code = target.value.trim();
    if (!processOf(element)) this.model.recode(element, code);
    else this.modeling.updateModdleProperties(element, carrier(element), { "ciiz:code": code || undefined });
  },

  change_texts(box, element, target) {
    const { language, field } = target.dataset;
    if (field === "name") this.model.call(element, language, target.value.trim());
    else this.model.say(element, carrier(element), language, "body", target.value.trim());
  },

  change_note(box, element, target) { this.modeling.updateLabel(element, target.value); },

  change_outcomes(box, element) { this.model.set(element, "outcome", this.checked(box).join(" ")); },

  change_role(box, element, target) { this.model.set(element, "role", target.value); },

  change_lane(box, element, target) {
    const lane = this.elementRegistry.get(target.value);
    const way = { x: 0, y: Math.round(lane.y + lane.height / 2 - element.y - element.height / 2) };
    this.modeling.moveElements([element], way, element.parent);
  },

  change_calls(box, element, target) { this.modeling.updateProperties(element, { calledElement: target.value || undefined }); },

  change_source(box, element, target) { this.model.set(element, "source", target.value); },

  change_with(box, element) { this.model.set(element, "with", this.checked(box).join(" ")); },

  change_systems(box, element, target) {
    const codes = target.value.split(/[\s,;]+/).filter(Boolean);
    this.model.write(element, element.businessObject, "System", codes.map((code) => ({ code })));
  },

  change_origins(box, element, target) { this.model.set(element, "origins", split(target.value.replaceAll(",", " ")).join(" ")); },

  change_input(box, element, target) { this.changeItem(box, element, target); },

  change_output(box, element, target) { this.changeItem(box, element, target); },

  changeItem(box, element, target) {
    const at = [...box.querySelector("[data-rows]").children].indexOf(target.closest("[data-row]"));
    const told = entries(element.businessObject, box.dataset.type).map((one) => this.plain(one));
    told[at] = { ...told[at], [target.dataset.field]: target.value.trim() };
    this.model.write(element, element.businessObject, box.dataset.type, told);
  },

  change_journeys(box, element, target) {
    const row = target.closest("[data-row]");
    const at = [...box.querySelector("[data-rows]").children].indexOf(row);
    const told = entries(element.businessObject, "Journey").map((one) => this.plain(one));
    const field = target.dataset.field;
    if (field === "name") told[at] = { name: target.value };
    else if (field === "during") told[at] = target.checked ? { name: told[at].name, during: "true" } : { name: told[at].name };
    else if (field === "kind") told[at] = { ...told[at], kind: target.value || undefined };
    else told[at] = { ...told[at], ...this.chosenWays(row, told[at].name) };
    this.model.together(() => {
      this.model.write(element, element.businessObject, "Journey", told);
      this.ongoing(element);
    });
  },

  chosenWays(row, name) {
    const ways = Object.fromEntries([...row.querySelectorAll("[data-way]")].map((one) => [one.dataset.way, one.value]));
    const legal = this.rules.journeys[name].outcomes;
    const used = legal.filter((one) => ways[one] !== "never");
    const again = legal.filter((one) => ways[one] === "stays");
    return {
      outcomes: used.length === legal.length ? undefined : used.join(" ") || undefined,
      again: again.join(" ") || undefined,
    };
  },

  // A step that some outcomes leave open carries the sign of a loop.
  ongoing(element) {
    if (element.type !== "bpmn:UserTask") return;
    const open = entries(element.businessObject, "Journey").some((one) => split(one.again).length && one.during !== "true");
    if (open === Boolean(element.businessObject.loopCharacteristics)) return;
    const sign = open ? this.model.moddle.create("bpmn:StandardLoopCharacteristics") : undefined;
    if (sign) sign.$parent = element.businessObject;
    this.modeling.updateProperties(element, { loopCharacteristics: sign });
  },

  change_event(box, element, target) {
    const beside = box.querySelector("[data-cuts]").value === "beside";
    const told = this.checked(box).join(" ");
    this.model.together(() => {
      const start = this.model.startOf(element);
      if (start && "cuts" in target.dataset) this.modeling.updateProperties(start, { isInterrupting: !beside });
      this.modeling.updateProperties(element, {
        "ciiz:during": (beside && told) || undefined, "ciiz:interrupts": (!beside && told) || undefined,
      });
    });
  },

  change_resumes(box, element, target) { this.model.set(element, "resumes", target.value); },

  change_period(box, element) {
    const field = (name) => box.querySelector(`[data-field=${name}]`);
    const whole = (name) => Math.max(0, Math.trunc(Number(field(name).value)) || 0);
    const wanted = { repeats: field("repeats").checked, months: whole("months"), days: whole("count") };
    const term = {
      code: field("code").value.trim(), task: this.checked(box).join(" ") || undefined,
      after: field("after").value, days: field("days").value,
    };
    this.model.together(() => {
      this.model.period(element, wanted);
      this.model.write(element, element.businessObject, "Deadline", [term]);
    });
  },
};
