"""What a signed version waits for: the answers of the institutions, and nothing undecided that has happened since."""

from collections.abc import Sequence

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.enums import Role
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import Plan
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, of_case

from .steps import Turn


def answers_asked(turn: Turn, plan: Plan) -> Sequence[Wanted]:
    """The tasks of the institutions that have a part in a version and have not answered for it yet."""
    actor = turn.actor
    answered = plans.answered(actor, plan)
    return [
        Wanted(
            Kind.ACCEPT_PART,
            Address(institution_id=institution_id, role=Role.CONTACT),
            subject_id=plan.id,
        )
        for institution_id in sorted(plans.parts_of(actor, plan) - {actor.institution_id} - answered)
    ]


def event_waits(actor: Actor, case: Case) -> bool:
    """Whether something has happened since the version on its way was signed that the case manager has to decide on."""
    if case.stage != Stage.PLANNED:
        return False
    return any(task.kind == Kind.DECIDE_CHANGE for task in of_case(actor, case.dossier_id))
