// The tools of the drawing: what may be drawn is the subset that runs, in the words of the page.
import AutoPlaceModule from "bpmn-js/lib/features/auto-place";
import AutoResizeModule from "bpmn-js/lib/features/auto-resize";
import AutoScrollModule from "diagram-js/lib/features/auto-scroll";
import BaseModeler from "bpmn-js/lib/BaseModeler";
import BendpointsModule from "diagram-js/lib/features/bendpoints";
import ConnectModule from "diagram-js/lib/features/connect";
import ConnectionPreviewModule from "diagram-js/lib/features/connection-preview";
import ContextPadModule from "diagram-js/lib/features/context-pad";
import CopyPasteModule from "bpmn-js/lib/features/copy-paste";
import CoreModule from "bpmn-js/lib/core";
import CreateModule from "diagram-js/lib/features/create";
import EditorActionsModule from "bpmn-js/lib/features/editor-actions";
import GlobalConnectModule from "diagram-js/lib/features/global-connect";
import GridSnappingModule from "bpmn-js/lib/features/grid-snapping";
import HandToolModule from "diagram-js/lib/features/hand-tool";
import InteractionEventsModule from "bpmn-js/lib/features/interaction-events";
import KeepSelectionVisibleModule from "diagram-js/lib/features/keep-selection-visible";
import KeyboardModule from "bpmn-js/lib/features/keyboard";
import KeyboardMoveModule from "diagram-js/lib/navigation/keyboard-move";
import KeyboardMoveSelectionModule from "diagram-js/lib/features/keyboard-move-selection";
import LabelEditingModule from "bpmn-js/lib/features/label-editing";
import LassoToolModule from "diagram-js/lib/features/lasso-tool";
import ModelingModule from "bpmn-js/lib/features/modeling";
import MoveCanvasModule from "diagram-js/lib/navigation/movecanvas";
import MoveModule from "diagram-js/lib/features/move";
import OutlineModule from "bpmn-js/lib/features/outline";
import OverlaysModule from "diagram-js/lib/features/overlays";
import PaletteModule from "diagram-js/lib/features/palette";
import ResizeModule from "diagram-js/lib/features/resize";
import RuleProvider from "diagram-js/lib/features/rules/RuleProvider";
import SelectionModule from "diagram-js/lib/features/selection";
import SnappingModule from "bpmn-js/lib/features/snapping";
import SpaceToolModule from "bpmn-js/lib/features/space-tool";
import TranslateModule from "diagram-js/lib/i18n/translate";
import ZoomScrollModule from "diagram-js/lib/navigation/zoomscroll";
import extension from "./extension.json";

const MODULES = [
  AutoPlaceModule, AutoResizeModule, AutoScrollModule, BendpointsModule, ConnectModule, ConnectionPreviewModule,
  ContextPadModule, CopyPasteModule, CoreModule, CreateModule, EditorActionsModule, GlobalConnectModule,
  GridSnappingModule, HandToolModule, InteractionEventsModule, KeepSelectionVisibleModule, KeyboardModule,
  KeyboardMoveModule, KeyboardMoveSelectionModule, LabelEditingModule, LassoToolModule, ModelingModule,
  MoveCanvasModule, MoveModule, OutlineModule, OverlaysModule, PaletteModule, ResizeModule, SelectionModule,
  SnappingModule, SpaceToolModule, TranslateModule, ZoomScrollModule,
];
const STEPS = ["bpmn:UserTask", "bpmn:CallActivity"];
const NEXT = {
  step: ["bpmn:UserTask", "bpmn-icon-user-task"],
  call: ["bpmn:CallActivity", "bpmn-icon-call-activity"],
  choice: ["bpmn:ExclusiveGateway", "bpmn-icon-gateway-xor"],
  end: ["bpmn:EndEvent", "bpmn-icon-end-event-none"],
};

// What may follow an element; a timer is a term and moves nothing.
export function following(element) {
  const { type } = element;
  if (element.labelTarget || type === "bpmn:EndEvent") return [];
  if (!element.businessObject.$instanceOf("bpmn:FlowNode") || ["bpmn:SubProcess", "bpmn:BoundaryEvent"].includes(type)) return [];
  return Object.keys(NEXT);
}

export const shapeOf = (kind) => ({ type: NEXT[kind][0] });

class Palette {
  constructor(words, palette, create, elementFactory, lassoTool, handTool, spaceTool, globalConnect, model) {
    Object.assign(this, { words, create, elementFactory, lassoTool, handTool, spaceTool, globalConnect, model });
    palette.registerProvider(this);
  }

