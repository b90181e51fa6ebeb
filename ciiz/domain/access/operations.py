"""Writes of the context: founding a dossier, taking part, looking after, opening by consent or statute.

Every operation takes the actor like all operations do; who it is and what it may, the database knows itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from ciiz.foundation.db.gather import write
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.db.transactions import atomic

from .actor import Actor
from .enums import AudienceKind, Category, Standing
from .models import Audience, ConsentScope, Dossier, Mandate, Participation, Statute


@atomic
def found(*, actor: Actor, opened_on: date, members: Sequence[int] = ()) -> Dossier:
    """Founds a dossier for the actor's institution; the actor and `members` (membership ids) belong to its team.

    The participation comes first: only with it does the database accept the dossier itself.
    """
    dossier_id = uuid7()
    Participation(
        dossier_id=dossier_id,
        institution_id=actor.institution_id,
        standing=Standing.FOUNDING,
        valid_from=opened_on,
    ).save(force_insert=True)
    dossier = Dossier(id=dossier_id, canton_id=actor.canton, opened_on=opened_on)
    dossier.save(force_insert=True)
    for member in dict.fromkeys((actor.membership_id, *members)):
        take_part(
            actor=actor,
            dossier_id=dossier_id,
            institution_id=actor.institution_id,
            member_id=member,
            standing=Standing.FOUNDING,
            valid_from=opened_on,
        )
    return dossier


@atomic
def found_many(*, actor: Actor, opened: Mapping[UUID, date]) -> None:
    """Founds several dossiers at once: identifier (of `new_dossier_id`) → day; the same rows as `found` one by one."""
    founding = {"institution_id": actor.institution_id, "standing": Standing.FOUNDING}
    Participation.objects.bulk_create(
        Participation(dossier_id=dossier_id, valid_from=day, **founding) for dossier_id, day in opened.items()
    )
    Dossier.objects.bulk_create(
        Dossier(id=dossier_id, canton_id=actor.canton, opened_on=day) for dossier_id, day in opened.items()
    )
    Participation.objects.bulk_create(
        Participation(dossier_id=dossier_id, valid_from=day, member_id=actor.membership_id, **founding)
        for dossier_id, day in opened.items()
    )


def new_dossier_id() -> UUID:
    """An identifier for `found_many`."""
    return uuid7()


def take_part(
    *,
    actor: Actor,
    dossier_id: UUID,
    institution_id: int,
    valid_from: date,
    member_id: int | None = None,
    standing: Standing = Standing.PARTNER,
) -> Participation:
    """Adds an institution, or one of its people, to the dossier; the database asks whether the actor manages it."""
    participation = Participation(
        dossier_id=dossier_id,
        institution_id=institution_id,
        member_id=member_id,
        standing=standing,
        valid_from=valid_from,
    )
    participation.save(force_insert=True)
    return participation


def take_part_together(*, actor: Actor, dossier_id: UUID, institution_ids: Iterable[int], valid_from: date) -> None:
    """Adds several institutions as partners in one statement; grants are derived once."""
    del actor
    write(
        [
            Participation(
                dossier_id=dossier_id, institution_id=institution_id, standing=Standing.PARTNER, valid_from=valid_from
            )
            for institution_id in institution_ids
        ]
    )


def end_participation(
    *, actor: Actor, dossier_id: UUID, institution_id: int, on: date, member_id: int | None = None
) -> int:
    """Ends the participation of an institution (with all its members) or of one member; returns the rows ended."""
    rows = Participation.objects.filter(dossier_id=dossier_id, institution_id=institution_id, valid_to__isnull=True)
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    return rows.update(valid_to=on)


def leave_dossier(*, actor: Actor, dossier_id: UUID) -> int:
    """Ends the seats of the actor's institution, which did not found the dossier: today is its last day."""
    rows = Participation.objects.filter(
        dossier_id=dossier_id,
        institution_id=actor.institution_id,
        valid_to__isnull=True,
    ).exclude(standing=Standing.FOUNDING)
    return rows.update(valid_to=actor.today + timedelta(days=1))


