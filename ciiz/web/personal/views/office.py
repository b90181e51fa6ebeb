"""What those do for the person's page who manage the case: letter, end, answers, what is shown, who looked."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.access.public import canton_of, managed
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import Ending
from ciiz.domain.documents import public as documents
from ciiz.domain.organisations.public import Institution, canton_values
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind, KeptBack, Outcome
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.journeys import hear, invite
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import at_once, form_page
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..forms import AnswerForm, NoteForm, ShowingForm
from ..words import gathered

MORE = 200


@require_safe
def show(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Whether the person has a page, what they want, and which documents they see."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    manages = bool(managed(actor, [dossier_id]))
    said = privacy.shown(actor, dossier_id)
    papers = []
    for one in documents.documents(actor, dossier_id):
        held = said.get(one.id)
        papers.append(
            {
                "one": one,
                "own": one.contributor_id == actor.institution_id,
                "shown": held.shown if held else one.kind in privacy.SHOWN_ANYWAY,
                "why": KeptBack(held.why).label if held and held.why else "",
            }
        )
    context = {
        "dossier_id": dossier_id,
        "person": person,
        "page": privacy.page(actor, dossier_id),
        "invites": privacy.may_invite(actor.role, manages=manages),
        "answers": privacy.may_answer(actor.role, manages=manages),
        "manages": manages,
        "offered": canton_values(canton_of(actor, dossier_id)).personal_page.offered,
        "concerns": privacy.concerns(actor, dossier_id),
        "papers": papers,
    }
    return render(request, "personal/office.html", context)


@require_POST
@never_cache
def letter(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The letter with a new code, told this once."""
    actor = acting(request)
    address = f"{settings.PUBLIC_URL}{reverse('personal:home')}"
    try:
        content = invite.invite(actor=actor, dossier_id=dossier_id, address=address)
    except NotFound:
        raise
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("personal:office", dossier_id)
    return as_file(content, media_type="application/pdf", name=f"ciiz-{str(dossier_id)[-6:]}.pdf")


@require_POST
def end(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The code opens nothing any more."""
    privacy.end(actor=acting(request), dossier_id=dossier_id)
    messages.success(request, _("The person's page is closed."))
    return redirect("personal:office", dossier_id)


@require_http_methods(["GET", "HEAD", "POST"])
def showing(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Whether the person sees a document, and why not."""
    actor = acting(request)
    document = documents.document(actor, document_id)
    form = ShowingForm.opened(request, initial={"shown": "yes"})

    def saving(sent: ShowingForm) -> str:
        why = sent.cleaned_data["why"]
        privacy.show(
            actor=actor,
            document_id=document_id,
            shown=sent.cleaned_data["shown"] == "yes",
            why=KeptBack(why) if why else None,
        )
        return reverse("personal:office", args=[document.dossier_id])

    context = {
        "dossier_id": document.dossier_id,
        "person": person_of(actor, document.dossier_id),
        "title": str(document),
        "button": _("Save"),
    }
    return form_page(request, "personal/form.html", form, saving, done=_("Saved."), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What the person wants, by letter or in a talk."""
    actor = acting(request)
    form = NoteForm.opened(request, initial={"said_on": actor.today, "kind": ConcernKind.CORRECTION})

    def saving(sent: NoteForm) -> str:
        hear.note(
            actor=actor,
            dossier_id=dossier_id,
            kind=ConcernKind(sent.cleaned_data["kind"]),
            words=sent.cleaned_data["words"],
            said_on=sent.cleaned_data["said_on"],
        )
        return reverse("personal:office", args=[dossier_id])

    context = {
        "dossier_id": dossier_id,
        "person": person_of(actor, dossier_id),
        "title": _("Note what the person wants"),
        "button": _("Note"),
    }
    return form_page(
        request, "personal/form.html", form, saving, done=_("Noted; it is a task until it is answered."), **context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """What the person wants, and the answer."""
    actor = acting(request)
    concern = privacy.concern(actor, concern_id)
    manages = concern.dossier_id in managed(actor, [concern.dossier_id])
    open_to_answer = concern.answered_on is None and privacy.may_answer(actor.role, manages=manages)
    if request.method != "POST" and not open_to_answer:
        context = {
            "dossier_id": concern.dossier_id,
            "person": person_of(actor, concern.dossier_id),
            "title": concern.get_kind_display(),
            "concern": concern,
            "form": None,
        }
        return render(request, "personal/form.html", context)
    form = AnswerForm.opened(request, initial={"outcome": Outcome.DONE})

    def saving(sent: AnswerForm) -> str:
        hear.answer(
            actor=actor,
            concern_id=concern_id,
            outcome=Outcome(sent.cleaned_data["outcome"]),
            words=sent.cleaned_data["words"],
        )
        return reverse("personal:office", args=[concern.dossier_id])

    context = {
        "dossier_id": concern.dossier_id,
        "person": person_of(actor, concern.dossier_id),
        "title": concern.get_kind_display(),
        "concern": concern,
        "button": _("Answer"),
    }
    return form_page(
        request, "personal/form.html", form, saving, done=_("Answered. The person reads it on their page."), **context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawn(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """The person has withdrawn a consent: what that means for the case, and that it was seen to."""
    actor = acting(request)
    consent = consents.consent(actor, consent_id)
    if consent.ending != Ending.WITHDRAWN:
        raise NotFound
    if request.method == "POST":
        at_once(request, lambda: hear.see_to(actor=actor, consent=consent), done=_("Noted."))
        return redirect("cases:case", consent.dossier_id)
    receivers = Institution.objects.filter(id__in=consent.receivers).order_by("code")
    context = {
        "dossier_id": consent.dossier_id,
        "person": person_of(actor, consent.dossier_id),
        "consent": consent,
        "receivers": [str(one) for one in receivers],
    }
    return render(request, "personal/withdrawn.html", context)


@require_safe
def looked(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Who saw this case: for those who manage it."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    if not managed(actor, [dossier_id]):
        raise NotFound
    before = request.GET.get("before", "")
    known = int(before) if before.isdecimal() and len(before) < 18 else None
    found = privacy.looks(actor, dossier_id, before=known, limit=MORE + 1)
    rest = found[:MORE]
    context = {
        "dossier_id": dossier_id,
        "person": person,
        "looked": gathered(rest, own=False),
        "before": rest[-1].id if len(found) > MORE else None,
    }
    return render(request, "personal/who_saw.html", context)
