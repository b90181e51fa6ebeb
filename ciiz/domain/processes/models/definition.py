from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.protection import REFERENCE, Protection

from ..enums import DefinitionState


class Definition(Record):
    """One version of one process of one canton: the file as accepted, with the canton's choices carried out.

    `note` says what changed, in the words of whoever put it in force.
    """

    protection: ClassVar[Protection] = REFERENCE

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=DefinitionState, default=DefinitionState.DRAFT)
    values = models.JSONField(default=dict)
    xml = models.TextField()
    sha256 = models.CharField(max_length=64)
    imported_on = models.DateField()
    published_on = models.DateField(null=True)
    published_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["canton", "code", "version"],
                name="definition_version",
                violation_error_message=_("This version of the process exists already."),
            ),
            models.UniqueConstraint(
                fields=["canton", "sha256"],
                condition=~Q(state=DefinitionState.RETIRED),
                name="definition_file",
                violation_error_message=_("This file is a version of the process already."),
            ),
            models.UniqueConstraint(
                fields=["canton", "code"],
                condition=Q(state=DefinitionState.PUBLISHED),
                name="definition_one_published",
                violation_error_message=_("Only one version of a process can be published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
