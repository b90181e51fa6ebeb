from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.protection import REFERENCE, Protection

from ..enums import Letter, TemplateState


class Template(Record):
    """One version of the texts of one letter or form of one canton, in place of those that ship with ciiz.

    `texts` are language → key → text; a text that is empty in one language and not in another waits for its
    translation. `base` is the digest of the shipped texts when the version was begun. What was published never changes.
    """

    protection: ClassVar[Protection] = REFERENCE.but(app="siud")

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="+")
    letter = models.CharField(max_length=20, choices=Letter)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TemplateState, default=TemplateState.DRAFT)
    texts = models.JSONField(default=dict)
    base = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True, default="")
    drafted_on = models.DateField()
    drafted_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canton", "letter", "version"],
                name="template_version",
                violation_error_message=_("This version of the template exists already."),
            ),
            models.UniqueConstraint(
                fields=["canton", "letter"],
                condition=Q(state=TemplateState.PUBLISHED),
                name="template_one_published",
                violation_error_message=_("Only one version of a template can be published."),
            ),
            models.UniqueConstraint(
                fields=["canton", "letter"],
                condition=Q(state=TemplateState.DRAFT),
                name="template_one_draft",
                violation_error_message=_("There is a draft of this template already."),
            ),
            models.CheckConstraint(
                condition=Q(state=TemplateState.DRAFT, published_on__isnull=True, published_by__isnull=True)
                | ~Q(state=TemplateState.DRAFT)
                & Q(published_on__isnull=False, published_by__isnull=False)
                & ~Q(note=""),
                name="template_published_by_somebody",
                violation_error_message=_("Say what changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} v{self.version}"
