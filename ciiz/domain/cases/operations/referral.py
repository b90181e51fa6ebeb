"""The referral: written, completed, forwarded, decided."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotFound

from ..enums import Decision, Domain, Stage
from ..errors import AlreadyDecided, DayOutOfOrder, Missing
from ..models import Case, Referral, ReferralNote
from .opening import move
from .reasons import worded


@atomic
def begin_referral(
    *,
    actor: Actor,
    case: Case,
    on: date,
    wished_form: CaseForm,
    partners: Iterable[int] = (),
    notes: Mapping[Domain, str] | None = None,
) -> Referral:
    """Begins the referral of a case."""
    referral = Referral(
        dossier_id=case.dossier_id,
        contributor_id=actor.institution_id,
        case=case,
        wished_form=wished_form,
        partners=_partners(actor, partners),
        begun_by_id=actor.membership_id,
    )
    referral.save(force_insert=True)
    _add_notes(actor, referral, notes or {})
    record(
        actor=actor,
        kind="referral_begun",
        dossier_id=case.dossier_id,
        occurred_on=on,
        subject_id=referral.id,
        wished_form=wished_form.value,
    )
    return referral


def _partners(actor: Actor, partners: Iterable[int]) -> list[int]:
    return sorted(set(partners) - {actor.institution_id})


def _add_notes(actor: Actor, referral: Referral, notes: Mapping[Domain, str]) -> None:
    for domain, text in notes.items():
        if text.strip():
            ReferralNote(
                dossier_id=referral.dossier_id,
                contributor_id=actor.institution_id,
                referral=referral,
                domain=domain,
                category=domain.category,
                text=text.strip(),
            ).save(force_insert=True)


def _write_notes(actor: Actor, referral: Referral, notes: Mapping[Domain, str]) -> None:
    """Writes what is new; an emptied text stays as an empty row, because nothing is deleted here."""
    if not notes:
        return
    held = {note.domain: note for note in ReferralNote.objects.filter(referral=referral)}
    for domain, written in notes.items():
        text = written.strip()
        note = held.get(domain)
        if note is None:
            _add_notes(actor, referral, {domain: text})
        elif note is not None and note.text != text:
            note.text = text
            note.save(update_fields=["text"])


def referral_of(*, actor: Actor, case: Case, expected_version: int | None = None) -> Referral:
    """The referral of a held case; refuses if somebody saved since `expected_version`."""
    del actor
    referral = next(iter(_locked(case.dossier_id)), None)
    if referral is None:
        raise NotFound
    if expected_version is not None and referral.version != expected_version:
        raise Conflict
    return referral


@compiled
def _locked(case_id: UUID) -> QuerySet[Referral]:
    return Referral.objects.select_for_update().filter(case_id=case_id)


def _save(referral: Referral, **values: Any) -> Referral:
    for name, value in values.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save(update_fields=[*(name.removesuffix("_id") for name in values), "version"])
    return referral


@atomic
def change_referral(
    *,
    actor: Actor,
    referral: Referral,
    wished_form: CaseForm | None = None,
    partners: Iterable[int] | None = None,
    talked_with_id: int | None = None,
    talked_on: date | None = None,
    notes: Mapping[Domain, str] | None = None,
) -> Referral:
    """Changes what is given; what is not given stays."""
    values: dict[str, Any] = {}
    if wished_form is not None:
        values["wished_form"] = wished_form
    if partners is not None:
        values["partners"] = _partners(actor, partners)
    if talked_with_id is not None:
        values["talked_with_id"] = talked_with_id
    if talked_on is not None:
        values["talked_on"] = talked_on
    _write_notes(actor, referral, notes or {})
    return _save(referral, **values)


@atomic
def complete_referral(*, actor: Actor, case: Case, referral: Referral, on: date, step: str = "") -> Referral:
    """Says that the referral is complete: form, reason and the talk with the contact person are there."""
    if referral.talked_on is None:
        raise Missing(field="talked_on")
    if referral.talked_on > on:
        raise DayOutOfOrder(field="talked_on")
    if not ReferralNote.objects.filter(referral=referral, domain=Domain.REASON).exclude(text="").exists():
        raise Missing(field="reason")
    if case.stage != Stage.COMPLETED:
        _complete(actor, referral, on, step)
    if (case.stage, case.wished_form) != (Stage.COMPLETED, referral.wished_form):
        move(actor=actor, case=case, stage=Stage.COMPLETED, wished_form=referral.wished_form)
    return referral


def _complete(actor: Actor, referral: Referral, on: date, step: str) -> None:
    _save(referral, completed_on=on, completed_by_id=actor.membership_id)
    record(
        actor=actor,
        kind="referral_completed",
        dossier_id=referral.dossier_id,
        occurred_on=on,
        subject_id=referral.id,
        step=step,
    )


def begin_completed(
    *,
    actor: Actor,
    case: Case,
    on: date,
    wished_form: CaseForm,
    notes: Mapping[Domain, str],
    partners: Iterable[int] = (),
    step: str = "",
) -> Referral:
    """Begins a referral that comes complete from elsewhere (an import): talked over with the actor on that day.

    The case follows by `move_completed`, because it begins as a draft.
    """
    if not notes.get(Domain.REASON, "").strip():
        raise Missing(field="reason")
    referral = begin_referral(
        actor=actor,
        case=case,
        on=on,
        wished_form=wished_form,
        partners=partners,
        notes=notes,
    )
    _save(referral, talked_with_id=actor.membership_id, talked_on=on)
    _complete(actor, referral, on, step)
    return referral


def move_completed(*, actor: Actor, dossier_ids: Iterable[UUID]) -> int:
    """Moves the cases of `begin_completed` on, all at once; returns how many."""
    del actor
    rows = Case.objects.filter(dossier_id__in=list(dossier_ids), stage=Stage.DRAFT)
    return rows.update(stage=Stage.COMPLETED, version=F("version") + 1)


@atomic
def forward_referral(
    *,
    actor: Actor,
    case: Case,
    referral: Referral,
    on: date,
    region_id: int | None,
    theme_id: int | None,
    basis: str,
    step: str = "",
) -> Referral:
    """Hands the referral to the coordination of a theme or region; the answer to a question forwards it again."""
    again = referral.decision == Decision.ASKED_BACK
    _save(
        referral,
        forwarded_on=on,
        forwarded_by_id=actor.membership_id,
        received_on=on,
        decision="",
        reason="",
        advice="",
        decided_on=None,
        decided_by_id=None,
    )
    move(actor=actor, case=case, stage=Stage.FORWARDED, region_id=region_id, theme_id=theme_id)
    record(
        actor=actor,
        kind="referral_forwarded",
        dossier_id=case.dossier_id,
        occurred_on=on,
        subject_id=referral.id,
        step=step,
        legal_basis=basis,
        again=again,
        region=region_id,
        theme=theme_id,
    )
    return referral


@atomic
def decide_referral(
    *,
    actor: Actor,
    case: Case,
    referral: Referral,
    decision: Decision,
    on: date,
    reason: str = "",
    words: str = "",
    advice: str = "",
    by_telephone: bool = False,
    form: CaseForm | None = None,
    step: str = "",
) -> Referral:
    """Accepts, asks back or returns."""
    if case.stage != Stage.FORWARDED:
        raise AlreadyDecided
    _save(
        referral,
        decision=decision,
        reason=reason,
        reason_words=worded(reason, words),
        advice=advice.strip(),
        by_telephone=by_telephone,
        decided_on=on,
        decided_by_id=actor.membership_id,
    )
    values: dict[str, Any] = {}
    if decision is Decision.ACCEPTED:
        values = {
            "stage": Stage.COACHING if form is CaseForm.COACHING else Stage.ACCEPTED,
            "accepted_on": on,
            "wished_form": form or case.wished_form,
            "coordinator_id": actor.membership_id,
        }
    else:
        values = {"stage": Stage.ASKED_BACK if decision is Decision.ASKED_BACK else Stage.RETURNED}
    move(actor=actor, case=case, **values)
    record(
        actor=actor,
        kind=f"referral_{decision.value}",
        dossier_id=case.dossier_id,
        occurred_on=on,
        subject_id=referral.id,
        step=step,
        form=form.value if form else "",
        by_telephone=by_telephone,
    )
    return referral
