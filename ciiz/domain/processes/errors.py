"""Refusals of the context, with messages for people."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Conflict, DomainError

from .engine import ImportRefused

PROBLEMS: dict[str, Promise] = {
    "arrow_loose": _("This arrow does not connect two elements of the process."),
    "attribute_not_in_subset": _("This setting is not supported."),
    "call_unanswered": _("The called process has an end that no arrow answers."),
    "call_unknown": _("The called process is not published."),
    "call_with_journey": _("A call takes no journey: it is over when the called process has ended."),
    "canton_value": _("The choice left to the canton is not clear."),
    "choice_without_step": _("A choice must follow directly on the step whose outcome it asks for."),
    "circle_of_gateways": _("These gateways form a circle without a step."),
    "code_missing": _("The code is missing or does not belong to this process."),
    "dead_end": _("From here no end can be reached."),
    "document_type": _("The file contains a document type or entities."),
    "duplicate_code": _("This code is used twice."),
    "duplicate_id": _("This identifier is used twice."),
    "end_goes_on": _("An arrow leaves this end."),
    "event_beside": _("An event that cuts nothing off ends without leading anywhere."),
    "event_journey": _("This event needs a journey that starts no other event."),
    "event_start": _("This event needs exactly one start."),
    "extension_unknown": _("This extension is not known."),
    "file_too_large": _("The file is too large: a drawing that runs has at most 1 MB, one that is read at most 10 MB."),
    "id_missing": _("The identifier is missing."),
    "implicit_fork": _("Several arrows leave this element without a gateway."),
    "instruction": _("The file contains a processing instruction."),
    "interrupts_unknown": _("This event names a step that does not exist."),
    "journey_missing": _("No journey completes this step."),
    "journey_unknown": _("This journey does not exist."),
    "lane_missing": _("This step lies in no lane: nobody is responsible."),
    "language_missing": _("Words are missing in one of the four languages."),
    "no_end": _("The process has no end."),
    "not_bpmn": _("This is not a BPMN 2.0 file."),
    "not_drawn": _("This element is not drawn in the diagram."),
    "not_in_subset": _("This kind of element is not supported."),
    "not_utf8": _("The file is not encoded in UTF-8."),
    "not_xml": _("The file is not readable as XML."),
    "one_process": _("The file must contain exactly one process."),
    "one_start": _("The process must have exactly one start."),
    "ongoing": _("An ongoing step needs outcomes that keep it open and one that ends it."),
    "outcome_misplaced": _("Outcomes belong on arrows that leave a choice."),
    "outcome_missing": _("There is no way out for every outcome."),
    "outcome_twice": _("This outcome stands on two arrows."),
    "outcome_unknown": _("This outcome does not exist."),
    "parallel_block": _("A fork and its join must form a closed block."),
    "resume_unknown": _("This event leads to a step that does not exist."),
    "role_unknown": _("This role does not exist."),
    "source_mark": _("It is not marked whether this stands in the source or was reconstructed."),
    "start_entered": _("An arrow leads into a start."),
    "start_triggered": _("The process is started by a journey, not by a message."),
    "timer": _("A timer needs a duration of at least one day, in days, weeks or months, and moves nothing."),
    "over_limit": _("Reading this file takes more than ten seconds or half a gigabyte of memory."),
    "program": _("This is a program or an expression: ciiz never executes anything from a file."),
    "task_unknown": _("This task does not exist."),
    "process_unknown": _("The canton uses this process, but there is no file of it."),
    "too_deep": _("The file is nested too deeply."),
    "too_many_elements": _("The file contains more elements than can be kept; split the process into several."),
    "two_lanes": _("This step lies in two lanes."),
    "unreachable": _("No way leads to this element."),
}
"""Every problem of an import, in words."""


_PERSON = _("Draw a user task with a journey instead.")
_GATEWAY = _("Draw a choice, or a block of fork and join, instead.")
_EVENT = _("Draw an event sub-process with a journey instead.")
_PLAIN = _("Draw a plain start or end instead.")
_CALL = _("Draw its steps, or a call of a process, instead.")
_WORDS = _("Write it as what the step needs or gives instead.")
REMEDIES: dict[str, Promise] = {
    "serviceTask": _PERSON,
    "scriptTask": _PERSON,
    "businessRuleTask": _PERSON,
    "sendTask": _PERSON,
    "manualTask": _PERSON,
    "task": _PERSON,
    "intermediateThrowEvent": _PERSON,
    "receiveTask": _EVENT,
    "eventBasedGateway": _EVENT,
    "intermediateCatchEvent": _EVENT,
    "inclusiveGateway": _GATEWAY,
    "complexGateway": _GATEWAY,
    "transaction": _CALL,
    "adHocSubProcess": _CALL,
    "subProcess": _CALL,
    "ioSpecification": _WORDS,
    "dataObject": _WORDS,
    "dataObjectReference": _WORDS,
    "dataStoreReference": _WORDS,
    "signalEventDefinition": _PLAIN,
    "messageEventDefinition": _PLAIN,
    "errorEventDefinition": _PLAIN,
    "terminateEventDefinition": _PLAIN,
}
"""What to draw instead of a kind of element that is not supported."""


class FileRefused(DomainError):
    """A process file is outside the subset or not sound; `problems` lists element, kind, reason and what to draw."""

    code = "process_file_refused"
    message = _("The process was not imported: %(number)s problems. The first: %(first)s")

    def __init__(self, refusal: ImportRefused, *, field: str | None = "file") -> None:
        self.problems = [(problem, PROBLEMS[problem.code]) for problem in refusal.problems]
        first, words = self.problems[0]
        super().__init__(field=field, number=len(self.problems), first=_Told(words, first.element))


class _Told:
    """Words and element, translated when shown."""

    def __init__(self, words: Promise, element: str) -> None:
        self.words = words
        self.element = element

    def __str__(self) -> str:
        return f"{self.words} ({self.element})"


class DraftRefused(DomainError):
    """A draft holds what is not even kept; `problems` lists element, kind, reason and what to draw."""

    code = "process_draft_refused"
    message = _("The drawing was not saved; what was there before still is. Reasons: %(number)s. The first: %(first)s")

    def __init__(self, refusal: ImportRefused, *, field: str | None = "file") -> None:
        self.problems = refusal.problems
        first = self.problems[0]
        super().__init__(field=field, number=len(self.problems), first=_Told(PROBLEMS[first.code], first.element))


class DraftChanged(Conflict):
    """Two people drew at once: the second learns of it before anything is lost."""

    code = "process_draft_changed"
    message = _(
        "Somebody else has saved this drawing in the meantime. Yours was not saved and is still on your screen: keep "
        "it as a file, then open the draft again."
    )


class DraftShown(DomainError):
    """What everybody reads in the handbook is not drawn on at the same time."""

    code = "process_draft_shown"
    message = _(
        "This drawing stands in the handbook as documentation. Take it out of the handbook first; it was not saved."
    )


class NoteMissing(DomainError):
    """A new version says what changed."""

    code = "process_note_missing"
    message = _("Say in a sentence what changes: it stands in the history. Nothing was published.")


class NothingChanged(DomainError):
    """The drawing was in force already, as it is."""

    code = "process_nothing_changed"
    message = _("This drawing is version %(number)s already. Nothing was published; the draft is still there.")


class Stranded(DomainError):
    """Running cases are to move with each new version, and on this one some would stand nowhere."""

    code = "process_stranded"
    message = _(
        "Running cases move with each new version, and %(number)s of them stand at steps that this one has no longer: "
        "%(steps)s. Keep these steps. Nothing was published; the draft is still there."
    )


class ProcessCode(DomainError):
    """The code of a process has another form."""

    code = "process_code"
    message = _(
        "A code begins with a capital letter and has 2 to 20 capital letters, digits or hyphens. Nothing was saved."
    )


class NotForeseen(DomainError):
    """The process does not wait for this now, and no deviation was asked for or allowed."""

    code = "not_foreseen"
    message = _("The process does not foresee this now. Nothing was changed.")

    def __init__(self, *, active: tuple[str, ...] = (), **values: Any) -> None:
        super().__init__(**values)
        self.active = active


class NoProcess(DomainError):
    """The canton has published no process of this code, or none is running for the case."""

    code = "no_process"
    message = _("There is no such process for this case.")


class AlreadyRunning(DomainError):
    """The same process runs for this case."""

    code = "already_running"
    message = _("This process is running for this case already.")


class WrongOutcome(DomainError):
    """The step cannot end like this."""

    code = "wrong_outcome"
    message = _("This step cannot end with this outcome. Nothing was changed.")
