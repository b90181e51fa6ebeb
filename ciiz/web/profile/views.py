"""Pages of one's own account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import (
    ContactPerson,
    Membership,
    contact_of,
    feed_of,
    memberships_of,
    own_membership,
    save_absence,
    set_habits,
)
from ciiz.foundation import clock
from ciiz.foundation.errors import Conflict, DomainError, NotFound
from ciiz.web.components.views import form_page, with_form
from ciiz.web.shell.acting import acting

from .forms import AbsenceForm, AccountForm, EntryForm
from .versions import differences


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my roles, my language, and the way to password and second factor."""
    user = request.user
    user_id = int(user.pk or 0)
    form = AccountForm.opened(
        request, initial={"language": getattr(user, "language", "de"), "shortcuts": getattr(user, "shortcuts", True)}
    )
    if request.method == "POST" and form.is_valid():
        language = Language(form.cleaned_data["language"])
        set_habits(user_id=user_id, language=language, shortcuts=form.cleaned_data["shortcuts"])
        with translation.override(language):
            messages.success(request, _("Saved."))
        answer = redirect("account")
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
        return answer
    actor = getattr(request, "actor", None)
    context = {
        "roles": memberships_of(user_id=user_id, on=clock.today()),
        "feed": None if actor is None else feed_of(actor),
        "acting": None if actor is None else own_membership(actor),
        "has_entry": actor is not None and contact_of(actor, actor.membership_id) is not None,
    }
    return with_form(request, "profile/account.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    """My entry in the directory."""
    actor = acting(request)
    contact = contact_of(actor, actor.membership_id)
    if contact is None:
        raise NotFound
    return entry_page(request, actor, contact, to=reverse("account"))


def entry_page(request: HttpRequest, actor: Actor, contact: ContactPerson, *, to: str, name: str = "") -> HttpResponse:
    """The entry of a contact person, one's own or, with their name, that of somebody else."""
    form = EntryForm.opened(request, initial=EntryForm.shown(contact), contact=contact)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            form.save(actor)
        except Conflict as refused:
            form.refuse(refused)
            conflict = differences(form, contact)
            form.go_on_with(version=contact.version)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(to)
    return with_form(request, "profile/entry.html", form, differences=conflict, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """When I am away, and who stands in."""
    actor = acting(request)
    return absence_page(request, actor, own_membership(actor), to=reverse("account"))


def absence_page(request: HttpRequest, actor: Actor, held: Membership, *, to: str, name: str = "") -> HttpResponse:
    """The absence of a member, one's own or, with their name, that of somebody else."""
    initial = {"deputy": held.deputy_id, "absent_from": held.absent_from, "absent_to": held.absent_to}
    form = AbsenceForm.opened(request, initial=initial, held=held, on=actor.today)

    def save(sent: AbsenceForm) -> str:
        data = sent.cleaned_data
        save_absence(
            actor=actor,
            membership_id=held.id,
            deputy_id=data["deputy"],
            absent_from=data["absent_from"],
            absent_to=data["absent_to"],
        )
        return to

    return form_page(request, "profile/absence.html", form, save, done=_("Saved."), name=name, cancel=to)
