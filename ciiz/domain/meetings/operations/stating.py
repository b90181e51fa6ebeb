"""What an institution brings to an item."""

from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.foundation.db.prepared import update
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict

from .. import errors, queries
from ..enums import MeetingState
from ..models import Position


@atomic
def state_position(
    *,
    actor: Actor,
    item_id: UUID,
    expected_version: int,
    category: Category,
    text: str,
    tried: str,
    measures: str,
    may_decide: bool,
) -> Position:
    """States or changes the own institution's position, until the result of the item is recorded.

    `expected_version` is 0 while none was stated.
    """
    item = queries.item(actor, item_id)
    if not queries.has_seat(actor, item_id):
        raise errors.NoSeat
    if item.meeting.state == MeetingState.CANCELLED or item.session_id is not None:
        raise errors.MeetingOver
    values: dict[str, object] = {
        "category": category,
        "text": text.strip(),
        "tried": tried.strip(),
        "measures": measures.strip(),
        "may_decide": may_decide,
    }
    values |= {"stated_on": actor.today, "stated_by_id": actor.membership_id}
    found = Position.objects.filter(item=item, contributor=actor.institution_id).first()
    if found is None:
        if expected_version:
            raise Conflict
        found = Position(dossier_id=item.dossier_id, contributor_id=actor.institution_id, item=item, **values)
        found.save(force_insert=True)
        return found
    for name, value in values.items():
        setattr(found, name, value)
    found.version = expected_version + 1
    fields = ("category", "text", "tried", "measures", "may_decide", "stated_on", "stated_by", "version")
    if not update(found, fields, version=expected_version):
        raise Conflict
    return found
