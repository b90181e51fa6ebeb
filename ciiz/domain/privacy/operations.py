"""Writes of the context."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor, PersonActor, canton_of, managed
from ciiz.domain.documents.public import document
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons.public import person
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.terms import Term, ends_on

from . import keys
from .enums import ConcernKind, KeptBack, Outcome, SecondStep
from .errors import (
    AnsweredAlready,
    BirthDateMissing,
    NothingToWithdraw,
    NotOffered,
    NotYours,
    TooMany,
    WhyNot,
    WordsMissing,
)
from .models import Concern, PersonalPage, Showing
from .policies import may_answer, may_invite
from .queries import concern


@atomic
def invite(*, actor: Actor, dossier_id: UUID) -> tuple[PersonalPage, str]:
    """Makes the person's page and the code for the letter, which is told this once; a page before it is ended."""
    who = person(actor, dossier_id)
    if who is None:
        raise NotFound
    _check(actor, dossier_id)
    rules = canton_values(canton_of(actor, dossier_id)).personal_page
    if not rules.offered:
        raise NotOffered
    if who.birth_date is None:
        raise BirthDateMissing
    end(actor=actor, dossier_id=dossier_id)
    code = keys.new_code()
    made = PersonalPage(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        language=who.correspondence,
        code_digest=keys.digest(code),
        invited_on=actor.today,
        invited_by_id=actor.membership_id,
        code_until=ends_on(Term(days=rules.code_days), actor.today),
    )
    made.save(force_insert=True)
    record(
        actor=actor,
        kind="personal_page_offered",
        dossier_id=dossier_id,
        occurred_on=actor.today,
        subject_id=made.id,
    )
    return made, code


@atomic
def end(*, actor: Actor, dossier_id: UUID) -> bool:
    """The person's page opens nothing any more; False if there was none."""
    _check(actor, dossier_id)
    rows = PersonalPage.objects.filter(dossier_id=dossier_id, ended_on__isnull=True)
    return bool(rows.update(ended_on=actor.today, ended_by_id=actor.membership_id))


def _check(actor: Actor, dossier_id: UUID) -> None:
    if not may_invite(actor.role, manages=dossier_id in managed(actor, [dossier_id])):
        raise NotAllowed


@atomic
def show(*, actor: Actor, document_id: UUID, shown: bool, why: KeptBack | None = None) -> None:
    """Says whether the person sees a document on their page, and why not; for who filed it."""
    found = document(actor, document_id)
    if found.contributor_id != actor.institution_id:
        raise NotYours
    Showing(
        dossier_id=found.dossier_id,
        contributor_id=actor.institution_id,
        document_id=document_id,
        shown=shown,
        why="" if shown else (why or KeptBack.WORKING_PAPER).value,
        said_on=actor.today,
        said_by_id=actor.membership_id,
    ).save(force_insert=True)


@atomic
def note(*, actor: Actor, dossier_id: UUID, kind: ConcernKind, words: str, said_on: date) -> Concern:
    """Notes what the person has asked for by letter or in a talk; the term runs from the day on which it was said."""
    if not may_answer(actor.role, manages=dossier_id in managed(actor, [dossier_id])):
        raise NotAllowed
    _check_words(kind, words)
    made = Concern(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        kind=kind.value,
        words=words.strip(),
        said_on=said_on,
        due_on=answer_by(canton_of(actor, dossier_id), kind, said_on),
    )
    made.save(force_insert=True)
    return made


@atomic
def answer(*, actor: Actor, concern_id: UUID, outcome: Outcome, words: str) -> Concern:
    """Answers what the person wants, once; the person reads it on their page."""
    held = concern(actor, concern_id)
    if not may_answer(actor.role, manages=held.dossier_id in managed(actor, [held.dossier_id])):
        raise NotAllowed
    if outcome in (Outcome.REFUSED, Outcome.PARTLY) and not words.strip():
        raise WhyNot(field="words")
    held.answered_on, held.answered_by_id = actor.today, actor.membership_id
    held.outcome, held.answer = outcome.value, words.strip()
    rows = Concern.objects.filter(id=concern_id, answered_on__isnull=True)
    if not rows.update(
        answered_on=held.answered_on,
        answered_by_id=held.answered_by_id,
        outcome=held.outcome,
        answer=held.answer,
    ):
        raise AnsweredAlready
    record(
        actor=actor,
        kind="concern_answered",
        dossier_id=held.dossier_id,
        occurred_on=actor.today,
        subject_id=held.id,
    )
    return held


def prove_birth(page_id: UUID, born: date) -> bool:
    """Whether the person of the page was born on that day; the fifth wrong one locks the letter's code."""
    return bool(_call("SELECT privacy_born(%s, %s)", page_id, born))


def choose(page_id: UUID, step: SecondStep, secret: str, on: date) -> bool:
    """The first visit: `secret` (address of the mailbox, or key of the app) is sealed; it holds with `open_page`."""
    return bool(_call("SELECT privacy_choose(%s, %s, %s, %s)", page_id, step.value, keys.seal(secret), on))


def open_page(page_id: UUID, on: date) -> bool:
    """The second step that was chosen works: from here on it is asked for with the code. Once only."""
    return bool(_call("SELECT privacy_open(%s, %s)", page_id, on))


@atomic
def withdraw(*, actor: PersonActor, consent_id: UUID) -> UUID:
    """The person withdraws a consent: nothing of it is open from the next statement on. Tells where it was recorded."""
    found = _call("SELECT privacy_withdraw(%s, %s)", consent_id, actor.today)
    if found is None:
        raise NothingToWithdraw
    return UUID(str(found))


@atomic
def say(*, actor: PersonActor, canton: str, kind: ConcernKind, words: str) -> UUID:
    """The person says what they want; returns the number under which it is answered."""
    _check_words(kind, words)
    made = uuid7()
    due = answer_by(canton, kind, actor.today)
    if not _call("SELECT privacy_say(%s, %s, %s, %s, %s)", made, kind.value, words.strip()[:4_000], due, actor.today):
        raise TooMany
    return made


def give_up(*, actor: PersonActor) -> None:
    """The person ends their own page."""
    _call("SELECT privacy_give_up(%s)", actor.today)


def answer_by(canton: str, kind: ConcernKind, said_on: date) -> date | None:
    """The last day to answer; what is only told has none."""
    if kind is ConcernKind.FEEDBACK:
        return None
    return ends_on(Term(days=canton_values(canton).personal_page.answer_days), said_on)


def _check_words(kind: ConcernKind, words: str) -> None:
    if kind is not ConcernKind.ACCESS and not words.strip():
        raise WordsMissing(field="words")


def _call(statement: str, *values: Any) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (found,) = cursor.fetchone() or (None,)
    return found
