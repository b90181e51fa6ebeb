"""The short plan of a network case: goals and tasks that institutions agree on, without a process or a signature."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, institutions, managed, sits
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.public import Agreed
from ciiz.domain.organisations.public import Membership, members_of, reachable
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Wanted, complete, settle
from ciiz.domain.timeline.public import Event
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed

from . import keep


def may_agree(actor: Actor, case: Case) -> bool:
    """Who works on a case without a referral at an institution that takes part."""
    return Stage(case.stage) is Stage.CHECKED and actor.role.in_institution and sits(actor, case.dossier_id)


def may_join(actor: Actor, case: Case) -> bool:
    """Who began the network case, for which consent or statute opens it to another institution."""
    return may_agree(actor, case) and case.dossier_id in managed(actor, [case.dossier_id])


@atomic
def join(*, actor: Actor, dossier_id: UUID, institution_id: int) -> Event:
    """Another institution takes part in the network case; its contact persons can then be given a line of the plan."""
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if Stage(case.stage) is not Stage.CHECKED:
        raise journal.HasProcess
    if not may_join(actor, case):
        raise NotAllowed
    return keep.join(actor=actor, case=case, institution_id=institution_id)


def who_could(actor: Actor, dossier_id: UUID) -> list[Membership]:
    """Colleagues of the own institution, contact persons of the others that take part."""
    others = [one for one in institutions(actor, dossier_id, actor.today) if one != actor.institution_id]
    found = reachable(actor, memberships=[], institutions=others) if others else []
    return [*members_of(actor), *found]


@atomic
def agree(*, actor: Actor, dossier_id: UUID, goal: str, text: str, membership_id: int, due_on: date) -> Agreed:
    """A line of the short plan is a task of whoever does it, until the day that was agreed on."""
    case = cases.case(actor, dossier_id, people=False)
    if Stage(case.stage) is not Stage.CHECKED:
        raise journal.HasProcess
    if not may_agree(actor, case):
        raise NotAllowed
    made = journal.agree(
        actor=actor, dossier_id=dossier_id, goal=goal, text=text, membership_id=membership_id, due_on=due_on
    )
    wanted = Wanted(Kind.CARRY_OUT_AGREED, Address(membership_id=membership_id), due_on, subject_id=made.id)
    settle(actor=actor, dossier_id=dossier_id, on=actor.today, wanted=[wanted])
    return made


@atomic
def carried_out(*, actor: Actor, agreed_id: UUID) -> int:
    """It is done, says whoever was to do it or wrote it down; returns how many tasks are done by it."""
    line = journal.agreement(actor, agreed_id)
    if actor.membership_id not in (line.membership_id, line.author_id):
        raise NotAllowed
    kinds = (Kind.CARRY_OUT_AGREED,)
    return complete(actor=actor, dossier_id=line.dossier_id, kinds=kinds, on=actor.today, subject_id=agreed_id)
