"""What the engine refuses, by name: a file at import, a move of a running process."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file is refused.

    `code` is stable, `element` the id in the file (or its line), `kind` what stands there, `instead` what to draw.
    """

    code: str
    element: str
    kind: str
    instead: str

    def __str__(self) -> str:
        return f"{self.element} ({self.kind}): {self.code.replace('_', ' ')}; {self.instead}"


class EngineError(Exception):
    """Root of everything the engine raises."""

    code = "engine"


class ImportRefused(EngineError):
    """A file is outside the subset or not sound; all problems found are named, not only the first."""

    code = "import_refused"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class MoveRefused(EngineError):
    """A step cannot be taken from where the process stands."""

    def __init__(self, step: str, active: tuple[str, ...] = (), allowed: tuple[str, ...] = ()) -> None:
        super().__init__(
            f"{self.code}: {step} (active {', '.join(active) or '-'}; allowed {', '.join(allowed) or '-'})"
        )
        self.step = step
        self.active = active
        self.allowed = allowed


class StepUnknown(MoveRefused):
    """The definition has no such step."""

    code = "step_unknown"


class StepNotActive(MoveRefused):
    """The step is not the one that waits."""

    code = "step_not_active"


class OutcomeUnknown(MoveRefused):
    """The step cannot end with this outcome."""

    code = "outcome_unknown"


class EventNotPossible(MoveRefused):
    """No event of this name may interrupt the steps that wait."""

    code = "event_not_possible"


class OtherDefinition(MoveRefused):
    """The state belongs to another version; `move` it first."""

    code = "other_definition"


class AlreadyEnded(MoveRefused):
    """The process has ended; only `seat` opens it again."""

    code = "already_ended"


class StateDamaged(EngineError):
    """A stored state cannot be read."""

    code = "state_damaged"
