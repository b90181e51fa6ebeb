"""A case in which no second institution takes part any more: why it goes on all the same, or which one joins it."""

from datetime import timedelta
from uuid import UUID

from ciiz.domain.access.public import Actor, institutions, openings, take_part
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import Institution, by_code, canton_values, institutions_of
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import complete, set_task
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation.db.transactions import atomic

from .coverage import office_of, require_opening
from .steps import address
from .terms import due


@atomic
def keep(*, actor: Actor, dossier_id: UUID, reason: str) -> Event:
    """The coordination says with a coded reason why the case goes on without a second institution."""
    case = _asked(actor, dossier_id)
    if by_code(canton_values(case.canton).admission_reasons, reason) is None:
        raise cases.UnknownReason(field="reason")
    complete(actor=actor, dossier_id=dossier_id, kinds=(Kind.KEEP_ALONE,), on=actor.today)
    return record(actor=actor, kind="case_kept", dossier_id=dossier_id, occurred_on=actor.today, reason=reason)


@atomic
def add(*, actor: Actor, dossier_id: UUID, institution_id: int) -> Event:
    """The coordination adds an institution, to which consent or statute opens the case; the task is done thereby."""
    return join(actor=actor, case=_asked(actor, dossier_id), institution_id=institution_id)


@atomic
def join(*, actor: Actor, case: Case, institution_id: int) -> Event:
    """An institution takes part from today; consent or statute has to open the case to it."""
    key = case.dossier_id
    if institution_id == office_of(case.canton):
        raise cases.Missing(field="institution")
    require_opening(actor=actor, dossier_id=key, receiver_id=institution_id, on=actor.today, field="institution")
    if institution_id in institutions(actor, key, actor.today):
        raise cases.Missing(field="institution")
    take_part(actor=actor, dossier_id=key, institution_id=institution_id, valid_from=actor.today)
    return record(
        actor=actor,
        kind="institution_joined",
        dossier_id=key,
        occurred_on=actor.today,
        institution=institution_id,
    )


def joinable(actor: Actor, case: Case) -> list[Institution]:
    """The institutions to which consent or statute opens the case and that do not take part in it yet."""
    opened = openings(actor, case.dossier_id, actor.today)
    there = {office_of(case.canton), *institutions(actor, case.dossier_id, actor.today)}
    found = (opened.by_consent | opened.by_statute) - there
    return [one for one in institutions_of(actor, including=found) if one.id in found] if found else []


def ask_if_alone(*, actor: Actor, case: Case) -> None:
    """After an institution has left: if no second one takes part from tomorrow on, the coordination is asked why."""
    if not is_alone(actor, case):
        return
    set_task(
        actor=actor,
        dossier_id=case.dossier_id,
        kind=Kind.KEEP_ALONE,
        to=address(case, LaneRole.COORDINATOR),
        set_on=actor.today,
        due_on=due(Kind.KEEP_ALONE, actor.today, canton_values(case.canton)),
    )


def _asked(actor: Actor, dossier_id: UUID) -> Case:
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_keep(actor, case):
        raise cases.WrongRole
    if not is_alone(actor, case):
        raise cases.NotNow
    return case


def is_alone(actor: Actor, case: Case) -> bool:
    """Whether an admitted case has no second institution from tomorrow on: the day of leaving is the last one."""
    together = institutions(actor, case.dossier_id, actor.today + timedelta(days=1))
    return case.stage in cases.ADMITTED and len(together) < 2
