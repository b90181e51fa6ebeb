"""People, their roles and invitations."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.organisations import public as organisations
from ciiz.domain.organisations.enums import Role
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.web.components.pages import Page, numbered_page
from ciiz.web.components.views import with_form
from ciiz.web.profile.views import absence_page, entry_page

from ..forms import EndForm, InviteForm, PeopleFilter
from ..office import office


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the canton."""
    actor = office(request)
    form = PeopleFilter(request.GET, actor=actor)
    wanted = form.cleaned_data
    found = organisations.people(
        actor,
        text=wanted.get("text", ""),
        role=wanted.get("role", ""),
        institution_id=wanted.get("institution"),
        ended=bool(wanted.get("ended")),
    )
    page: Page[organisations.Membership] = numbered_page(request, found)
    return render(request, "administration/people.html", {"form": form, "page": page, "today": actor.today})


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """The form for a new person, or for one role more."""
    actor = office(request)
    initial = {"valid_from": actor.today, "language": actor.language}
    form = InviteForm.opened(request, initial=initial | _further_role(request, actor), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            new = organisations.invite(actor=actor, **form.wishes())
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved. The message with the link is on its way."))
            return redirect("administration_person", new.id)
    return with_form(request, "administration/invite.html", form)


def _further_role(request: HttpRequest, actor: organisations.Acting) -> dict[str, object]:
    """What is known already when somebody gets one role more (`?more=` names one of their roles)."""
    text = request.GET.get("more", "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        return {}
    held = organisations.membership(actor, int(text))
    return {
        "email": held.user.email,
        "first_name": held.user.first_name,
        "last_name": held.user.last_name,
        "language": held.user.language,
        "institution": held.institution_id,
    }


@require_safe
def person(request: HttpRequest, membership_id: int) -> HttpResponse:
    """One role of a person, and what can be done with it."""
    return _person(request, membership_id, EndForm())


@require_POST
def end(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Sets the last day of a role."""
    actor = office(request)
    form = EndForm.opened(request)
    if form.is_valid():
        try:
            organisations.end_membership(
                actor=actor, membership_id=membership_id, last_day=form.cleaned_data["last_day"]
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved. The role ends after its last day."))
            return redirect("administration_person", membership_id)
    return _person(request, membership_id, form)


def _person(request: HttpRequest, membership_id: int, form: EndForm) -> HttpResponse:
    actor = office(request)
    held = organisations.membership(actor, membership_id)
    context = {
        "membership": held,
        "second_step": is_mfa_enabled(held.user),
        "invited": not held.user.has_usable_password(),
        "has_entry": organisations.contact_of(actor, membership_id) is not None,
        "may_end": held.id != actor.membership_id
        and organisations.may_give(actor, Role(held.role))
        and (held.valid_to is None or held.valid_to > actor.today),
        "ended": held.valid_to is not None and held.valid_to <= actor.today,
    }
    return with_form(request, "administration/person.html", form, **context)


@require_POST
def again(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Sends the invitation once more."""
    actor = office(request)
    try:
        if organisations.invite_again(actor=actor, membership_id=membership_id):
            messages.success(request, _("The invitation is on its way again."))
        else:
            messages.info(request, _("The invitation went out today already; one a day is enough."))
    except NotFound:
        raise
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("administration_person", membership_id)


@require_POST
def lost_device(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Sends the link by which a new app is set up."""
    actor = office(request)
    if organisations.help_with_lost_device(actor=actor, membership_id=membership_id):
        messages.success(request, _("The link for a new app is on its way. It works for a day."))
    else:
        messages.info(request, _("The link for a new app went out today already; one a day is enough."))
    return redirect("administration_person", membership_id)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, membership_id: int) -> HttpResponse:
    """The entry of a contact person in the directory."""
    actor = office(request)
    contact = organisations.contact_of(actor, membership_id)
    if contact is None:
        raise NotFound
    to = reverse("administration_person", args=[membership_id])
    return entry_page(request, actor, contact, to=to, name=contact.membership.user.full_name)


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest, membership_id: int) -> HttpResponse:
    """When somebody is away, and who stands in."""
    actor = office(request)
    held = organisations.membership(actor, membership_id)
    to = reverse("administration_person", args=[membership_id])
    return absence_page(request, actor, held, to=to, name=held.user.full_name)
