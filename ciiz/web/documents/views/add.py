"""Adding a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.enums import Category
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.foundation.errors import DomainError
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import AddForm


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A file, what it is and of which day."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    form = AddForm.opened(request, initial={"dated_on": actor.today, "kind": DocumentKind.REPORT})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            documents.file(
                actor=actor,
                dossier_id=dossier_id,
                kind=DocumentKind(data["kind"]),
                title=data["title"],
                file_name=data["file"].name or "",
                content=data["file"].read(),
                dated_on=data["dated_on"],
                category=Category(data["category"]) if data["category"] else None,
            )
        except DomainError as refused:
            refused.field = refused.field or "file"
            form.refuse(refused)
        else:
            messages.success(request, _("The document was added."))
            return redirect("documents:list", dossier_id)
    return with_form(request, "documents/add.html", form, dossier_id=dossier_id, person=person)
