"""Informal contacts, over generated worlds: the database lets through what these words say, and nothing else."""

import random
import uuid
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from ciiz.domain.journal.models import Contact

from . import oracle
from .test_oracle import START, Board, _boundaries

WORLDS = 12
BASES = {"none": "", "anonymous": "", "consent": "", "statute": "Art. 85f"}


def why_contact(  # noqa: PLR0917
    person: oracle.Person, dossier: oracle.Dossier, contributor: int, partner: int, basis: str, day: date
) -> str | None:
    """The clause that lets the person see a contact: the own institution's, or as the one named, on a legal basis.

    In both cases they must also see what the contributor says about work.
    """
    if oracle.why(person, dossier, "work", contributor, day) is None:
        return None
    if contributor == person.institution:
        return "own"
    return "named" if basis in ("consent", "statute") and partner == person.institution else None


@pytest.mark.django_db(transaction=True)
def test_the_database_agrees_with_the_words_about_contacts(owner_connection: Any) -> None:
    board = Board(owner_connection)
    decided: Counter[str] = Counter()
    parties = [*board.institutions, board.office]
    for seed in range(WORLDS):
        dice = random.Random(seed)  # noqa: S311 - a repeatable world, no secret
        identifier, dossier, _rows = board.dossier(dice)
        rows = {
            (contributor, partner, basis): _logged(board, identifier, contributor, partner, basis)
            for contributor in parties
            for partner in parties
            for basis in BASES
        }
        for day in _boundaries([dossier], dice)[:6]:
            for person in board.people:
                seen = _seen(board, person, identifier, day)
                for (contributor, partner, basis), row in rows.items():
                    reason = why_contact(person, dossier, contributor, partner, basis, day)
                    assert (row in seen) is (reason is not None), (person, contributor, partner, basis, day, reason)
                    decided[reason or "hidden"] += 1
    assert min(decided["own"], decided["named"]) > 50, decided


def _logged(board: Board, dossier: uuid.UUID, contributor: int, partner: int, basis: str) -> uuid.UUID:
    row = uuid.uuid4()
    board.owner.execute(
        "INSERT INTO journal_contact (id, dossier_id, contributor_id, author_id, initials, kind, partner_id, "
        "occurred_on, recorded_at, subject, basis, article, outcome, next_step, application, stage) "
        "VALUES (%s, %s, %s, %s, '', 'exchange', %s, %s, now(), 'probe', %s, %s, '', '', '', '')",
        [row, dossier, contributor, board.people[0].id, partner, START, basis, BASES[basis]],
    )
    return row


def _seen(board: Board, person: oracle.Person, dossier: uuid.UUID, day: date) -> set[uuid.UUID]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT access_enter(%s, %s, %s, true)", [person.id, board.users[person.id], day])
        return set(Contact.objects.filter(dossier=dossier).values_list("id", flat=True))
