"""The one way in which pages with a form, or a button, work: translate, one domain call, translate back."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from ciiz.foundation.errors import Conflict, DomainError, NotFound

from .data import Text
from .forms import HouseForm

FormT = TypeVar("FormT", bound=HouseForm)


def at_once(request: HttpRequest, act: Callable[[], object], *, done: Text = "") -> None:
    """A button without a form: does it and tells what came of it, unless the page says so; hidden stays hidden."""
    try:
        act()
    except NotFound:
        raise
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, str(done))


def with_form(request: HttpRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    """A page with a form; 422 says that what was sent is refused and stands there as typed."""
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)


def form_page(
    request: HttpRequest,
    template: str,
    form: FormT,
    save: Callable[[FormT], str],
    *,
    done: Text = "",
    **context: object,
) -> HttpResponse:
    """Shows the form; on a valid POST calls `save` (one journey), which returns where to go next.

    A refusal of the domain is shown at its field and nothing of it is kept; what is hidden is answered by the page for
    what does not exist; a conflict reaches the template as `conflict`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                target = save(form)
        except NotFound:
            raise
        except DomainError as error:
            form.refuse(error)
            if isinstance(error, Conflict):
                context["conflict"] = error
        else:
            if done:
                messages.success(request, str(done))
            return HttpResponseRedirect(target)
    return with_form(request, template, form, **context)
