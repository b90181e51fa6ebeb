"""My views: filters of the case list kept under a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations import public as organisations
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.web.components.forms import HouseForm
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..filters import ViewForm, kept


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """All views of the user, to open, rename and delete; a POST keeps one more and leads back to it."""
    actor = acting(request)
    query = kept(QueryDict(request.POST.get("query", "").removeprefix("?")))
    form = ViewForm.opened(request, initial={"query": query})
    if request.method == "POST" and form.is_valid():
        try:
            view = organisations.save_view(actor=actor, name=form.cleaned_data["name"], query=query)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
            return redirect(f"{reverse('cases:list')}?{query}")
    return _shown(request, actor, form)


@require_POST
def rename(request: HttpRequest, view_id: int) -> HttpResponse:
    """Another name; one that is refused is shown where it was typed."""
    actor = acting(request)
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            organisations.rename_view(actor=actor, view_id=view_id, name=form.cleaned_data["name"])
        except NotFound:
            raise
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:views")
    return _shown(request, actor, form, renamed=view_id)


@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    """Deletes a view; the cases stay."""
    organisations.remove_view(actor=acting(request), view_id=view_id)
    messages.success(request, _("The view was deleted."))
    return redirect("cases:views")


def _shown(request: HttpRequest, actor: Actor, form: HouseForm, *, renamed: int | None = None) -> HttpResponse:
    rows = [
        (view, form if view.id == renamed else ViewForm(initial={"name": view.name}, auto_id=f"view{view.id}_%s"))
        for view in organisations.saved_views(actor)
    ]
    context = {"rows": rows, "saving": request.method == "POST" and renamed is None}
    return with_form(request, "cases/views.html", form, **context)
