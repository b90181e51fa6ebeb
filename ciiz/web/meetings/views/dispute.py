"""Disputes in a case: opened, led on by whoever's turn it is, settled."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import DisputeOutcome, DisputeStep
from ciiz.domain.meetings.public import Dispute
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import dispute as journey
from ciiz.web.cases.about import About, about
from ciiz.web.components.data import Crumb, Entry, Link, Step, Text
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import (
    DisputeAnswerForm,
    DisputeForm,
    DisputeOutcomeForm,
    DisputePositionForm,
    DisputeSessionForm,
)
from ..outcome import day_of


@require_http_methods(["GET", "HEAD", "POST"])
def disputes(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The disputes of a case, and a form to open one where none is open."""
    page = about(acting(request), dossier_id)
    found = meetings.disputes(page.actor, dossier_id)
    opens = page.stage in journey.DISPUTABLE and journey.may_open(page.actor, page.case)
    opens = opens and all(one.outcome for one in found)
    title = _("Open a dispute") if opens else _("Disputes")
    known: dict[str, Any] = {
        "title": title,
        "crumbs": page.crumbs(_("Disputes")),
        "back": page.url,
        "ended": page.stage not in journey.DISPUTABLE,
        "entries": _listed(found),
    }
    if not opens:
        return render(request, "meetings/disputes.html", known)

    def save(sent: DisputeForm) -> str:
        journey.open_dispute(actor=page.actor, dossier_id=dossier_id, about=sent.cleaned_data["about"])
        return page.url

    return form_page(
        request,
        "meetings/disputes.html",
        DisputeForm.opened(request),
        save,
        done=_("The dispute is open. The coordination leads a session about it."),
        button=title,
        hint=_(
            "The coordination leads a session, the cantonal officer takes a position and may ask the legal commission. "
            "All who take part in the case see that a dispute is open, not what it is about."
        ),
        **known,
    )


def _listed(found: list[Dispute]) -> list[Entry]:
    return [
        Entry(
            one.opened_on,
            _("Dispute opened"),
            one.get_outcome_display() if one.outcome else "",
            "" if one.outcome else _("open"),
            "" if one.outcome else "warn",
            reverse("meetings:dispute", args=[one.id]),
        )
        for one in found
    ]


