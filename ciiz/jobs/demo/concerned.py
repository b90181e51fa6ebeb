"""Two people of the demo canton use their own page: one has something corrected, the other withdraws a consent."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from ciiz.domain.access.public import PersonActor, enter_person
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.enums import Role
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind, SecondStep
from ciiz.foundation import reading
from ciiz.jobs.play import People
from ciiz.jobs.play.people import Who
from ciiz.journeys import hear

SAID = {
    "de": "Ich habe zwei Kinder, nicht eines. Bitte korrigieren Sie das.",
    "fr": "J'ai deux enfants, pas un seul. Merci de le corriger.",
}


def play(cast: People, *, but: Collection[UUID], today: date) -> None:
    """By the case managers who sign in to the demo, in cases that were not copied (`but`)."""
    managers = [who for who in cast.leading.everybody if who.role is Role.CONTACT and who.holds(today)]
    found = [(who, dossier) for who in managers for dossier in _running(who, but, today)][:2]
    for number, (who, dossier) in enumerate(found):
        person = _opened(who, dossier, today)
        if number:
            _withdraws(person)
        else:
            _asks(person, who.language)


def _running(who: Who, but: Collection[UUID], today: date) -> list[UUID]:
    """The latest case whose plan this person sees to."""
    with who.acting(today):
        rows = Case.objects.filter(case_manager_id=who.membership_id, stage=Stage.RUNNING)
        found = rows.exclude(dossier_id__in=but).order_by("-number")
        return list(found.values_list("dossier_id", flat=True)[:1])


def _opened(who: Who, dossier: UUID, today: date) -> PersonActor:
    """The letter has come, and codes go out by mail."""
    with who.acting(today) as actor:
        page, _code = privacy.invite(actor=actor, dossier_id=dossier)
    with transaction.atomic():
        privacy.choose(page.id, SecondStep.MAIL, "person@example.org", today)
        privacy.open_page(page.id, today)
    return PersonActor(page_id=page.id, dossier_id=dossier, today=today)


def _asks(person: PersonActor, language: str) -> None:
    with reading.scope("play") as opened, transaction.atomic():
        actor = enter_person(page_id=person.page_id, dossier_id=person.dossier_id, today=person.today)
        head = privacy.head(actor)
        hear.say(actor=actor, head=head, kind=ConcernKind.CORRECTION, words=SAID.get(language, SAID["fr"]))
        reading.write(opened)


def _withdraws(person: PersonActor) -> None:
    with transaction.atomic():
        actor = enter_person(page_id=person.page_id, dossier_id=person.dossier_id, today=person.today)
        given = next((one for one in privacy.openings(actor) if one.in_force and not one.article), None)
        if given is not None:
            hear.withdraw(actor=actor, consent_id=given.id)
