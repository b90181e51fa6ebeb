"""Where an actor stands in a case, as the plan's rules ask it; one place that joins the contexts."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Standing, institutions, set_standing, sits, standing
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow, lock, manages, move, plays
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import CantonValues, values_of
from ciiz.domain.plans.public import Plan, Standpoint, parts_of


def held(actor: Actor, dossier_id: UUID) -> tuple[Case, CantonValues]:
    """The case, held until the transaction ends, with the values of its canton; hidden ones do not exist."""
    case = lock(actor=actor, dossier_id=dossier_id)
    return case, values_of(case.dossier.canton)


def move_on(*, actor: Actor, case: Case, at: Stage, to: Stage) -> None:
    """Moves a held case from one stage to the next, if that is where it stands."""
    if case.stage != at:
        raise NotNow
    move(actor=actor, case=case, stage=to)


def standpoint(actor: Actor, case: Case, values: CantonValues, plan: Plan | None = None) -> Standpoint:
    """The actor's standpoint in a case that they see; `plan` is the version in question, if they may read one."""
    return Standpoint(
        role=actor.role,
        manages=manages(actor, case),
        coordinates=actor.role.coordinates or actor.role is Role.OFFICER,
        validates=plays(actor, case, (values.plan.validates,)),
        takes_part=takes_part(actor, case),
        has_part=plan is not None and actor.institution_id in parts_of(actor, plan),
        case_is_open=not Stage(case.stage).over,
    )


def takes_part(actor: Actor, case: Case) -> bool:
    """Who manages a case that they see, or sits for an institution that takes part: its contact persons, its team."""
    if manages(actor, case):
        return True
    return actor.role.in_institution and sits(actor, case.dossier_id)


def lead_together(*, actor: Actor, dossier_id: UUID, on: date) -> None:
    """A coaching is decided: the institutions that take part by then are its tandem, and lead the case together."""
    for institution_id in institutions(actor, dossier_id, on):
        set_standing(actor=actor, dossier_id=dossier_id, institution_id=institution_id, standing=Standing.LEADING)


def coaches(actor: Actor, case: Case) -> bool:
    """Of the tandem: sits for one of the institutions that lead a case which is coached, or was until its end."""
    if not case.coached or Stage(case.stage) not in (Stage.COACHING, Stage.ENDING):
        return False
    return takes_part(actor, case) and standing(actor, case.dossier_id) in (Standing.FOUNDING, Standing.LEADING)
