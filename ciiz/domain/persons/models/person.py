from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ciiz.domain.organisations.enums import Language
from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .. import rules
from ..absence import Described, value_or_reason
from ..ahv import mask
from ..enums import Permit, Sex


class Person(Described, Record):
    """Who the person is. The AHV number is not unique: two dossiers may hold it without either knowing.

    The reason why there is no address stands at its street.
    """

    protection: ClassVar[Protection] = protected(own_rule=True)
    described: ClassVar[tuple[str, ...]] = (
        "birth_date",
        "sex",
        "nationality",
        "languages",
        "commune",
        "permit",
        "ahv_number",
        "street",
        "phone",
        "email",
    )

    family_name = models.CharField(max_length=100)
    given_names = models.CharField(max_length=100)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True, default="")
    nationality = models.CharField(max_length=2, blank=True, default="")
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    correspondence = models.CharField(max_length=2, choices=Language, default=Language.DE)
    commune = models.CharField(max_length=80, blank=True, default="")
    permit = models.CharField(max_length=6, choices=Permit, blank=True, default="")
    ahv_number = models.CharField(max_length=13, blank=True, default="")
    street = models.CharField(max_length=120, blank=True, default="")
    postcode = models.CharField(max_length=10, blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    tokens = ArrayField(models.CharField(max_length=60), default=list, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = value_or_reason(
            "person",
            birth_date=None,
            sex="",
            nationality="",
            languages=[],
            commune="",
            permit="",
            ahv_number="",
            street="",
            phone="",
            email="",
        )

    def __str__(self) -> str:
        return f"{self.family_name} {self.given_names}"

    @property
    def masked_ahv_number(self) -> str:
        """As shown by default: 756.••••.••••.17."""
        return mask(self.ahv_number)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Seen through a visible subject."""
        return rules.PERSON
