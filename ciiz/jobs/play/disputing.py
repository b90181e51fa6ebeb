"""Disputes: an institution of the case disagrees, the coordination leads on."""

from datetime import date
from uuid import UUID

from ciiz.domain.meetings.enums import DisputeOutcome
from ciiz.journeys import dispute

from .scene import Scene


class Disputing(Scene):
    """Verbs of a dispute; it goes as far as days are given."""

    def dispute(
        self,
        opened: date,
        *,
        held: date | None = None,
        stated: date | None = None,
        refers: bool = False,
        settled: date | None = None,
    ) -> UUID:
        """A partner opens a dispute; session, position (or reference to the legal commission) and outcome follow."""
        partner = self.people.contact(self.nth_institution(1), self.number)
        with self.acting(partner, opened) as actor:
            words = self.pick(self.texts.disputes)
            key = dispute.open_dispute(actor=actor, dossier_id=self.dossier_id, about=words).id
        ruling = self.pick(self.texts.rulings)
        if held is not None:
            with self.acting(self.coordinator, held) as actor:
                dispute.hold(actor=actor, dispute_id=key, held_on=held)
        if stated is not None:
            with self.acting(self.officer, stated) as actor:
                dispute.state(actor=actor, dispute_id=key, position=ruling, referred_on=stated if refers else None)
        if settled is not None:
            with self.acting(self.coordinator, settled) as actor:
                dispute.end(actor=actor, dispute_id=key, outcome=DisputeOutcome.OFFICER, words=ruling)
        return key
