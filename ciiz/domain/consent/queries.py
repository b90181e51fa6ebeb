"""Reads of the context."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from ciiz.domain.access.public import Actor, Category, SystemActor
from ciiz.domain.persons.public import Subject
from ciiz.domain.timeline.public import unrecorded
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.errors import NotFound
from ciiz.foundation.reading import register
from ciiz.foundation.terms import Term, ends_on

from .enums import Coverage, Ending, Purpose, WithdrawalForm
from .models import Consent
from .policies import best, last_moment, standing


def of_dossier(actor: Actor, dossier_id: UUID) -> list[Consent]:
    """All consents of the dossier's person that the actor may see, latest first, drafts included."""
    del actor
    rows = list(_all_of_person(dossier_id))
    register({dossier_id, *(row.dossier_id for row in rows)}, Category.BASIC)
    return rows


@compiled
def _all_of_person(dossier_id: UUID) -> QuerySet[Consent]:
    return _of_person(dossier_id).select_related("contributor", "document").order_by("-valid_from", "-id")


def consent(actor: Actor, consent_id: UUID) -> Consent:
    """One consent; hidden and absent are refused alike."""
    del actor
    row = Consent.objects.filter(id=consent_id).select_related("contributor", "document", "replaces").first()
    if row is None:
        raise NotFound
    register([row.dossier_id], Category.BASIC)
    return row


def coverage(
    actor: Actor | SystemActor,
    *,
    dossier_id: UUID,
    receiver_id: int,
    on: date,
    category: Category = Category.BASIC,
    giver_id: int | None = None,
) -> Coverage:
    """How the consents stand for what a receiver is to see of a giver (None: of anybody) on a day."""
    register([dossier_id], Category.BASIC)
    rows = _of_person(dossier_id).filter(
        signed_on__isnull=False, receivers__contains=[receiver_id], categories__contains=[category]
    )
    if giver_id is not None:
        rows = rows.filter(givers__contains=[giver_id])
    del actor
    return best(standing(row, on=on, withdrawn=row.ending == Ending.WITHDRAWN) for row in rows)


def covers(
    actor: Actor | SystemActor,
    *,
    dossier_id: UUID,
    receiver_id: int,
    on: date,
    category: Category = Category.BASIC,
    giver_id: int | None = None,
) -> bool:
    """A consent in force lets the receiver see the category on this day."""
    found = coverage(actor, dossier_id=dossier_id, receiver_id=receiver_id, on=on, category=category, giver_id=giver_id)
    return found is Coverage.IN_FORCE


def allows_survey(actor: Actor, dossier_id: UUID) -> bool:
    """The person agreed to be asked six months later, and has not withdrawn."""
    del actor
    rows = _of_person(dossier_id).filter(signed_on__isnull=False, purposes__contains=[Purpose.SURVEY])
    return rows.exclude(ending__in=[Ending.WITHDRAWN, Ending.MISTAKEN]).exists()


def ending_with_case(actor: Actor, dossier_id: UUID, *, on: date) -> list[Consent]:
    """Consents recorded in the dossier that its closing on this day ends, or leaves to the survey alone."""
    del actor
    register([dossier_id], Category.BASIC)
    return list(recorded_and_open(dossier_id, on))


def recorded_and_open(dossier_id: UUID, on: date) -> QuerySet[Consent]:
    """Signed consents of one dossier that have not ended by a day."""
    rows = Consent.objects.filter(dossier_id=dossier_id, signed_on__isnull=False, valid_to__gt=on)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def running_out(actor: Actor | None, *, on: date, until: date, limit: int = 200) -> Sequence[Consent]:
    """Consents in force whose last day comes by a day and that nothing replaces yet, the next first.

    With an actor, those that the actor may see; jobs ask without, as the worker.
    """
    rows = _running_out(on, until + timedelta(days=1), limit=limit)
    if actor is not None:
        register([row.dossier_id for row in rows], Category.BASIC)
    return rows


@compiled
def _running_out(on: date, end: date, *, limit: int) -> QuerySet[Consent]:
    rows = Consent.objects.filter(
        signed_on__isnull=False, ended_on__isnull=True, valid_from__lte=on, valid_to__gt=on, valid_to__lte=end
    )
    return rows.filter(replaced_by__isnull=True).order_by("valid_to", "id")[:limit]


SOON = Term(days=30)
"""What people are shown as ending soon, in lists and on cases; when a task asks to renew, the canton says."""


def ending_soon(actor: Actor, *, limit: int) -> list[UUID]:
    """Dossiers with a consent that runs out within 30 days, the next first."""
    found = running_out(actor, on=actor.today, until=ends_on(SOON, actor.today), limit=limit)
    return list(dict.fromkeys(consent.dossier_id for consent in found))


RAN_OUT = "consent_ran_out"
"""The fact that the last day of a consent has passed and nobody had ended it before."""


def ran_out(actor: SystemActor, *, limit: int = 10_000) -> Sequence[Consent]:
    """Consents whose last day has passed and of which no event tells it yet, the oldest first."""
    over = Consent.objects.filter(unrecorded(RAN_OUT, "valid_to"), signed_on__isnull=False, ended_on__isnull=True)
    return list(over.filter(valid_to__lte=actor.today).order_by("valid_to", "id")[:limit])


def withdrawn_on_page(actor: SystemActor, *, limit: int = 10_000) -> Sequence[Consent]:
    """Consents that the persons concerned have withdrawn themselves, today or the day before."""
    yesterday = actor.today - timedelta(days=1)
    rows = Consent.objects.filter(ended_on__gte=yesterday, withdrawn_how=WithdrawalForm.PAGE)
    return list(rows.select_related("dossier").order_by("ended_on", "id")[:limit])


def _of_person(dossier_id: UUID) -> QuerySet[Consent]:
    person = Subject.objects.filter(dossier_id=dossier_id).values("person_id")
    return Consent.objects.filter(Q(person_id__in=person))


@dataclass(frozen=True, slots=True)
class Bar:
    """A consent's period as a bar: from its first to its last day, with what is left of it."""

    consent_id: UUID
    valid_from: date
    until: date
    days_left: int
    ends_soon: bool
    elapsed_percent: int
    standing: Coverage


def bar(row: Consent, on: date) -> Bar:
    """The bar of one consent on a day."""
    end = last_moment(row)
    length = max((end - row.valid_from).days, 1)
    gone = min(max((on - row.valid_from).days, 0), length)
    stands = standing(row, on=on, withdrawn=row.ending == Ending.WITHDRAWN)
    return Bar(
        consent_id=row.id,
        valid_from=row.valid_from,
        until=row.until,
        days_left=max((end - on).days - 1, 0),
        elapsed_percent=round(100 * gone / length),
        ends_soon=stands is Coverage.IN_FORCE and row.until <= ends_on(SOON, on),
        standing=stands,
    )