@require_safe
def show(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """How far it has come, what was said, and what the reader does next."""
    actor = acting(request)
    found = meetings.dispute(actor, dispute_id)
    page = about(actor, found.dossier_id)
    context = {
        "page": page,
        "crumbs": _way(page, None),
        "dispute": found,
        "state": found.get_outcome_display() if found.outcome else _("open"),
        "steps": _steps(found),
        "entries": _course(found),
        "button": _button(actor, found),
        "links": _links(actor, page, found),
        "waits": _waits(found),
    }
    return render(request, "meetings/dispute.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """The next act: the session, the position or the answer."""
    actor = acting(request)
    found = meetings.dispute(actor, dispute_id)
    page = about(actor, found.dossier_id)
    if not _acts(actor, found):
        raise meetings.NotYoursInDispute
    here = reverse("meetings:dispute", args=[dispute_id])
    match found.step:
        case DisputeStep.SESSION:
            return act(
                request,
                DisputeSessionForm.opened(request, initial={"held_on": day_of(request, page)}),
                lambda sent: journey.hold(actor=actor, dispute_id=dispute_id, **sent.cleaned_data),
                title=_("Record the session"),
                button=_("Save"),
                done=_("Recorded. The cantonal officer is asked for a position."),
                to=here,
                crumbs=_way(page, found, _("Record the session")),
            )
        case DisputeStep.POSITION:
            return act(
                request,
                DisputePositionForm.opened(request),
                lambda sent: journey.state(actor=actor, dispute_id=dispute_id, **sent.cleaned_data),
                title=_("Take a position"),
                button=_("Save"),
                done=_("The position is recorded."),
                to=here,
                crumbs=_way(page, found, _("Take a position")),
            )
        case DisputeStep.ANSWER:
            return act(
                request,
                DisputeAnswerForm.opened(request, initial={"answered_on": actor.today}),
                lambda sent: journey.answered(actor=actor, dispute_id=dispute_id, **sent.cleaned_data),
                title=_("Record the answer"),
                button=_("Save"),
                done=_("The answer is recorded. The coordination records the outcome."),
                to=here,
                crumbs=_way(page, found, _("Record the answer")),
            )
        case _:
            raise meetings.NotNowInDispute


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """How it ended; whoever opened it withdraws it here."""
    actor = acting(request)
    found = meetings.dispute(actor, dispute_id)
    page = about(actor, found.dossier_id)
    if found.outcome:
        raise meetings.NotNowInDispute
    choices = _endings(actor, found)
    if not choices:
        raise meetings.NotYoursInDispute
    title = _ending(actor)
    return act(
        request,
        DisputeOutcomeForm.opened(
            request, initial={"outcome": choices[0].value} if len(choices) == 1 else {}, possible=choices
        ),
        lambda sent: journey.end(
            actor=actor,
            dispute_id=dispute_id,
            outcome=DisputeOutcome(sent.cleaned_data["outcome"]),
            words=sent.cleaned_data["words"],
        ),
        title=title,
        button=title,
        done=_("Recorded. The dispute is over."),
        to=reverse("meetings:dispute", args=[dispute_id]),
        crumbs=_way(page, found, title),
        hint=_("All who take part in the case see how it ended, but not what you write here."),
    )


def _way(page: About, found: Dispute | None, here: Text = "") -> list[Crumb]:
    way = page.crumbs(_("Disputes"))
    way[-1] = Crumb(_("Disputes"), reverse("meetings:disputes", args=[page.dossier_id]))
    if found is None:
        return [*way, Crumb(_("Dispute"))]
    return [*way, Crumb(_("Dispute"), reverse("meetings:dispute", args=[found.id])), Crumb(here)]


def _acts(actor: Actor, found: Dispute) -> bool:
    """Whether the next step is the reader's."""
    if found.step is DisputeStep.SESSION:
        return meetings.may_lead_dispute(actor)
    return found.step in (DisputeStep.POSITION, DisputeStep.ANSWER) and meetings.may_state_on_dispute(actor)


def _endings(actor: Actor, found: Dispute) -> list[DisputeOutcome]:
    return [one for one in meetings.possible(found) if meetings.may_settle_dispute(actor, found, one)]


def _ending(actor: Actor) -> str:
    return _("Record the outcome") if meetings.may_lead_dispute(actor) else _("Withdraw the dispute")


def _button(actor: Actor, found: Dispute) -> Link | None:
    """The one act that the dispute waits for, if it is the reader's."""
    if found.step is DisputeStep.OUTCOME and meetings.may_lead_dispute(actor):
        return Link(_("Record the outcome"), reverse("meetings:dispute_outcome", args=[found.id]))
    if not _acts(actor, found):
        return None
    words = {
        DisputeStep.SESSION: _("Record the session"),
        DisputeStep.POSITION: _("Take a position"),
        DisputeStep.ANSWER: _("Record the answer"),
    }
    return Link(words[found.step], reverse("meetings:dispute_next", args=[found.id]))


def _links(actor: Actor, page: About, found: Dispute) -> list[Link]:
    """What can be done besides: a session arranged, the dispute ended early."""
    links = []
    if found.step is DisputeStep.SESSION and meetings.may_arrange(actor) and not Stage(page.case.stage).over:
        url = f"{reverse('meetings:new')}?case={page.dossier_id}&kind=dispute"
        links.append(Link(_("Arrange the session"), url))
    if found.step not in (DisputeStep.OUTCOME, DisputeStep.OVER) and _endings(actor, found):
        links.append(Link(_ending(actor), reverse("meetings:dispute_outcome", args=[found.id])))
    return links


def _waits(found: Dispute) -> str:
    return {
        DisputeStep.SESSION: _("The coordination leads a session with those who disagree."),
        DisputeStep.POSITION: _("The cantonal officer takes a position."),
        DisputeStep.ANSWER: _("The cantonal officer waits for the answer of the legal commission and records it."),
        DisputeStep.OUTCOME: _("The coordination records the outcome."),
        DisputeStep.OVER: "",
    }[found.step]


def _steps(found: Dispute) -> list[Step]:
    """The stations; those that were left out are said to be left out."""
    stations = [
        (None, _("Opened"), found.opened_on),
        (DisputeStep.SESSION, _("Session"), found.held_on),
        (DisputeStep.POSITION, _("Position of the officer"), found.stated_on),
        (DisputeStep.ANSWER, _("Legal commission"), found.answered_on),
        (DisputeStep.OUTCOME, _("Outcome"), found.closed_on),
    ]
    shown = []
    for step, words, on in stations:
        if on is not None:
            shown.append(Step(words, "done", day(on)))
        elif step is found.step:
            shown.append(Step(words, "now"))
        elif found.outcome or (step is DisputeStep.ANSWER and found.step is DisputeStep.OUTCOME):
            shown.append(Step(words, "skipped"))
        else:
            shown.append(Step(words))
    return shown


def _course(found: Dispute) -> list[tuple[Text, Text, str]]:
    """What was said by whom on which day: title, who and when, words."""
    said: list[tuple[Text, Text, str]] = [
        (
            _("What the dispute is about"),
            f"{found.opened_by.user.full_name}, {found.contributor}, {day(found.opened_on)}",
            found.about,
        )
    ]
    if found.held_on is not None and found.led_by is not None:
        said.append((_("Session"), f"{found.led_by.user.full_name}, {day(found.held_on)}", ""))
    if found.stated_by is not None:
        who = f"{found.stated_by.user.full_name}, {day(found.stated_on)}"
        said.append((_("Position of the officer"), who, found.position))
    if found.referred_on is not None:
        said.append((_("Referred to the legal commission"), day(found.referred_on), ""))
    if found.answered_on is not None:
        said.append((_("Answer of the legal commission"), day(found.answered_on), found.answer))
    if found.closed_by is not None:
        words = "\n".join(filter(None, (str(found.get_outcome_display()), found.settled)))
        said.append((_("Outcome"), f"{found.closed_by.user.full_name}, {day(found.closed_on)}", words))
    return said
