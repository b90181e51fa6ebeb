// Which elements are what, as the form tells them apart.
import { carrier, inEvent } from "./model.js";

export const STEPS = ["bpmn:UserTask", "bpmn:CallActivity"];
export const DESCRIBED = [...STEPS, "bpmn:SubProcess", "bpmn:BoundaryEvent", "bpmn:Process"];
export const isStep = (element) => STEPS.includes(element.type);
export const isEnd = (element) => element.type === "bpmn:EndEvent";
export const startsEvent = (element) => element.type === "bpmn:StartEvent" && inEvent(element.businessObject);
export const answers = (element) => element.type === "bpmn:SequenceFlow" && element.source.type === "bpmn:ExclusiveGateway"
  && element.source.outgoing.length > 1;
export const processOf = (element) => carrier(element).$type === "bpmn:Process";
