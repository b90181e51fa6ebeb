"""A drawing from another tool becomes a draft; what it took is told, what must not be kept is refused by name."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ciiz.domain.processes import public as processes
from ciiz.domain.processes.public import DraftRefused, Finding, Foreign
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import ReplaceForm, UploadForm
from ..kinds import in_words
from .draft import crumbs, titled
from .handbook import language


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A new draft with the drawing of a file."""
    actor = acting(request)
    if not processes.may_import(actor.role):
        raise NotFound
    form = UploadForm.opened(request, initial={"language": language()})
    refused: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draft, read = processes.draft_upload(
                actor=actor,
                content=_bytes(data["file"]),
                language=data["language"],
                process=data["code"],
                cut=data["cut"],
            )
        except DomainError as error:
            form.refuse(error)
            refused = _reasons(error)
        else:
            _tell(request, read)
            return HttpResponseRedirect(reverse("processes:draft", args=[draft.id]))
    return with_form(request, "processes/draft_upload.html", form, refused=refused, crumbs=crumbs(_("Upload a file")))


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The drawing of a draft as it was changed in another tool."""
    actor = acting(request)
    draft = processes.draft(actor, draft_id)
    begun = {"version": draft.version, "note": draft.note, "language": language()}
    form = ReplaceForm.opened(request, initial=begun)
    refused: list[Finding] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            read = processes.replace_draft(
                actor=actor,
                draft_id=draft_id,
                expected_version=data["version"],
                content=_bytes(data["file"]),
                language=data["language"],
                cut=data["cut"],
                note=data["note"],
            )
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
            refused = _reasons(error)
        else:
            _tell(request, read)
            return HttpResponseRedirect(reverse("processes:draft", args=[draft_id]))
    here = reverse("processes:draft", args=[draft_id])
    context = {"draft": draft, "refused": refused, "crumbs": crumbs(_("Replace the drawing"), of=(titled(draft), here))}
    return with_form(request, "processes/draft_upload.html", form, **context)


def _bytes(file: UploadedFile[bytes]) -> bytes:
    return cast("bytes", file.read())


def _reasons(error: DomainError) -> list[Finding]:
    return in_words(processes.told(error.problems, {})) if isinstance(error, DraftRefused) else []


def _tell(request: HttpRequest, read: Foreign) -> None:
    """What the file took, in numbers; nothing is changed in silence."""
    messages.success(request, _("The drawing was kept as a draft."))
    number = {kind: read.changes.get(kind, 0) for kind in ("programs", "foreign", "tasks")}
    told = {
        "programs": ngettext(
            "%(n)d program or expression was cut out.",
            "%(n)d programs or expressions were cut out.",
            number["programs"],
        ),
        "foreign": ngettext(
            "%(n)d setting of another tool was left out.",
            "%(n)d settings of another tool were left out.",
            number["foreign"],
        ),
        "tasks": ngettext(
            "%(n)d task without kind became a user task.",
            "%(n)d tasks without kind became user tasks.",
            number["tasks"],
        ),
    }
    for kind, words in told.items():
        if number[kind]:
            messages.info(request, words % {"n": number[kind]})
