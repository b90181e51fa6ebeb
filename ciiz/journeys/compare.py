"""The same AHV number in two cases: the coordination is asked, and says what it means. Nobody else learns of it."""

from uuid import UUID

from ciiz.domain.access.public import Actor, Audience, SystemActor
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons.enums import MatchOutcome
from ciiz.domain.persons.public import Match, decide_match, keep_match, match
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Task, Wanted, complete, remind, take_back
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .terms import due


@atomic
def found(*, actor: SystemActor, pair: Match) -> bool:
    """Comparing the two cases becomes a task of each coordination; False if the pair was found before."""
    if not keep_match(actor=actor, match=pair):
        return False
    audiences = Audience.objects.in_bulk({audience_id for _, audience_id in pair.sides()})
    until = due(Kind.COMPARE_CASES, actor.today, canton_values(pair.contributor.canton_id))
    for dossier_id, audience_id in pair.sides():
        remind(
            actor=actor,
            dossier_id=dossier_id,
            contributor_id=pair.contributor_id,
            wanted=Wanted(kind=Kind.COMPARE_CASES, to=_to(audiences[audience_id]), due_on=until, subject_id=pair.id),
            set_on=actor.today,
        )
    return True


@atomic
def settled(*, actor: SystemActor, task: Task) -> bool:
    """A number was corrected before anybody had compared: the task is taken back."""
    if task.subject_id is None:
        return False
    undecided = Match.objects.filter(id=task.subject_id, outcome="")
    return undecided.exists() and take_back(actor=actor, task_id=task.id, on=actor.today)


@atomic
def decide(*, actor: Actor, match_id: UUID, outcome: MatchOutcome, expected_version: int) -> Match:
    """The coordination of one of the cases says what the number means; its task is done.

    The task of another coordination stays until that one has read and confirmed it.
    """
    if match(actor, match_id) is None:
        raise NotFound
    decided = decide_match(actor=actor, match_id=match_id, outcome=outcome, expected_version=expected_version)
    for dossier_id, _ in decided.sides():
        complete(actor=actor, dossier_id=dossier_id, kinds=(Kind.COMPARE_CASES,), on=actor.today, subject_id=match_id)
    return decided


def _to(audience: Audience) -> Address:
    if audience.region_id or audience.theme_id:
        return Address(region_id=audience.region_id, theme_id=audience.theme_id)
    return Address(institution_id=audience.institution_id, role=Role.OFFICER)
