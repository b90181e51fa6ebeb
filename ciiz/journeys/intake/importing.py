"""Rows become cases: each in the name of its institution, once, whatever other rows are like.

Rows are written many at a time; the checks are those of the single operations. When the database refuses a batch, it is
halved until the row at fault stands alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor, found_many, new_dossier_id
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, Occasion, Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.consent.public import grant_first
from ciiz.domain.journal.enums import EntryKind
from ciiz.domain.journal.public import log
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import CantonValues, Dispositif, canton_values
from ciiz.domain.persons.enums import CapacityBasis
from ciiz.domain.persons.public import Person, enter_person, judge_capacity, register_with, state
from ciiz.domain.processes.journeys import JOURNEYS, Outcome
from ciiz.domain.processes.public import Definition, NotForeseen, in_force, start_with
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import set_task
from ciiz.domain.timeline.public import Event
from ciiz.foundation.db.gather import gathering, write
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError

from ..refer import COMPLEX, way
from ..steps import address
from ..terms import due
from . import situation as told
from .rows import ReferralRow

BATCH = 250


class OtherInstitution(DomainError):
    """The row belongs to an institution for which the actor does not work."""

    code = "other_institution"
    message = _("This row belongs to another institution. Its own people import it; nothing was changed.")


class NobodyThere(DomainError):
    """Nobody of the row's institution has an account that could refer."""

    code = "nobody_there"
    message = _("Nobody of this institution can refer here: it has neither contact persons nor front-line workers.")


class NotImportable(DomainError):
    """The database refused a row that seemed in order."""

    code = "not_importable"
    message = _("This row could not be stored. Enter it by hand; nothing of it was kept.")


class Landing(StrEnum):
    """What became of a row, or could."""

    READY = "ready"
    IMPORTED = "imported"
    THERE = "already_there"
    CHANGED = "already_there_with_other_details"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Landed:
    """One row and its dossier, or why it has none."""

    row: ReferralRow
    landing: Landing
    dossier_id: UUID | None = None
    error: DomainError | None = None


@atomic
def import_rows(*, actor: Actor, rows: Sequence[ReferralRow]) -> list[Landed]:
    """Imports the rows of the actor's institution; the answer has one entry a row, in the order of the file."""
    judged = judge(actor, rows)
    fresh = [one.row for one in judged if one.landing is Landing.READY]
    landed = [one for one in judged if one.landing is not Landing.READY]
    importer = Importer(actor)
    for start in range(0, len(fresh), BATCH):
        landed += importer.land(fresh[start : start + BATCH])
    return sorted(landed, key=lambda one: one.row.line)


def judge(actor: Actor, rows: Sequence[ReferralRow]) -> list[Landed]:
    """Which rows the actor could import now: those of the own institution that are not there already."""
    if not cases.may_check(actor):
        raise cases.WrongRole
    own = [row for row in rows if row.institution == actor.institution_id]
    known = cases.imported_before(actor, [row.content_hash for row in own], [row.identity_hash for row in own])
    judged = []
    for row in rows:
        if row.institution != actor.institution_id:
            judged.append(Landed(row, Landing.REFUSED, error=OtherInstitution()))
        elif dossier_id := known.by_content.get(row.content_hash):
            judged.append(Landed(row, Landing.THERE, dossier_id))
        elif dossier_id := known.by_identity.get(row.identity_hash):
            judged.append(Landed(row, Landing.CHANGED, dossier_id))
        else:
            judged.append(Landed(row, Landing.READY))
    return judged


