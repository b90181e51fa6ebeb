from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.protection import Protection, protected


class Position(DossierRecord):
    """What an institution brings to an item: its position, measures tried and those it could grant, whether it may
    decide there. Who reads it goes by its category.
    """

    protection: ClassVar[Protection] = protected(column="category")

    item = models.ForeignKey("meetings.AgendaItem", models.PROTECT, related_name="positions", db_index=False)
    category = models.CharField(max_length=10, choices=Category, default=Category.WORK)
    text = models.TextField(max_length=4000)
    tried = models.TextField(max_length=2000, blank=True, default="")
    measures = models.TextField(max_length=2000, blank=True, default="")
    may_decide = models.BooleanField(default=False)
    stated_on = models.DateField()
    stated_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="position_dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "contributor"],
                name="position_once",
                violation_error_message=_("Your institution has stated its position already. Load the page again."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stated_on)
