from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, GeneratedField, JSONField

from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField

LISTS = (
    "statutes,communes,criteria,competences,return_reasons,exit_reasons,plan_events,reassignment_reasons,"
    "admission_reasons,decline_reasons"
)


class Canton(models.Model):
    """A canton with the values by which it works (`library/cantons/`).

    `brief` are the values without their long lists: guards ask them at every step, and unpacking all takes 0.1 ms.
    """

    protection: ClassVar[Protection] = REFERENCE.but(app="s")

    code = models.CharField(max_length=2, primary_key=True)
    name = TranslatedField()
    languages = ArrayField(models.CharField(max_length=2), default=list)
    values = models.JSONField(default=dict)
    values_digest = models.CharField(max_length=64, blank=True)
    brief = GeneratedField(
        expression=Func(F("values"), template=f"%(expressions)s - '{{{LISTS}}}'::text[]"),
        output_field=JSONField(),
        db_persist=True,
    )

    def __str__(self) -> str:
        return str(self.name)
