"""One case, part by part; each function is one or two statements, and what is hidden is absent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.errors import NotFound
from ciiz.foundation.reading import register

from ..enums import Answer
from ..models import (
    Assignment,
    Case,
    Closing,
    ExitNote,
    ExitReport,
    HandOver,
    IizCheck,
    Milestone,
    Possibility,
    Referral,
    ReferralNote,
    Resource,
    SessionParticipant,
    SessionResult,
)
from ..operations import missing_items

PEOPLE = ("coordinator__user", "case_manager__user", "case_manager__institution", "deputy__user", "deputy__institution")


def case(actor: Actor, dossier_id: UUID, *, people: bool = True) -> Case:
    """The case with referring institution, region, theme and, if wanted, the people in charge; raises `NotFound`."""
    del actor
    found = next(iter(_case(dossier_id, people=people)), None)
    if found is None:
        raise NotFound
    register([dossier_id], "basic")
    return found


@compiled
def _case(dossier_id: UUID, *, people: bool) -> QuerySet[Case]:
    related = ("dossier", "contributor", "region", "theme", *(PEOPLE if people else ()))
    return Case.objects.filter(dossier_id=dossier_id).select_related(*related)


def by_numbers(actor: Actor, numbers: Iterable[str]) -> list[Case]:
    """The cases with these numbers that the actor sees."""
    del actor
    found = list(Case.objects.filter(number__in=list(numbers)).select_related("dossier").order_by("number"))
    register([case.dossier_id for case in found], "basic")
    return found


def milestone(actor: Actor, dossier_id: UUID) -> Milestone | None:
    """The days of a case."""
    del actor
    register([dossier_id], "basic")
    return next(iter(_milestone(dossier_id)), None)


@compiled
def _milestone(dossier_id: UUID) -> QuerySet[Milestone]:
    return Milestone.objects.filter(dossier_id=dossier_id)


def checks(actor: Actor, dossier_id: UUID) -> Sequence[IizCheck]:
    """IIZ checks of the dossier, latest first."""
    del actor
    register([dossier_id], "basic")
    rows = IizCheck.objects.filter(dossier_id=dossier_id).select_related("done_by__user", "contributor")
    return list(rows.order_by("-done_on", "-id")[:20])


def referral(actor: Actor, dossier_id: UUID) -> Referral | None:
    """The referral of the case with the people concerned."""
    del actor
    register([dossier_id], "basic")
    return (
        Referral.objects.filter(dossier_id=dossier_id)
        .select_related("talked_with__user", "begun_by__user", "forwarded_by__user", "decided_by__user")
        .first()
    )


@dataclass(frozen=True, slots=True)
class CaseNotes:
    """What the referrer wrote, by domain, as far as the actor may read it."""

    notes: Sequence[ReferralNote]

    def by_domain(self) -> dict[str, str]:
        """Texts by domain."""
        return {note.domain: note.text for note in self.notes}


def notes(actor: Actor, dossier_id: UUID) -> CaseNotes:
    """The referral's texts that are open to the actor."""
    del actor
    rows = list(ReferralNote.objects.filter(dossier_id=dossier_id).exclude(text="").order_by("id"))
    for row in rows:
        register([dossier_id], row.category)
    return CaseNotes(rows)


def sessions(actor: Actor, dossier_id: UUID) -> Sequence[SessionResult]:
    """Results of sessions, latest first, with participants and the possibilities open to the actor."""
    del actor
    participants = SessionParticipant.objects.select_related("institution", "membership__user").order_by("id")
    rows = list(
        SessionResult.objects.filter(dossier_id=dossier_id)
        .select_related("recorded_by__user")
        .prefetch_related(
            Prefetch("participants", participants), Prefetch("possibilities", Possibility.objects.order_by("position"))
        )
        .order_by("-held_on", "-id")[:20]
    )
    register([dossier_id], "basic")
    for row in rows:
        for possibility in row.possibilities.all():
            register([dossier_id], possibility.category)
    return rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """The resource sheet: all lines, oldest first, so that change can be shown."""

    lines: Sequence[Resource]

    def latest(self) -> Sequence[Resource]:
        """The last line of each domain and contributor."""
        found = {(line.domain, line.contributor_id): line for line in self.lines}
        return list(found.values())


def sheet(actor: Actor, dossier_id: UUID) -> Sheet:
    """The resource sheet as far as the actor may read it."""
    del actor
    rows = list(
        Resource.objects.filter(dossier_id=dossier_id).select_related("contributor").order_by("noted_on", "id")[:200]
    )
    for row in rows:
        register([dossier_id], row.category)
    return Sheet(rows)


def first_plan(actor: Actor, dossier_id: UUID) -> Sequence[Possibility]:
    """What the latest session that saw possibilities said could be done, as far as the actor may read it."""
    del actor
    rows = list(
        Possibility.objects.filter(dossier_id=dossier_id)
        .select_related("session")
        .order_by("-session__held_on", "-session_id", "position")[:50]
    )
    rows = [row for row in rows if row.session_id == rows[0].session_id]
    for category in {"basic", *(row.category for row in rows)} if rows else ():
        register([dossier_id], category)
    return rows


def team(actor: Actor, dossier_id: UUID) -> Sequence[Assignment]:
    """Who manages, who deputises, and who did before; latest first."""
    del actor
    register([dossier_id], "basic")
    return _team(dossier_id)


@compiled
def _team(dossier_id: UUID) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(dossier_id=dossier_id).select_related(
        "membership__user", "membership__institution"
    )
    return rows.order_by("-valid_from", "-id")[:50]


def hand_overs(actor: Actor, dossier_id: UUID) -> Sequence[HandOver]:
    """Hand-overs of the case, latest first."""
    del actor
    register([dossier_id], "basic")
    rows = HandOver.objects.filter(dossier_id=dossier_id)
    return list(rows.select_related("receiver", "dispositif", "answered_by__user").order_by("-proposed_on", "-id")[:20])


def hand_over(actor: Actor, hand_over_id: UUID) -> HandOver | None:
    """One hand-over; None if it does not exist or is not open to the actor."""
    del actor
    rows = HandOver.objects.filter(id=hand_over_id).select_related("receiver", "dispositif", "answered_by__user")
    found = rows.first()
    if found is not None:
        register([found.dossier_id], "basic")
    return found


@dataclass(frozen=True, slots=True)
class Ending:
    """How the case ends: report, its texts, the checklist and what it still lacks."""

    report: ExitReport | None
    notes: Sequence[ExitNote]
    closing: Closing | None
    missing: Sequence[str]
    annulled: Sequence[Closing]


def ending(actor: Actor, dossier_id: UUID) -> Ending:
    """Exit report and checklist, in four statements."""
    del actor
    register([dossier_id], "basic")
    closings = list(Closing.objects.filter(dossier_id=dossier_id).select_related("report").order_by("-id"))
    current = next((closing for closing in closings if closing.annulled_on is None), None)
    report = (
        ExitReport.objects.filter(dossier_id=dossier_id)
        .select_related("next_institution", "written_by__user")
        .order_by("-written_on", "-id")
        .first()
    )
    texts = list(ExitNote.objects.filter(report=report).order_by("id")) if report else []
    for text in texts:
        register([dossier_id], text.category)
    waiting = HandOver.objects.filter(dossier_id=dossier_id, answer=Answer.OPEN).count()
    return Ending(
        report=report,
        notes=texts,
        closing=current,
        missing=missing_items(current, open_hand_overs=waiting),
        annulled=[closing for closing in closings if closing.annulled_on is not None],
    )
