"""The short plan of a network case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciiz.domain.journal import public as journal
from ciiz.domain.journal.public import Agreed
from ciiz.domain.tasks import public as tasks
from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.errors import NotAllowed
from ciiz.journeys import agree, keep
from ciiz.web.cases.about import about
from ciiz.web.components.views import at_once, form_page
from ciiz.web.shell.acting import acting

from ..forms import AgreedForm, JoinForm


@require_http_methods(["GET", "HEAD", "POST"])
def agreed(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Goals with what is to be done, and a form for one line more."""
    actor = acting(request)
    page = about(actor, dossier_id)
    here = reverse("contacts:agreed", args=[dossier_id])
    writes = agree.may_agree(actor, page.case)
    members = agree.who_could(actor, dossier_id) if writes else []
    form = AgreedForm.opened(request, initial={"membership": actor.membership_id}, members=members)

    def save(sent: AgreedForm) -> str:
        agree.agree(actor=actor, dossier_id=dossier_id, **sent.told())
        return here

    waiting = {task.subject_id for task in tasks.of_case(actor, dossier_id) if task.kind == Kind.CARRY_OUT_AGREED}
    rows = journal.agreed(actor, dossier_id)
    return form_page(
        request,
        "contacts/agreed.html",
        form,
        save,
        done=_("Saved. It stands among the tasks of whoever does it."),
        page=page,
        crumbs=page.crumbs(_("Short plan")),
        rows=[(row, row.id in waiting, _mine(row, actor.membership_id)) for row in rows],
        writes=writes,
        joins=agree.may_join(actor, page.case),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Another institution takes part, so that it can do something of what is agreed on."""
    actor = acting(request)
    page = about(actor, dossier_id)
    if not agree.may_join(actor, page.case):
        raise NotAllowed
    here = reverse("contacts:agreed", args=[dossier_id])
    institutions = keep.joinable(actor, page.case)
    form = JoinForm.opened(request, initial={}, institutions=institutions)

    def save(sent: JoinForm) -> str:
        agree.join(actor=actor, dossier_id=dossier_id, institution_id=sent.cleaned_data["institution"])
        return here

    return form_page(
        request,
        "contacts/joins.html",
        form,
        save,
        done=_("The institution takes part. Its contact persons can be given a line of the short plan."),
        page=page,
        crumbs=page.crumbs(_("Let another institution take part")),
        institutions=institutions,
        here=here,
    )


def _mine(row: Agreed, membership_id: int) -> bool:
    return membership_id in (row.membership_id, row.author_id)


@require_POST
def done(request: HttpRequest, agreed_id: UUID) -> HttpResponse:
    """A line is carried out."""
    actor = acting(request)
    line = journal.agreement(actor, agreed_id)
    at_once(request, lambda: agree.carried_out(actor=actor, agreed_id=agreed_id), done=_("The task is done."))
    return HttpResponseRedirect(reverse("contacts:agreed", args=[line.dossier_id]))
