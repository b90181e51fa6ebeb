"""CII100: from the check to the result of a round table or an assessment."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Category, open_by_statute
from ciiz.domain.cases.enums import Domain, Occasion, SessionKind, SessionOutcome
from ciiz.domain.cases.public import ResourceLine, referral
from ciiz.domain.consent.enums import Purpose, Recurrence
from ciiz.domain.consent.public import Terms, grant, renew
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons.enums import Aspect, CapacityBasis
from ciiz.domain.persons.public import judge_capacity, register_with, state
from ciiz.foundation.errors import NotFound
from ciiz.journeys import acknowledge, assign, refer, session, triage

from .people import Who
from .scene import Scene

CATEGORIES = frozenset({Category.WORK, Category.SOCIAL, Category.HEALTH, Category.FINANCE, Category.DOCUMENTS})


class Referring(Scene):
    """Verbs of the referral."""

    def check(
        self,
        on: date,
        *,
        identity: Mapping[str, Any] | None = None,
        person_id: UUID | None = None,
        indicated: CaseForm = CaseForm.ROUND_TABLE,
        criteria: Iterable[str] | None = None,
        occasion: Occasion = Occasion.MANDATE,
        notes: Mapping[Domain, str] | None = None,
        follows: UUID | None = None,
        by: Who | None = None,
    ) -> UUID:
        """The front-line worker checks and, where cooperation is indicated, begins the referral (CII100.2)."""
        who = by or self.referrer
        known = [one.code for one in canton_values(self.people.canton).criteria_on(on).criteria]
        met = list(criteria) if criteria is not None else [known[(self.number + i) % 8 % len(known)] for i in (0, 1, 3)]
        with self.acting(who, on) as actor:
            begun = refer.check(
                actor=actor,
                on=on,
                occasion=occasion,
                criteria=dict.fromkeys(met, True),
                indicated=indicated,
                identity=identity,
                person_id=person_id,
                notes=notes if notes is not None else self._notes(),
                partners=self.ids(self.partners),
                follows=follows,
            )
        self.referrer = who
        self.dossier_id = begun.dossier_id
        return begun.dossier_id

    def _notes(self) -> dict[Domain, str]:
        notes = {Domain.REASON: self.pick(self.texts.reasons)}
        return notes | {domain: self.pick(options) for domain, options in self.texts.notes.items()}

    def describe(
        self,
        on: date,
        *,
        dispositif: str = "",
        file_number: str = "",
        since: date | None = None,
        entitlement_until: date | None = None,
        capacity: int | None = None,
        basis: CapacityBasis = CapacityBasis.TALK,
        statements: Mapping[Aspect, str] | None = None,
        by: Who | None = None,
    ) -> None:
        """Registration, estimate of work capacity (the starting point) and situation, as the referrer knows them."""
        with self.acting(by or self.referrer, on) as actor:
            if dispositif:
                given = {"file_number": file_number, "since": since, "entitlement_until": entitlement_until}
                register_with(
                    actor=actor,
                    dossier_id=self.dossier_id,
                    dispositif_id=dispositif,
                    institution_id=actor.institution_id,
                    **{name: value for name, value in given.items() if value},  # type: ignore[arg-type]
                )
            if capacity is not None:
                judge_capacity(
                    actor=actor,
                    dossier_id=self.dossier_id,
                    percent=capacity,
                    judged_on=on,
                    basis=basis,
                    starting_point=True,
                )
            for aspect, code in (statements or {}).items():
                state(actor=actor, dossier_id=self.dossier_id, aspect=aspect, code=code, noted_on=on)

    def judge(self, on: date, percent: int, *, by: Who, basis: CapacityBasis = CapacityBasis.CERTIFICATE) -> None:
        """An institution judges work capacity beside the referrer's estimate."""
        with self.acting(by, on) as actor:
            judge_capacity(actor=actor, dossier_id=self.dossier_id, percent=percent, judged_on=on, basis=basis)

    def talk(self, on: date, *, by: Who | None = None) -> None:
        """The referrer has talked it over with the contact person."""
        with self.acting(by or self.referrer, on) as actor:
            held = referral(actor, self.dossier_id)
            refer.save(
                actor=actor,
                dossier_id=self.dossier_id,
                expected_version=held.version if held else 1,
                talked_with_id=self.contact.membership_id,
                talked_on=on,
            )

    def complete(self, on: date, *, by: Who | None = None) -> None:
        """The referral is complete (CII100.3)."""
        with self.acting(by or self.referrer, on) as actor:
            refer.complete(actor=actor, dossier_id=self.dossier_id, on=on)

    def refer(self, on: date, **given: Any) -> UUID:
        """Check, talk and completion on one day."""
        dossier_id = self.check(on, **given)
        self.talk(on)
        self.complete(on)
        return dossier_id

    def open_by_law(self, on: date, until: date, *, article: str, to: str, by: Who | None = None) -> None:
        """The law lets another institution see what the referrer knows of the work, until a day."""
        with self.acting(by or self.contact, on) as actor:
            open_by_statute(
                actor=actor,
                dossier_id=self.dossier_id,
                article=article,
                purpose="unclear_payer",
                receiver_id=self.people.ids[to],
                giver_ids=[actor.institution_id],
                categories=[Category.WORK],
                valid_from=on,
                valid_to=until + timedelta(days=1),
            )

    def terms(
        self,
        on: date,
        until: date,
        *,
        institutions: Iterable[str] | None = None,
        categories: Iterable[Category] = (),
        purposes: Iterable[Purpose] = (Purpose.CLARIFICATION, Purpose.COORDINATION),
    ) -> Terms:
        """What the person signs: the named institutions (those of the case) and the office, with one another."""
        wanted = [*(self.institutions if institutions is None else institutions), self.people.office]
        parties = frozenset(self.ids(wanted))
        return Terms(
            givers=parties,
            receivers=parties,
            valid_from=on,
            until=until,
            categories=frozenset(categories) or CATEGORIES,
            purposes=tuple(purposes),
            recurrence=Recurrence.RECURRING,
            language=self.language,
        )

    def consent(
        self,
        on: date,
        until: date | None = None,
        *,
        institutions: Iterable[str] | None = None,
        categories: Iterable[Category] = (),
        survey: bool = False,
        by: Who | None = None,
    ) -> UUID:
        """The person signs a consent (by default for a year); `until` is its last day; `survey`: may be asked later."""
        terms = self.terms(
            on,
            until or on + timedelta(days=364),
            institutions=institutions,
            categories=categories,
            purposes=[purpose for purpose in Purpose if survey or purpose is not Purpose.SURVEY],
        )
        with self.acting(by or self.contact, on) as actor:
            signed = grant(actor=actor, dossier_id=self.dossier_id, terms=terms, signed_on=on)
        self.consent_id = signed.id
        return signed.id

    def renew_consent(
        self, on: date, until: date | None = None, *, institutions: Iterable[str] | None = None, by: Who | None = None
    ) -> UUID:
        """The person signs anew; who manages the case records it (CII101.6)."""
        if self.consent_id is None:
            raise NotFound
        terms = self.terms(on, until or on + timedelta(days=364), institutions=institutions)
        with self.acting(by or self.manager or self.contact, on) as actor:
            renewed = renew(actor=actor, consent_id=self.consent_id, terms=terms, signed_on=on)
        self.consent_id = renewed.id
        return renewed.id

    def forward(self, on: date, *, region_id: int | None = None, by: Who | None = None) -> None:
        """The contact person forwards to the coordination (CII100.4)."""
        with self.acting(by or self.contact, on) as actor:
            refer.forward(actor=actor, dossier_id=self.dossier_id, on=on, region_id=region_id)
        self.find_coordinator(by or self.contact, on)

    def accept(
        self,
        on: date,
        *,
        form: CaseForm = CaseForm.ROUND_TABLE,
        admitted_reason: str = "",
        partners: Iterable[str] | None = None,
        by: Who | None = None,
    ) -> None:
        """The coordination accepts (CII100.5)."""
        with self.acting(by or self.coordinator, on) as actor:
            triage.accept(
                actor=actor,
                dossier_id=self.dossier_id,
                on=on,
                form=form,
                admitted_reason=admitted_reason,
                partners=None if partners is None else self.ids(partners),
            )

    def ask_back(self, on: date, *, question: str = "", by: Who | None = None) -> None:
        """The coordination asks the referring institution."""
        with self.acting(by or self.coordinator, on) as actor:
            triage.ask_back(
                actor=actor, dossier_id=self.dossier_id, on=on, question=question or self.pick(self.texts.questions)
            )

    def answer_question(self, on: date, *, by: Who | None = None) -> None:
        """The contact person answers and forwards again."""
        who = by or self.contact
        with self.acting(who, on) as actor:
            held = referral(actor, self.dossier_id)
            refer.save(
                actor=actor,
                dossier_id=self.dossier_id,
                expected_version=held.version if held else 1,
                notes={Domain.WORK: self.pick(self.texts.answers)},
            )
        self.forward(on, by=who)

    def return_case(self, on: date, *, reason: str, by_telephone: bool = False, by: Who | None = None) -> None:
        """The coordination returns with a coded reason and, unless by telephone, advice."""
        with self.acting(by or self.coordinator, on) as actor:
            triage.return_case(
                actor=actor,
                dossier_id=self.dossier_id,
                on=on,
                reason=reason,
                advice="" if by_telephone else self.pick(self.texts.advice),
                by_telephone=by_telephone,
            )

    def read_decision(self, on: date) -> None:
        """Who began and who forwarded the referral have read how it was decided."""
        for who in dict.fromkeys((self.referrer, self.contact)):
            with self.acting(who, on) as actor:
                acknowledge.decision_read(actor=actor, dossier_id=self.dossier_id)

    def record_session(
        self,
        on: date,
        *,
        kind: SessionKind = SessionKind.ROUND_TABLE,
        outcome: SessionOutcome = SessionOutcome.CASE_MANAGEMENT,
        partners: Iterable[str] = (),
        by: Who | None = None,
    ) -> None:
        """The coordination records what the round table or assessment decided, first plan and resource sheet."""
        self.read_decision(on)
        present = [self.people.contact(code, self.number) for code in self.institutions]
        with self.acting(by or self.coordinator, on) as actor:
            session.record_result(
                actor=actor,
                dossier_id=self.dossier_id,
                kind=kind,
                held_on=on,
                outcome=outcome,
                participants=[(who.institution_id, who.membership_id) for who in present],
                possibilities=[(domain, self.pick(some)) for domain, some in self.texts.possibilities.items()],
                resources=[
                    ResourceLine(Domain.WORK, self.pick(self.texts.resources), self.pick(self.texts.obstacles), 3)
                ],
                partners=self.ids(partners),
            )

    def name_case_manager(
        self, on: date, *, manager: Who | None = None, deputy: Who | None = None, by: Who | None = None
    ) -> Who:
        """The pool has named a case manager (by default of the second institution); the coordination records it."""
        chosen = manager or self.people.contact(self.nth_institution(1), self.number)
        with self.acting(by or self.coordinator, on) as actor:
            assign.name_case_manager(
                actor=actor,
                dossier_id=self.dossier_id,
                membership_id=chosen.membership_id,
                named_on=on,
                deputy_id=deputy.membership_id if deputy else None,
            )
        self.manager, self.deputy = chosen, deputy
        return chosen

    def change_case_manager(self, on: date, *, manager: Who, reason: str, by: Who | None = None) -> None:
        """The case goes to another case manager, with a coded reason."""
        with self.acting(by or self.coordinator, on) as actor:
            assign.change_case_manager(
                actor=actor,
                dossier_id=self.dossier_id,
                membership_id=manager.membership_id,
                named_on=on,
                reason=reason,
            )
        self.manager = manager
        self.deputy = None if self.deputy == manager else self.deputy
