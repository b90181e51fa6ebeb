"""Every night: consents that run out soon become a task of whoever manages the case."""

from datetime import date

from django.db import connection, transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from ciiz.domain.access.public import enter
from ciiz.domain.cases.public import Case
from ciiz.domain.consent.public import Consent, running_out
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import Membership
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.journeys.consent import ask_renewal

WIDEST_WARNING_DAYS = 120
"""No canton warns earlier; which day it is for each decides its own value."""


@app.periodic(cron="41 4 * * *")
@task("consent.ask_renewals")
def ask_renewals_periodically(timestamp: int) -> None:
    """Once a night."""
    ask_renewals(today())


def ask_renewals(day: date) -> int:
    """Sets the tasks that are due on a day, as the worker; run again it doubles nothing. Returns the consents asked."""
    soon = running_out(None, on=day, within_days=WIDEST_WARNING_DAYS, limit=10_000)
    return sum(_ask(consent, day) for consent in soon)


def _ask(consent: Consent, day: date) -> bool:
    """One consent, in the name of the person whose task it becomes, with that person's rights."""
    person = _responsible(consent, day)
    if person is None:
        return False
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE ciiz_app")
        actor = enter(membership_id=person.id, user_id=person.user_id, today=day)
        return actor is not None and ask_renewal(actor=actor, consent_id=consent.id) is not None


def _responsible(consent: Consent, day: date) -> Membership | None:
    """The case manager, else a contact person of the institution that recorded the consent."""
    in_force = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    case = Case.objects.filter(dossier_id=consent.dossier_id).first()
    if case is not None and case.case_manager_id is not None:
        manager = in_force.filter(id=case.case_manager_id).first()
        if manager is not None:
            return manager
    return in_force.filter(institution_id=consent.contributor_id, role=Role.CONTACT).order_by("id").first()
