from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import CATEGORIES, DocumentKind, Withdrawal


class Document(DossierRecord):
    """A file of a dossier: what it is, of which day and category, and the digest of its bytes.

    A file filed by mistake is withdrawn, not removed: it disappears from lists, and the database gives its bytes to
    nobody any more; who withdrew it when and why stays on record.
    """

    protection: ClassVar[Protection] = protected(column="category")

    category = models.CharField(max_length=10, choices=Category)
    kind = models.CharField(max_length=20, choices=DocumentKind)
    title = models.CharField(max_length=150, blank=True)
    file_name = models.CharField(max_length=110)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    dated_on = models.DateField()
    generated = models.BooleanField(default=False)
    template = models.ForeignKey("documents.Template", models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    annulled_on = models.DateField(null=True, blank=True)
    annulled_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    annulled_why = models.CharField(max_length=10, choices=Withdrawal, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["dossier", "-dated_on"], name="document_list")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=25 * 1024 * 1024), name="document_size_in_limits"),
            models.CheckConstraint(
                condition=Q(
                    *(Q(kind=kind, category__in=allowed) for kind, allowed in CATEGORIES.items()), _connector=Q.OR
                ),
                name="document_category_of_its_kind",
                violation_error_message=_("A document of this kind is not filed under this category."),
            ),
            models.CheckConstraint(
                condition=Q(annulled_on__isnull=True, annulled_by__isnull=True, annulled_why="")
                | Q(annulled_on__isnull=False, annulled_by__isnull=False) & ~Q(annulled_why=""),
                name="document_withdrawn_by_somebody_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
