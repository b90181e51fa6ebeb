from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .. import rules
from ..enums import Category, Standing


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The end lies before the start."),
    )


class Source(Record):
    """Base of what opens a dossier, from a day until before another (null: without end)."""

    dossier = models.ForeignKey("access.Dossier", models.PROTECT, related_name="+", editable=False, db_index=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """For those who manage the dossier."""
        return rules.source(cls._meta.db_table)


class Participation(Source):
    """An institution, or with `member` one of its people, takes part in a dossier.

    `standing_to` ends what the standing opens (everybody's basic data); the context of cases sets it at the closing.
    """

    protection: ClassVar[Protection] = protected(own_rule=True)

    institution = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+")
    member = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PARTNER)
    standing_to = models.DateField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["dossier", "institution", "member"], name="participation_seat")]
        constraints = [
            _ends_after_start("participation_ends_after_start"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(standing="founding", member__isnull=True), name="one_founder"
            ),
        ]

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Founded by the own institution, extended by those who manage the dossier."""
        return rules.PARTICIPATION


class Mandate(Source):
    """The coordination (region, theme or office) looks after a dossier."""

    protection: ClassVar[Protection] = protected(own_rule=True)

    institution = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+")
    audience = models.ForeignKey("access.Audience", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="mandate_dossier")]
        constraints = [_ends_after_start("mandate_ends_after_start")]


class Opening(Source):
    """Base of consent and statute: what of whom is open to whom."""

    receiver = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+")
    givers = ArrayField(models.BigIntegerField())
    categories = ArrayField(models.CharField(max_length=10, choices=Category))

    class Meta:
        abstract = True


class ConsentScope(Opening):
    """One receiver's part of a consent in one dossier; `consent_id` names the record in the consent context."""

    protection: ClassVar[Protection] = protected(own_rule=True)

    consent_id = models.UUIDField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="consent_scope_dossier")]
        constraints = [_ends_after_start("consent_scope_ends_after_start")]


class Statute(Opening):
    """A law that opens a dossier without consent, narrowly (Art. 85f AVIG, 68bis IVG, 32 ATSG …)."""

    protection: ClassVar[Protection] = protected(own_rule=True)

    article = models.CharField(max_length=60)
    purpose = models.CharField(max_length=30)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="statute_dossier")]
        constraints = [
            _ends_after_start("statute_ends_after_start"),
            models.CheckConstraint(condition=Q(valid_to__isnull=False), name="statute_has_an_end"),
            models.CheckConstraint(condition=~Q(article=""), name="statute_names_its_article"),
            models.CheckConstraint(condition=Q(givers__len__gt=0), name="statute_names_its_givers"),
        ]

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Whoever gives away what it contributed says by which law."""
        return rules.STATUTE
