from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField

from ..enums import InstitutionKind, Language


class Institution(models.Model):
    """An office of one dispositif, or of two that it unites; also the IIZ office itself (kind "office").

    On `confirmed_on` somebody last said that telephone, e-mail address and postal address are still right.
    """

    protection: ClassVar[Protection] = REFERENCE

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="institutions")
    region = models.ForeignKey("organisations.Region", models.PROTECT, null=True, blank=True)
    dispositifs = models.ManyToManyField(
        "organisations.Dispositif", through="organisations.Carries", related_name="institutions"
    )
    kind = models.CharField(max_length=10, choices=InstitutionKind, default=InstitutionKind.PARTNER)
    code = models.SlugField(max_length=30, unique=True)
    name = TranslatedField()
    language = models.CharField(max_length=2, choices=Language, default=Language.DE)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    active = models.BooleanField(default=True)
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)
