"""Both signatures, and the signed copy."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.public import Plan
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.journeys import plan as journey
from ciiz.web.cases.about import About, about
from ciiz.web.components.forms import HouseForm
from ciiz.web.shell.acting import acting

from ..act import Stored, act
from ..forms import CopyForm, SignForm
from ..presenting import show as in_words
from .edit import drawn_up
from .show import seen


def _filed(page: About, form: HouseForm) -> UUID | None:
    """The uploaded paper among the documents of the case."""
    upload = form.cleaned_data.get("copy")
    if upload is None:
        return None
    try:
        filed = documents.file(
            actor=page.actor,
            dossier_id=page.dossier_id,
            kind=DocumentKind.PLAN,
            title=None,
            file_name=upload.name or "",
            content=upload.read(),
            dated_on=page.actor.today,
        )
    except DomainError as refused:
        refused.field = "copy"
        raise
    return filed.id


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Days of both signatures; the copy may follow."""
    page = about(acting(request), dossier_id)
    drawn_up(page)
    view = seen(page)
    today = page.actor.today
    initial = {"version": view.plan.version, "person_signed_on": today, "manager_signed_on": today}
    form = SignForm.opened(request, initial=initial)

    def save(sent: SignForm) -> Plan:
        data = sent.cleaned_data
        return journey.sign(
            actor=page.actor,
            dossier_id=dossier_id,
            expected_version=data["version"],
            person_signed_on=data["person_signed_on"],
            manager_signed_on=data["manager_signed_on"],
            signed_copy_id=_filed(page, sent),
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Record the signatures"),
        done=_("Signed. The institutions are asked to accept their part, the coordination to validate."),
        stored=lambda: Stored(view.plan.version, {}),
        cancel=reverse("plans:edit", args=[dossier_id]),
        plan=True,
        shown=in_words(page.actor, view),
        hint=_("Check goals and measures once more: once signed, this version does not change any more."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The signed paper, later."""
    page = about(acting(request), dossier_id)
    drawn_up(page)
    newest = plans.latest(page.actor, dossier_id)
    if newest is None:
        raise NotFound
    form = CopyForm.opened(request, initial={"version": newest.version})

    def save(sent: CopyForm) -> Plan:
        document_id = _filed(page, sent)
        if document_id is None:
            raise NotFound
        return journey.attach_copy(
            actor=page.actor,
            dossier_id=dossier_id,
            expected_version=sent.cleaned_data["version"],
            document_id=document_id,
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Attach the signed copy"),
        done=_("The signed copy was attached."),
        to=reverse("plans:show", args=[dossier_id]),
        stored=lambda: Stored(newest.version, {}),
        plan=True,
    )
