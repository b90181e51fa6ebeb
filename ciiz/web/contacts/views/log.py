"""Logging a contact, in under a minute."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor
from ciiz.domain.journal import public as journal
from ciiz.foundation.errors import NotFound
from ciiz.journeys import contact
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..forms import ContactForm


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """The form.

    `?kind=` says what for, `?about=` the dossier and `?with=` the person of the directory where one comes from.
    """
    actor = acting(request)
    if not journal.may_log_contact(actor):
        raise NotFound
    known = request.GET.get("with", "")
    form = ContactForm.opened(
        request,
        actor=actor,
        about=_about(request),
        initial={
            "kind": request.GET.get("kind", ""),
            "dossier": request.GET.get("about", ""),
            "whom": f"m{known}" if known else "",
            "occurred_on": actor.today,
            "basis": "none",
        },
    )

    def save(sent: ContactForm) -> str:
        data = sent.cleaned_data
        logged = contact.log(
            actor=actor,
            told=sent.told(),
            dossier_id=sent.dossier_id,
            initials=data["initials"],
            birth_year=data["birth_year"],
        )
        return reverse("contacts:show", args=[logged.id])

    return form_page(
        request,
        "contacts/log.html",
        form,
        save,
        done=_("The contact was saved."),
        completes=partial(_completes, actor, form),
    )


def _completes(actor: Actor, form: ContactForm) -> str:
    """Which step of the case this contact completes, once it is known whose; "" for none."""
    known = form.only
    step = contact.completes(actor, known, form.purpose) if known else None
    if step is None:
        return ""
    code, names = step
    return f"{code} {names[(get_language() or 'de')[:2]]}"


def _about(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("about", ""))
    except ValueError:
        return None
