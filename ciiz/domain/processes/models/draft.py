from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField


class Draft(Record):
    """A process that the office of a canton is drawing: it may be incomplete, and no case follows it.

    `based_on` is the version that it began as; `author` saved it last. Since `shown_on` the handbook shows it to
    everybody as documentation only.
    """

    protection: ClassVar[Protection] = REFERENCE.but(app="siud")

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, blank=True, default="")
    name = TranslatedField()
    xml = models.TextField()
    note = models.CharField(max_length=500, blank=True, default="")
    based_on = models.ForeignKey("processes.Definition", models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    saved_on = models.DateField()
    shown_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(xml=""),
                name="draft_drawn",
                violation_error_message=_("A draft needs a drawing."),
            ),
        ]
        indexes = [models.Index(fields=["canton", "code"], name="draft_process")]

    def __str__(self) -> str:
        return f"{self.code} {self.saved_on}"
