from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Absence, Aspect


class Statement(DossierRecord):
    """What an institution says on a day about one aspect of the situation: a code, a text, or why there is neither.

    A later statement stands beside the earlier one, so that a change can be shown.
    """

    protection: ClassVar[Protection] = protected(column="category", app="si")

    aspect = models.CharField(max_length=20, choices=Aspect)
    category = models.CharField(max_length=10, choices=Category)
    code = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField(max_length=2000, blank=True, default="")
    absent = models.CharField(max_length=15, choices=Absence, blank=True, default="")
    noted_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["dossier", "aspect", "-noted_on"], name="statement_latest")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(code="", text="") & ~Q(absent="")) | (~Q(code="", text="") & Q(absent="")),
                name="statement_value_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(category=category, aspect__in=[a.value for a in Aspect if a.category == category])
                        for category in dict.fromkeys(aspect.category.value for aspect in Aspect)
                    ),
                    _connector=Q.OR,
                ),
                name="statement_aspect_has_its_category",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aspect} {self.noted_on}"

    @property
    def told(self) -> str:
        """The value in words of the reader's language."""
        if self.absent:
            return str(Absence(self.absent).label)
        codes = Aspect(self.aspect).codes
        label = str(codes(self.code).label) if codes and self.code else self.code
        return ": ".join(part for part in (label, self.text) if part)
