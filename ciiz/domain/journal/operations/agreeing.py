"""Writing down what institutions agree on in a network case."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, Category, institutions
from ciiz.domain.organisations.public import Membership
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic

from ..errors import AgreedInPast, EntryEmpty, TakesNoPart
from ..models import Agreed


@atomic
def agree(*, actor: Actor, dossier_id: UUID, goal: str, text: str, membership_id: int, due_on: date) -> Agreed:
    """One line of the short plan; whoever does it works for the own institution or for one that takes part."""
    if not goal.strip() or not text.strip():
        raise EntryEmpty(field="text" if goal.strip() else "goal")
    if due_on < actor.today:
        raise AgreedInPast(field="due_on")
    responsible = Membership.objects.filter(id=membership_id).first()
    places = {*institutions(actor, dossier_id, actor.today), actor.institution_id}
    if responsible is None or responsible.institution_id not in places:
        raise TakesNoPart(field="membership")
    agreed = Agreed(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        author_id=actor.membership_id,
        goal=goal.strip(),
        text=text.strip(),
        membership=responsible,
        due_on=due_on,
        noted_on=actor.today,
    )
    agreed.save(force_insert=True)
    record(
        actor=actor,
        kind="agreed",
        dossier_id=dossier_id,
        category=Category.WORK,
        occurred_on=actor.today,
        subject_id=agreed.id,
        membership=membership_id,
    )
    return agreed
