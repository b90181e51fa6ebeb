"""What the person does: withdraw a consent, write, give the page up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import PersonActor
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind
from ciiz.foundation.errors import DomainError
from ciiz.journeys import hear
from ciiz.web.components.views import form_page

from ..entering import personal
from ..forms import SayForm
from .home import consent_of, shown


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def withdraw(request: HttpRequest, actor: PersonActor, consent_id: UUID) -> HttpResponse:
    """Explains what it means, and does it with one tap: no reason is asked for."""
    privacy.head(actor)
    if request.method == "POST":
        try:
            hear.withdraw(actor=actor, consent_id=consent_id)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Withdrawn. From now on nobody sees anything by this consent."))
        return redirect("personal:home")
    return render(request, "personal/withdraw.html", {"consent": shown(consent_of(actor, consent_id))})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def say(request: HttpRequest, actor: PersonActor) -> HttpResponse:
    """Feedback, correction, objection, or the wish to get everything."""
    head = privacy.head(actor)
    wished = request.GET.get("kind", "")
    form = SayForm.opened(request, initial={"kind": wished if wished in ConcernKind.values else ConcernKind.FEEDBACK})

    def saving(sent: SayForm) -> str:
        kind = ConcernKind(sent.cleaned_data["kind"])
        hear.say(actor=actor, head=head, kind=kind, words=sent.cleaned_data["words"])
        return reverse("personal:home")

    done = _("Sent. You will find the answer here.")
    return form_page(request, "personal/say.html", form, saving, done=done, head=head)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def give_up(request: HttpRequest, actor: PersonActor) -> HttpResponse:
    """The person does not want the page any more: the code opens nothing from now on."""
    head = privacy.head(actor)
    if request.method == "POST":
        privacy.give_up(actor=actor)
        request.session.flush()
        return render(request, "personal/left.html", {"ended": True})
    return render(request, "personal/give_up.html", {"head": head})
