"""The agenda of a planned meeting: adding a case, what each needs."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import AgendaItem, Invitation
from ciiz.domain.persons import public as persons
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import agenda as journey
from ciiz.web.components.data import Fact, Link
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import AssignForm, NeedsForm
from ..words import crumbs, name, title
from .arrange import organised


def spoken(actor: Actor, dossier_id: UUID) -> list[str]:
    """Languages of the person (ISO 639), those first in which we do not write to them anyway."""
    person = persons.person(actor, dossier_id)
    return sorted(person.languages, key=lambda code: code == person.correspondence) if person else []


def case_form(request: HttpRequest, actor: Actor) -> AssignForm:
    """The form for a case; `?case=` names it, and a language of the person is proposed."""
    try:
        case = cases.case(actor, UUID(request.GET.get("case", "")))
    except ValueError:
        return AssignForm.opened(request)
    known = spoken(actor, case.dossier_id)
    initial = {"case": case.number, "language": next(iter(known), "")}
    return AssignForm.opened(request, initial=initial, spoken=known)


def tell_placed(request: HttpRequest, item: AgendaItem, not_seated: Sequence[Invitation]) -> None:
    """When the case is spoken of, and who does not sit at it."""
    words = _("The case stands on the agenda of %(day)s, %(begins)s–%(ends)s.")
    span = {"begins": f"{item.begins:%H:%M}", "ends": f"{item.ends:%H:%M}"}
    messages.success(request, words % {"day": day(item.meeting.held_on), **span})
    if not_seated:
        who = "; ".join(name(one) for one in not_seated)
        words = _("The case is not open to them on that day, so they do not sit at it: %(who)s.")
        messages.warning(request, words % {"who": who})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A further case; `?case=` names it."""
    actor = acting(request)
    meeting = organised(actor, meeting_id)
    form = case_form(request, actor)

    def save(sent: AssignForm) -> None:
        number = sent.cleaned_data["case"].strip()
        made = journey.add_case(actor=actor, meeting_id=meeting_id, number=number, needs=sent.told())
        tell_placed(request, *made)

    return act(
        request,
        form,
        save,
        title=_("Add a case"),
        button=_("Put on the agenda"),
        done="",
        to=reverse("meetings:show", args=[meeting_id]),
        crumbs=crumbs(meeting, _("Add a case")),
        hint=_(
            "The time is shared anew among the cases, and whoever was invited is asked anew; a standing session has "
            "places of its own. Who comes already sits at the case too if their institution takes part in it."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What a case needs, and what was ordered."""
    actor = acting(request)
    item = meetings.item(actor, item_id)
    meeting = organised(actor, item.meeting_id)
    known = spoken(actor, item.dossier_id)
    form = NeedsForm.opened(request, initial=NeedsForm.before(item, known), spoken=known)
    names = persons.languages((get_language() or "de")[:2])

    def save(sent: NeedsForm) -> None:
        journey.set_needs(actor=actor, item_id=item_id, needs=sent.told())

    who = persons.person(actor, item.dossier_id)
    return act(
        request,
        form,
        save,
        title=_("What is needed?"),
        button=_("Save"),
        done=_("Saved."),
        to=reverse("meetings:show", args=[meeting.id]),
        crumbs=crumbs(meeting, _("What is needed?")),
        facts=[
            Fact(_("Case"), f"{who or ''}, {item.case.number}"),
            Fact(_("Session"), title(meeting)),
            Fact(_("Languages"), ", ".join(names.get(code, code) for code in known), _("nothing entered")),
        ],
        links=[Link(_("Somebody without an account"), reverse("meetings:guest", args=[item_id]))],
        hint=_(
            "As long as nobody is invited for it and nothing was ordered, it is missing and a task of whoever arranged "
            "the meeting."
        ),
    )
