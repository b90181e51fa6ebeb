from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Application, InformalKind, LegalBasis
from .entry import INSTITUTIONS, author, narrowed

_TABLE = "journal_contact"
_READABLE = (
    f"({_TABLE}.contributor_id = ANY ({INSTITUTIONS}) "
    f"OR {_TABLE}.basis IN ('consent', 'statute') AND {_TABLE}.partner_id = ANY ({INSTITUTIONS}))"
)


class Contact(DossierRecord):
    """An informal contact between institutions: a call, advice, a second opinion, a question where something stands.

    About the person of the dossier, or of somebody of whom only initials and year of birth are noted. `article` is the
    code of the canton's list of statutes.
    """

    protection: ClassVar[Protection] = protected("work", app="si")

    author = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    initials = models.CharField(max_length=6, blank=True, default="")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=14, choices=InformalKind)
    partner = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+", db_index=False)
    counterpart = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    subject = models.CharField(max_length=200, blank=True, default="")
    basis = models.CharField(max_length=9, choices=LegalBasis)
    article = models.CharField(max_length=60, blank=True, default="")
    outcome = models.TextField(max_length=4000, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_on = models.DateField(null=True, blank=True)
    application = models.CharField(max_length=8, choices=Application, blank=True, default="")
    stage = models.CharField(max_length=120, blank=True, default="")
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["contributor", "-occurred_on", "-id"], name="contact_logged"),
            models.Index(fields=["partner", "-occurred_on", "-id"], name="contact_named"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis=LegalBasis.STATUTE) & ~Q(article="") | ~Q(basis=LegalBasis.STATUTE) & Q(article=""),
                name="contact_statute_names_its_article",
                violation_error_message=_("Choose the article that allows the exchange."),
            ),
            models.CheckConstraint(
                condition=Q(initials="", birth_year__isnull=True)
                | ~Q(initials="") & Q(basis__in=[LegalBasis.NONE, LegalBasis.ANONYMOUS]),
                name="contact_initials_open_nothing",
                violation_error_message=_("Of somebody who is not named, nothing is opened to others."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__lte=1440),
                name="contact_minutes_within_a_day",
                violation_error_message=_("A contact takes at most one day."),
            ),
            models.CheckConstraint(
                condition=Q(kind=InformalKind.STATUS_INQUIRY) | Q(application="", stage="", until__isnull=True),
                name="contact_answers_an_inquiry",
                violation_error_message=_("Only a status inquiry tells where an application stands."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """As every protected row; besides, only for the own institution and, with a legal basis, for the one named."""
        extra = {"SELECT": _READABLE, "INSERT": author(_TABLE)}
        inherited = (policy for policy in super().row_policies() if policy.command in extra)
        return tuple(narrowed(policy, extra[policy.command]) for policy in inherited)
