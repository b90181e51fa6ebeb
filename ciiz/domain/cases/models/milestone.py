from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRow
from ciiz.foundation.db.protection import Protection, protected


class Milestone(DossierRow):
    """The days of a case, one row, derived from its events by `cases_follow()`; nobody else writes it.

    A corrected event does not count; the column is empty when nothing of the kind is left.
    """

    protection: ClassVar[Protection] = protected("basic", app="s")

    dossier = models.OneToOneField("access.Dossier", models.PROTECT, primary_key=True, related_name="+", editable=False)
    checked_on = models.DateField(null=True)
    begun_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    forwarded_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    session_on = models.DateField(null=True)
    assigned_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    validated_on = models.DateField(null=True)
    first_talk_on = models.DateField(null=True)
    stock_taken_on = models.DateField(null=True)
    stock_takings = models.PositiveIntegerField(default=0)
    case_managers = models.PositiveIntegerField(default=0)
    broken_off_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    last_event_on = models.DateField(null=True)
    events = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.begun_on or ''} – {self.closed_on or ''}"
