"""A task of somebody else that is long overdue, for the coordination."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import reachable
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import urge
from ciiz.web.cases.about import about
from ciiz.web.components.data import Fact
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import OverdueForm

TITLE = gettext_lazy("See to an overdue task")


@require_http_methods(["GET", "HEAD", "POST"])
def see_to(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Whose it is and whom to call; then another term, or none."""
    actor = acting(request)
    overdue = urge.to_see_to(actor, task_id)
    form = OverdueForm.opened(request)
    return act(
        request,
        about(actor, overdue.dossier_id),
        form,
        lambda sent: urge.see_to(actor=actor, task_id=task_id, until=sent.cleaned_data["until"]),
        title=TITLE,
        button=_("Seen to"),
        done=_("Recorded. The task itself stays with whoever has it."),
        hint=_("Nobody has done this task since its term. Talk to whoever has it, then say how it goes on."),
        facts=_facts(actor, overdue),
    )


def _facts(actor: Actor, overdue: Task) -> list[Fact]:
    return [
        Fact(_("Task"), Kind(overdue.kind).label),
        Fact(_("Last day"), day(overdue.due_on)),
        Fact(_("Last reminder"), day(overdue.reminded_on)),
        *(Fact(_("Whom to call"), who) for who in _callees(actor, overdue)),
    ]


def _callees(actor: Actor, overdue: Task) -> list[str]:
    """Whoever has the task, else the contact persons of the institution that has it."""
    member, institution = overdue.membership, overdue.institution_id
    if member is not None:
        found = reachable(actor, memberships=[member.id], institutions=[])
    else:
        found = reachable(actor, memberships=[], institutions=[institution] if institution else [], limit=3)
    told = []
    for one in found:
        entry = getattr(one, "contact", None)
        phone = (entry.phone if entry else "") or one.institution.phone
        told.append(", ".join(part for part in (one.user.full_name, str(one.institution), phone) if part))
    return told
