"""The person concerned has a say: withdraws, asks, tells; and somebody answers. Source: laws on data protection."""

from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, PersonActor
from ciiz.domain.consent.public import Consent
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind, Outcome
from ciiz.domain.privacy.public import Concern, Head
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import complete
from ciiz.foundation import queue
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.mail.send import send

FOLLOW, WITHDRAWN = "concerns.follow", "concerns.withdrawn"
ANSWERED = "person_answered"


@atomic
def withdraw(*, actor: PersonActor, consent_id: UUID) -> None:
    """Access closes with this statement; who looks after the case finds a task to see what changes by that."""
    privacy.withdraw(actor=actor, consent_id=consent_id)
    queue.defer(WITHDRAWN, consent_id=str(consent_id))


@atomic
def say(*, actor: PersonActor, head: Head, kind: ConcernKind, words: str) -> None:
    """What the person wants becomes a task of who looks after the case, with the term to answer."""
    made = privacy.say(actor=actor, canton=head.canton, kind=kind, words=words)
    queue.defer(FOLLOW, concern_id=str(made))


@atomic
def note(*, actor: Actor, dossier_id: UUID, kind: ConcernKind, words: str, said_on: date) -> Concern:
    """The same for what came by letter or in a talk."""
    made = privacy.note(actor=actor, dossier_id=dossier_id, kind=kind, words=words, said_on=said_on)
    queue.defer(FOLLOW, concern_id=str(made.id))
    return made


@atomic
def answer(*, actor: Actor, concern_id: UUID, outcome: Outcome, words: str) -> Concern:
    """The person reads the answer on their page, and is told by mail that there is one if they gave an address."""
    held = privacy.answer(actor=actor, concern_id=concern_id, outcome=outcome, words=words)
    complete(actor=actor, dossier_id=held.dossier_id, kinds=(Kind.ANSWER_CONCERN,), on=actor.today, subject_id=held.id)
    page = privacy.page(actor, held.dossier_id)
    if page is not None:
        send(kind=ANSWERED, key=f"{ANSWERED}:{held.id}", page=str(page.id))
    return held


@atomic
def see_to(*, actor: Actor, consent: Consent) -> None:
    """Whoever looks after the case has seen what the withdrawal changes."""
    complete(
        actor=actor,
        dossier_id=consent.dossier_id,
        kinds=(Kind.SEE_TO_WITHDRAWAL,),
        on=actor.today,
        subject_id=consent.id,
    )
