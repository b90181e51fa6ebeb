"""Informal contacts: what most of the cooperation is, beside the cases and within them."""

from datetime import date, timedelta
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.journal.enums import Application, InformalKind, LegalBasis
from ciiz.domain.journal.public import Contact, Told
from ciiz.journeys import agree
from ciiz.journeys import contact as contacting

from .people import People, Who
from .scene import Scene
from .texts import CallText

NEXT_DAYS = 7


class Contacting(Scene):
    """Verbs of informal contacts about the person of the case."""

    def call(
        self,
        on: date,
        *,
        to: str = "",
        basis: LegalBasis = LegalBasis.NONE,
        article: str = "",
        kind: InformalKind | None = None,
        by: Who | None = None,
    ) -> Contact:
        """Somebody of the case's team calls an institution (by default the first partner) and notes it; `kind` is what
        the call is for, any kind by default.
        """
        calls = [call for call in self.texts.calls if kind is None or call.kind is kind]
        said = calls[self.number % len(calls)]
        other = self.people.contact(to or self.nth_institution(1), self.number)
        with self.acting(by or self.referrer, on) as actor:
            return _note(actor, said, other, on, basis=basis, article=article, dossier_id=self.dossier_id)

    def follow(self, on: date, contact: Contact, *, by: Who | None = None) -> None:
        """The next step after a contact is taken."""
        with self.acting(by or self.referrer, on) as actor:
            contacting.finish(actor=actor, contact_id=contact.id)

    def agree(self, on: date, *, due_on: date, number: int = 0) -> None:
        """The institutions agree directly: a line of the short plan, done by the contact person of who checked."""
        goal = self.texts.goals[(self.number + number) % len(self.texts.goals)]
        with self.acting(self.referrer, on) as actor:
            agree.agree(
                actor=actor,
                dossier_id=self.dossier_id,
                goal=goal.text,
                text=goal.measures[0].text,
                membership_id=self.contact.membership_id,
                due_on=due_on,
            )


def call(people: People, who: Who, *, to: str, said: CallText, on: date, initials: str, birth_year: int) -> Contact:
    """A contact about somebody of whom nothing but initials and year of birth is noted."""
    with who.acting(on) as actor:
        return _note(
            actor,
            said,
            people.contact(to),
            on,
            basis=LegalBasis.ANONYMOUS,
            initials=initials,
            birth_year=birth_year,
        )


def _note(
    actor: Actor,
    said: CallText,
    other: Who,
    on: date,
    *,
    basis: LegalBasis,
    article: str = "",
    dossier_id: UUID | None = None,
    initials: str = "",
    birth_year: int | None = None,
) -> Contact:
    inquires = said.kind is InformalKind.STATUS_INQUIRY
    told = Told(
        kind=said.kind,
        partner_id=other.institution_id,
        counterpart_id=other.membership_id,
        subject=said.subject,
        occurred_on=on,
        basis=basis,
        article=article,
        outcome=said.outcome,
        minutes=said.minutes,
        next_step=said.next_step,
        next_on=on + timedelta(days=NEXT_DAYS) if said.next_step else None,
        application=Application.PENDING if inquires else None,
    )
    return contacting.log(actor=actor, told=told, dossier_id=dossier_id, initials=initials, birth_year=birth_year)