class Importer:
    """Writes rows for one actor; what all rows need is read once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.values: CantonValues = canton_values(actor.canton)
        self.dispositifs = frozenset(Dispositif.objects.values_list("code", flat=True))
        self.words: dict[str, dict[str, str]] = {}
        self.versions: dict[tuple[str, str], Definition | None] = {}

    def _version(self, canton: str, process: str) -> Definition | None:
        """The version of a process on which new cases start, asked for once."""
        if (canton, process) not in self.versions:
            self.versions[canton, process] = in_force(canton, process)
        return self.versions[canton, process]

    def land(self, rows: Sequence[ReferralRow]) -> list[Landed]:
        """Writes rows together, or halves them until the one that the database refuses stands alone."""
        try:
            with transaction.atomic():
                return self._land(rows)
        except (DatabaseError, ValueError):
            if len(rows) == 1:
                return [Landed(rows[0], Landing.REFUSED, error=NotImportable())]
        middle = len(rows) // 2
        return self.land(rows[:middle]) + self.land(rows[middle:])

    def _land(self, rows: Sequence[ReferralRow]) -> list[Landed]:
        landed, opened, completed = [], {}, []
        with gathering() as batch:
            for row, number in zip(rows, self._numbers(rows), strict=True):
                mark = batch.mark()
                try:
                    case = self._make(row, number)
                except DomainError as error:
                    batch.undo(mark)
                    landed.append(Landed(row, Landing.REFUSED, error=error))
                    continue
                opened[case.dossier_id] = case.opened_on
                if case.stage == Stage.DRAFT and self._is_complete(row):
                    completed.append(case.dossier_id)
                landed.append(Landed(row, Landing.IMPORTED, case.dossier_id))
            # Facts come last: what follows them looks for the case.
            waiting = sorted(batch.take(0), key=lambda one: isinstance(one, Event))
        if opened:
            found_many(actor=self.actor, opened=opened)
            write(waiting)
            cases.move_completed(actor=self.actor, dossier_ids=completed)
        return landed

    def _numbers(self, rows: Sequence[ReferralRow]) -> Iterator[str]:
        """Case numbers in the order of the rows, reserved year by year."""
        years = [self._day(row).year for row in rows]
        reserved = {
            year: iter(cases.numbers(actor=self.actor, year=year, count=count))
            for year, count in sorted(Counter(years).items())
        }
        return (next(reserved[year]) for year in years)

    def _day(self, row: ReferralRow) -> date:
        return row.referral_date or self.actor.today

    def _is_complete(self, row: ReferralRow) -> bool:
        """Without a reason the referral waits for the contact person to complete it."""
        return bool(row.motive.strip())

    def _make(self, row: ReferralRow, number: str) -> Case:
        """All facts of one row, by the operations of their contexts; they wait in the batch."""
        actor, on = self.actor, self._day(row)
        form = CaseForm(row.wished_form) if row.wished_form else CaseForm.ROUND_TABLE
        definition = self.values.criteria_on(on)
        dossier_id = new_dossier_id()
        person = enter_person(
            actor=actor, dossier_id=dossier_id, identity=told.identity(row, language=actor.language, values=self.values)
        )
        case = cases.open_case(
            actor=actor,
            dossier_id=dossier_id,
            opened_on=on,
            wished_form=form,
            stage=Stage.DRAFT if form in COMPLEX else Stage.CHECKED,
            criteria_definition=definition.version,
            number=number,
        )
        steps = self._proceed(row, case, person, form)
        if definition.version not in self.words:
            self.words[definition.version] = told.criterion_words(definition)
        met, unknown = told.criteria(row, self.words[definition.version])
        cases.check(
            actor=actor,
            dossier_id=dossier_id,
            occasion=Occasion.MANDATE,
            definition=definition.version,
            known=[one.code for one in definition.criteria],
            criteria=met,
            indicated=form,
            done_on=on,
            step=steps.get("refer.check", ""),
        )
        notes = told.notes(row, unknown, language=actor.language)
        if form in COMPLEX:
            self._refer(row, case, form, notes, steps.get("refer.complete", ""))
        else:
            self._keep(case, notes)
        self._describe(row, case, person)
        cases.remember_import(actor=actor, dossier_id=dossier_id, content=row.content_hash, identity=row.identity_hash)
        return case

    def _refer(self, row: ReferralRow, case: Case, form: CaseForm, notes: dict[Domain, str], step: str) -> None:
        actor, on = self.actor, self._day(row)
        if self._is_complete(row):
            cases.begin_completed(
                actor=actor, case=case, on=on, wished_form=form, partners=row.partners, notes=notes, step=step
            )
        else:
            cases.begin_referral(actor=actor, case=case, on=on, wished_form=form, partners=row.partners, notes=notes)

    def _keep(self, case: Case, notes: dict[Domain, str]) -> None:
        """A network case has no referral: its situation stands with the person, the reason in the journal."""
        on = min(case.opened_on, self.actor.today)
        for domain, text in notes.items():
            if domain is Domain.REASON:
                log(
                    actor=self.actor,
                    dossier_id=case.dossier_id,
                    kind=EntryKind.NOTE,
                    occurred_on=on,
                    text=text,
                    category=domain.category,
                )
            else:
                aspect = told.DOMAIN_OF_ASPECT[domain]
                state(actor=self.actor, dossier_id=case.dossier_id, aspect=aspect, noted_on=on, text=text)

    def _describe(self, row: ReferralRow, case: Case, person: Person) -> None:
        actor, dossier_id, on = self.actor, case.dossier_id, case.opened_on
        for field, aspect in told.ASPECTS.items():
            if field in row.absences:
                state(actor=actor, dossier_id=dossier_id, aspect=aspect, noted_on=on, absent=told.absent(row, field))
        if row.dispositif in self.dispositifs:
            register_with(
                actor=actor,
                dossier_id=dossier_id,
                dispositif_id=row.dispositif,
                institution_id=row.institution,
                person=person,
                **told.registration(row),  # type: ignore[arg-type]
            )
        if row.work_capacity is not None or "work_capacity" in row.absences:
            judge_capacity(
                actor=actor,
                dossier_id=dossier_id,
                percent=told.absent(row, "work_capacity") if row.work_capacity is None else row.work_capacity,
                judged_on=on,
                basis=CapacityBasis.TALK,
                starting_point=True,
            )
        terms = told.terms(row, language=actor.language)
        if terms is not None:
            grant_first(
                actor=actor,
                dossier_id=dossier_id,
                person_id=person.id,
                terms=terms,
                signed_on=terms.valid_from,
            )

    def _proceed(self, row: ReferralRow, case: Case, person: Person, form: CaseForm) -> dict[str, str]:
        """The process stands where check and completion have brought it; its next step is a task.

        Returns the steps that were done, by journey.
        """
        theme = way(self.values, person, self.actor.today).theme
        process = self._version(self.actor.canton, self.values.entry_of(theme))
        if process is None:
            return {}
        if form in COMPLEX:
            done: list[tuple[str, str]] = [("refer.check", Outcome.COMPLEX)]
            done += [("refer.complete", Outcome.DONE)] if self._is_complete(row) else []
        else:
            done = [("refer.check", Outcome.NETWORK if form is CaseForm.NETWORK else Outcome.NOT_INDICATED)]
        try:
            moved = start_with(
                actor=self.actor,
                dossier_id=case.dossier_id,
                definition=process,
                done=done,
                on=case.opened_on,
                find=self._version,
            )
        except NotForeseen:
            return {}
        for step in moved.all_ready():
            if step.fresh and step.journeys:
                kind = JOURNEYS[step.journeys[0]].kind or Kind.OTHER_STEP
                set_task(
                    actor=self.actor,
                    dossier_id=case.dossier_id,
                    kind=kind,
                    to=address(case, step.role),
                    set_on=case.opened_on,
                    due_on=due(kind, case.opened_on, self.values, step.timer(kind)),
                    step=step.code,
                    instance_id=step.instance_id,
                    first=True,
                )
        return {done.journey: done.code for done in moved.all_done() if done.outcome}
