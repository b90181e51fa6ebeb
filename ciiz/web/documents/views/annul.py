"""Withdrawing a file that was added by mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ciiz.domain.documents import public as documents
from ciiz.web.shell.acting import acting


@require_POST
def annul(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The document disappears from the list; who withdrew it when and why stays on record."""
    document = documents.annul(actor=acting(request), document_id=document_id, why=request.POST.get("why", ""))
    messages.success(request, _("The document was withdrawn."))
    return redirect("documents:list", document.dossier_id)
