"""Elements of BPMN by their names in words."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ciiz.domain.processes.public import Finding
from ciiz.web.components.data import Text

KINDS: dict[str, Text] = {
    "adHocSubProcess": _("Ad hoc sub-process"),
    "association": _("Association"),
    "boundaryEvent": _("Event on the border of a step"),
    "businessRuleTask": _("Business rule task"),
    "callActivity": _("Call of a process"),
    "complexGateway": _("Complex gateway"),
    "conditionExpression": _("Condition on an arrow"),
    "dataObjectReference": _("Data object"),
    "dataStoreReference": _("Data store"),
    "endEvent": _("End event"),
    "eventBasedGateway": _("Event-based gateway"),
    "exclusiveGateway": _("Choice"),
    "inclusiveGateway": _("Inclusive gateway"),
    "intermediateCatchEvent": _("Intermediate event"),
    "intermediateThrowEvent": _("Intermediate event"),
    "lane": _("Lane"),
    "manualTask": _("Manual task"),
    "messageEventDefinition": _("Message event"),
    "messageFlow": _("Message flow"),
    "multiInstanceLoopCharacteristics": _("Multiple instances"),
    "parallelGateway": _("Fork or join"),
    "participant": _("Pool"),
    "process": _("Process"),
    "receiveTask": _("Receive task"),
    "resume": _("End event"),
    "scriptTask": _("Script task"),
    "sendTask": _("Send task"),
    "sequenceFlow": _("Arrow"),
    "serviceTask": _("Service task"),
    "signalEventDefinition": _("Signal event"),
    "standardLoopCharacteristics": _("Loop"),
    "startEvent": _("Start event"),
    "subProcess": _("Sub-process"),
    "task": _("Task without kind"),
    "textAnnotation": _("Remark"),
    "timerEventDefinition": _("Timer"),
    "transaction": _("Transaction"),
    "userTask": _("User task"),
}


def kind_in_words(kind: str) -> str:
    """The name of a kind of element, with the setting meant; what BPMN does not know stays as the file says it."""
    element, _at, setting = kind.partition("@")
    words = str(KINDS.get(element, element))
    return f"{words}, {setting}" if setting else words


def in_words(found: Iterable[Finding]) -> list[Finding]:
    """The same with the kinds of elements in words."""
    return [replace(one, kind=kind_in_words(one.kind)) for one in found]