def set_standing(
    *, actor: Actor, dossier_id: UUID, institution_id: int, standing: Standing, but_member_id: int | None = None
) -> int:
    """Lets an institution with its people lead or stop leading, but for one of them; the founder stays founder."""
    with prepared() as cursor:
        cursor.execute(
            """UPDATE access_participation SET standing = %s
               WHERE dossier_id = %s AND institution_id = %s AND valid_to IS NULL AND standing <> 'founding'
                 AND member_id IS DISTINCT FROM coalesce(%s, 0)""",
            [standing.value, dossier_id, institution_id, but_member_id],
        )
        return int(cursor.rowcount)


def mandate(
    *,
    actor: Actor,
    dossier_id: UUID,
    office_id: int,
    valid_from: date,
    region_id: int | None = None,
    theme_id: int | None = None,
) -> None:
    """Puts the dossier into the care of the IIZ office and of a region's or a theme's coordination.

    The coordination that looked after it before no longer does, from that day on.
    """
    wanted = Q(kind=AudienceKind.OFFICE, institution_id=office_id)
    if region_id is not None:
        wanted |= Q(region_id=region_id)
    if theme_id is not None:
        wanted |= Q(theme_id=theme_id)
    audiences = {audience.id: audience for audience in Audience.objects.filter(wanted)}
    open_ended = Mandate.objects.filter(dossier_id=dossier_id, valid_to__isnull=True)
    held = set(open_ended.values_list("audience_id", flat=True))
    if held - audiences.keys():
        open_ended.exclude(audience_id__in=audiences).update(valid_to=valid_from)
    for audience_id in audiences.keys() - held:
        Mandate(
            dossier_id=dossier_id, institution_id=office_id, audience=audiences[audience_id], valid_from=valid_from
        ).save(force_insert=True)


def open_by_consent(
    *,
    actor: Actor,
    dossier_id: UUID,
    consent_id: UUID,
    receiver_ids: Iterable[int],
    giver_ids: Iterable[int],
    categories: Iterable[Category],
    valid_from: date,
    valid_to: date | None,
) -> None:
    """Opens a dossier as a consent says: each receiver sees of the givers the categories; basic data always."""
    givers = sorted(set(giver_ids))
    wanted = sorted({Category.BASIC.value, *(Category(category).value for category in categories)})
    for receiver in sorted(set(receiver_ids)):
        ConsentScope(
            dossier_id=dossier_id,
            consent_id=consent_id,
            receiver_id=receiver,
            givers=givers,
            categories=wanted,
            valid_from=valid_from,
            valid_to=valid_to,
        ).save(force_insert=True)


def close_consent(*, actor: Actor, consent_id: UUID, on: date) -> int:
    """Ends what a consent opened, on that very day; what had ended before stays as it was. Returns the rows ended."""
    del actor
    return _close(ConsentScope.objects.filter(consent_id=consent_id), on)


def close_consents_of(*, actor: Actor, dossier_id: UUID, on: date) -> set[UUID]:
    """Ends what any consent of the person still opens of one dossier, on that very day; these consents."""
    del actor
    rows = ConsentScope.objects.filter(dossier_id=dossier_id).exclude(valid_to__lte=on)
    found = {scope.consent_id for scope in rows.exclude(valid_to=F("valid_from"))}
    _close(rows, on)
    return found


def _close(scopes: QuerySet[ConsentScope], on: date) -> int:
    """What begins later opens nothing any more. Returns how many were open."""
    rows = list(scopes.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on))
    for scope in rows:
        scope.valid_to = on
        scope.save(update_fields=["valid_to"])
    for scope in scopes.filter(valid_from__gt=on):
        scope.valid_to = scope.valid_from
        scope.save(update_fields=["valid_to"])
    return len(rows)


def open_by_statute(
    *,
    actor: Actor,
    dossier_id: UUID,
    article: str,
    purpose: str,
    receiver_id: int,
    giver_ids: Iterable[int],
    categories: Iterable[Category],
    valid_from: date,
    valid_to: date,
) -> Statute:
    """Opens a dossier by law, always with an end."""
    statute = Statute(
        dossier_id=dossier_id,
        article=article,
        purpose=purpose,
        receiver_id=receiver_id,
        givers=sorted(set(giver_ids)),
        categories=sorted({Category(category).value for category in categories}),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    statute.save(force_insert=True)
    return statute
