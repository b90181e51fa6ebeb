from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRow
from ciiz.domain.organisations.enums import CaseForm
from ciiz.foundation.db.protection import Protection, protected

from ..enums import CooperationForm, Result, Stage


class Case(DossierRow):
    """One episode of one person; its id is the dossier's.

    What lists sort and filter by stands here; everybody who takes part and sees basic data may read and move it on.
    `running` is the last part of the number, by which people look for a case. `coached` is set while or since a tandem
    coaches it; the database says so by the stages that the case went through. `result` says how it ended as coarsely as
    everybody may know; why is said in the exit report, or in the closing.
    """

    protection: ClassVar[Protection] = protected("basic", shared=True, across=("follows",))

    dossier = models.OneToOneField("access.Dossier", models.PROTECT, primary_key=True, related_name="+", editable=False)
    number = models.CharField(max_length=16, editable=False)
    running = models.CharField(max_length=8, db_collation="C", editable=False)
    opened_on = models.DateField()
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    wished_form = models.CharField(max_length=12, choices=CaseForm, default=CaseForm.ROUND_TABLE)
    form = models.CharField(max_length=12, choices=CooperationForm, default=CooperationForm.SINGLE)
    coached = models.BooleanField(default=False, editable=False)
    criteria_definition = models.CharField(max_length=20, blank=True, default="")
    region = models.ForeignKey("organisations.Region", models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey("organisations.Theme", models.PROTECT, null=True, related_name="+")
    coordinator = models.ForeignKey(
        "organisations.Membership", models.PROTECT, null=True, related_name="+", db_index=False
    )
    case_manager = models.ForeignKey(
        "organisations.Membership", models.PROTECT, null=True, related_name="+", db_index=False
    )
    deputy = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=20, choices=Result, blank=True, default="")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    legal_hold = models.BooleanField(default=False)
    retention_class = models.CharField(max_length=20, default="standard")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["case_manager", "stage"], name="case_manager"),
            models.Index(fields=["case_manager", "-opened_on"], name="case_manager_latest"),
            models.Index(fields=["coordinator", "stage"], name="case_coordinator"),
            models.Index(fields=["coordinator", "-opened_on"], name="case_coordinator_latest"),
            models.Index(fields=["number"], name="case_number"),
            models.Index(fields=["running"], name="case_running"),
            models.Index(fields=["stage", "-opened_on"], name="case_stage"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(running=Func(F("number"), Value("-"), Value(3), function="split_part")),
                name="case_runs_under_its_number",
                violation_error_message=_("A case number ends with the running number."),
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_on__isnull=False)
                | ~Q(stage=Stage.CLOSED) & Q(closed_on__isnull=True),
                name="case_is_closed_on_a_day",
                violation_error_message=_("A closed case needs the day on which it was closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def canton(self) -> str:
        """The canton by whose values the case goes on: its dossier's."""
        return self.dossier.canton_id
