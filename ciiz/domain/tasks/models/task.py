from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.access.rules import for_coordination, for_own
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Kind, State

OPEN = Q(state=State.OPEN)
DATED = Q(state=State.OPEN, due_on__isnull=False)
"""For the nightly reminders alone: lists ask for tasks without a day as well, so that the planner leaves it to them."""
RESERVED = (Kind.COMPARE_CASES, Kind.SEE_TO_OVERDUE)
"""Tasks that only the coordination sees: others must not learn that a person is known elsewhere, or who is late."""
PRIVATE = (Kind.FOLLOW_CONTACT, Kind.INFORM_PERSON, Kind.CHECK_STATUTE)
"""Tasks that only the own institution sees: others must not learn from them of a contact that nothing opens to them, or
of what it lets somebody see by law."""
ADDRESSES = ("membership", "institution", "region", "theme")


def _only(one: str) -> Q:
    return Q(**{f"{name}__isnull": name != one for name in ADDRESSES})


class Task(DossierRecord):
    """Something to do in a dossier, addressed to a member, a role at an institution, a region or a theme.

    Either a `step` of a process that runs (`instance_id`), or an occasion outside of any drawing. Of its term it was
    last reminded on `reminded_on`; since `escalated_on` the coordination sees to it as well.
    """

    protection: ClassVar[Protection] = protected("basic", shared=True, worker="siu")

    kind = models.CharField(max_length=30, choices=Kind)
    step = models.CharField(max_length=20, blank=True, default="")
    instance_id = models.UUIDField(null=True, editable=False)
    membership = models.ForeignKey(
        "organisations.Membership", models.PROTECT, null=True, related_name="+", db_index=False
    )
    institution = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=12, blank=True, default="")
    region = models.ForeignKey("organisations.Region", models.PROTECT, null=True, related_name="+", db_index=False)
    theme = models.ForeignKey("organisations.Theme", models.PROTECT, null=True, related_name="+", db_index=False)
    set_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+", db_index=False)
    subject_id = models.UUIDField(null=True)
    reminded_on = models.DateField(null=True, editable=False)
    escalated_on = models.DateField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "state"], name="task_dossier"),
            models.Index(fields=["membership", "due_on"], condition=OPEN, name="task_member"),
            models.Index(fields=["institution", "role", "due_on"], condition=OPEN, name="task_institution"),
            models.Index(fields=["region", "due_on"], condition=OPEN, name="task_region"),
            models.Index(fields=["theme", "due_on"], condition=OPEN, name="task_theme"),
            models.Index(fields=["due_on"], condition=DATED, name="task_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_only("membership") | _only("institution") | _only("region") | _only("theme"),
                name="task_has_one_address",
                violation_error_message=_("A task needs somebody who does it."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, done_on__isnull=True) | ~Q(state=State.OPEN) & Q(done_on__isnull=False),
                name="task_is_open_or_has_an_end",
                violation_error_message=_("A finished task needs the day on which it was finished."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on or ''}".strip()

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Like every row of a dossier, but for the tasks that are the coordination's or the own institution's."""
        table = cls._meta.db_table
        return for_own(table, for_coordination(table, super().row_policies(), RESERVED), PRIVATE)
