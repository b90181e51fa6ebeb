from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Domain, SessionKind, SessionOutcome


class SessionResult(DossierRecord):
    """Result of a round table (CII102) or an assessment (CII104): what case management starts from."""

    protection: ClassVar[Protection] = protected("basic", app="si")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=12, choices=SessionKind)
    held_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=SessionOutcome)
    person_present = models.BooleanField(default=True)
    recorded_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "-held_on"], name="session_dossier")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


class SessionParticipant(DossierRecord):
    """An institution, perhaps with one of its people, that took part in a session."""

    protection: ClassVar[Protection] = protected("basic", app="si")

    session = models.ForeignKey("cases.SessionResult", models.PROTECT, related_name="participants")
    institution = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+")
    membership = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="session_participant_dossier")]

    def __str__(self) -> str:
        return str(self.membership or self.institution)


class Possibility(DossierRecord):
    """A possibility that the session saw: the first plan, line by line."""

    protection: ClassVar[Protection] = protected(column="category", app="si")

    session = models.ForeignKey("cases.SessionResult", models.PROTECT, related_name="possibilities")
    domain = models.CharField(max_length=10, choices=Domain)
    category = models.CharField(max_length=10, choices=Category)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["dossier"], name="possibility_dossier")]

    def __str__(self) -> str:
        return self.get_domain_display()


class Resource(DossierRecord):
    """A line of the resource sheet: resources and obstacles in one domain, with an estimate from 1 to 5.

    Later sheets add lines, so that change can be shown.
    """

    protection: ClassVar[Protection] = protected(column="category", app="si")

    session = models.ForeignKey("cases.SessionResult", models.PROTECT, null=True, related_name="resources")
    domain = models.CharField(max_length=10, choices=Domain)
    category = models.CharField(max_length=10, choices=Category)
    resource = models.TextField(blank=True, default="")
    obstacle = models.TextField(blank=True, default="")
    estimate = models.PositiveSmallIntegerField(null=True, blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "noted_on"], name="resource_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=Q(estimate__isnull=True) | Q(estimate__gte=1, estimate__lte=5),
                name="resource_estimate_1_to_5",
                violation_error_message=_("The estimate lies between 1 and 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_domain_display()} {self.noted_on}"