  getPaletteEntries() {
    const { words, create, elementFactory, model } = this;
    const tool = (className, title, click) => ({ group: "tools", className, title: words[title], action: { click } });
    const drawn = (group, className, title, make) => {
      const begin = (event) => {
        const shapes = make();
        create.start(event, shapes, Array.isArray(shapes) ? { hints: { autoSelect: [shapes[0]] } } : undefined);
      };
      return { group, className, title: words[title], action: { dragstart: begin, click: begin } };
    };
    const shape = (attributes) => () => elementFactory.createShape(attributes);
    return {
      hand: tool("bpmn-icon-hand-tool", "hand", (event) => this.handTool.activateHand(event)),
      lasso: tool("bpmn-icon-lasso-tool", "lasso", (event) => this.lassoTool.activateSelection(event)),
      space: tool("bpmn-icon-space-tool", "space", (event) => this.spaceTool.activateSelection(event)),
      connect: tool("bpmn-icon-connection-multi", "connect", (event) => this.globalConnect.start(event)),
      line: { group: "tools", separator: true },
      start: drawn("flow", "bpmn-icon-start-event-none", "start", shape({ type: "bpmn:StartEvent" })),
      step: drawn("flow", "bpmn-icon-user-task", "step", shape({ type: "bpmn:UserTask" })),
      call: drawn("flow", "bpmn-icon-call-activity", "call", shape({ type: "bpmn:CallActivity" })),
      choice: drawn("flow", "bpmn-icon-gateway-xor", "choice", shape({ type: "bpmn:ExclusiveGateway" })),
      parallel: drawn("flow", "bpmn-icon-gateway-parallel", "parallel", shape({ type: "bpmn:ParallelGateway" })),
      end: drawn("flow", "bpmn-icon-end-event-none", "end", shape({ type: "bpmn:EndEvent" })),
      event: drawn("flow", "bpmn-icon-event-subprocess-expanded", "event",
        () => model.event((attributes) => elementFactory.createShape(attributes))),
      pool: drawn("pool", "bpmn-icon-participant", "pool", () => elementFactory.createParticipantShape()),
    };
  }
}
Palette.$inject = [
  "config.words", "palette", "create", "elementFactory", "lassoTool", "handTool", "spaceTool", "globalConnect", "model",
];

class Pad {
  constructor(words, contextPad, modeling, connect, create, autoPlace, elementFactory, selection, model) {
    Object.assign(this, { words, modeling, connect, create, autoPlace, elementFactory, selection, model });
    contextPad.registerProvider(this);
  }

  getMultiElementContextPadEntries() {
    return { delete: this.entry("edit", "bpmn-icon-trash", "delete", (_, elements) => this.modeling.removeElements([...elements])) };
  }

  entry(group, className, title, click, dragstart) {
    return { group, className, title: this.words[title], action: dragstart ? { click, dragstart } : { click } };
  }

  getContextPadEntries(element) {
    const found = {};
    for (const kind of following(element)) {
      const make = () => this.elementFactory.createShape(shapeOf(kind));
      found[`next-${kind}`] = this.entry("next", NEXT[kind][1], kind,
        () => this.autoPlace.append(element, make()), (event) => this.create.start(event, make(), { source: element }));
    }
    if (STEPS.includes(element.type)) {
      found.term = this.entry("next", "bpmn-icon-start-event-timer", "term", () => this.selection.select(this.model.term(element)));
    }
    if (["bpmn:Lane", "bpmn:Participant"].includes(element.type) && (element.type === "bpmn:Lane" || element.businessObject.processRef)) {
      found.above = this.entry("lanes", "bpmn-icon-lane-insert-above", "above", () => this.modeling.addLane(element, "top"));
      found.below = this.entry("lanes", "bpmn-icon-lane-insert-below", "below", () => this.modeling.addLane(element, "bottom"));
    }
    if (following(element).length || element.type === "bpmn:Participant") {
      const begin = (event) => this.connect.start(event, element);
      found.connect = this.entry("edit", "bpmn-icon-connection-multi", "connect", begin, begin);
    }
    found.delete = this.entry("edit", "bpmn-icon-trash", "delete", () => this.modeling.removeElements([element]));
    return found;
  }
}
Pad.$inject = [
  "config.words", "contextPad", "modeling", "connect", "create", "autoPlace", "elementFactory", "selection", "model",
];

// A term leads nowhere, and nothing leads to it.
class Rules extends RuleProvider {
  init() {
    const timed = (element) => element?.type === "bpmn:BoundaryEvent";
    const refuse = ({ source, target }) => (timed(source) || timed(target) ? false : undefined);
    for (const rule of ["connection.create", "connection.reconnect", "connection.start"]) this.addRule(rule, 2000, refuse);
  }
}
Rules.$inject = ["eventBus"];

export function makeModeler(container, words, makeModel) {
  const modeler = new BaseModeler({
    container,
    words,
    moddleExtensions: { ciiz: extension },
    modules: [
      ...MODULES,
      {
        __init__: ["model", "ourPalette", "ourPad", "ourRules"],
        model: ["factory", ["injector", makeModel]],
        ourPalette: ["type", Palette],
        ourPad: ["type", Pad],
        ourRules: ["type", Rules],
        translate: ["value", (text, values) => (words.drawing[text] || text).replace(/{(\w+)}/g, (_, name) => values?.[name] ?? "")],
      },
    ],
  });
  return modeler;
}
