"""Handing the person over to another institution or dispositif: joint talk and answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor, institutions, openings
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Answer
from ciiz.domain.cases.public import HandOver
from ciiz.domain.journal import public as journal
from ciiz.domain.organisations.public import CantonValues, by_code, dispositifs, institutions_of
from ciiz.domain.timeline import public as timeline
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.phrases import day, said
from ciiz.journeys import hand_over as journey
from ciiz.journeys.coverage import office_of
from ciiz.web.cases.about import about
from ciiz.web.cases.links import address
from ciiz.web.components.data import Fact, Kind
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import AnswerForm, HandOverForm

CHIPS: dict[Answer, Kind] = {Answer.OPEN: "warn", Answer.ACCEPTED: "ok", Answer.DECLINED: "bad"}


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Asks another institution to go on; former hand-overs stand above."""
    page = about(acting(request), dossier_id)
    if not cases.may_hand_over(page.actor, page.case):
        raise cases.WrongRole
    if page.stage.before_decision or page.stage.over:
        raise cases.NotNow
    opened = openings(page.actor, dossier_id, page.actor.today)
    near = {*institutions(page.actor, dossier_id, page.actor.today), *opened.by_consent} - {office_of(page.case.canton)}
    form = HandOverForm.opened(
        request,
        initial={"on": page.actor.today},
        institutions=institutions_of(page.actor, canton=page.case.canton, including=near),
        dispositifs=dispositifs(page.values.dispositifs),
    )

    def save(sent: HandOverForm) -> HandOver:
        data = sent.cleaned_data
        return journey.propose(
            actor=page.actor,
            dossier_id=dossier_id,
            receiver_id=data["receiver"],
            on=data["on"],
            dispositif_id=data["dispositif"] or None,
            talk_on=data["talk_on"],
            why=data["why"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Hand over to another institution"),
        button=_("Ask"),
        done=_("Asked. It stays a task until there is an answer."),
        template="closing/hand_over.html",
        former=[
            (one, Answer(one.answer).label, CHIPS[Answer(one.answer)], address("closing:answer", one.id))
            for one in cases.hand_overs(page.actor, dossier_id)
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """What the receiving institution says; by telephone, the asking side writes it down."""
    actor = acting(request)
    asked = cases.hand_over(actor, hand_over_id)
    if asked is None:
        raise NotFound
    page = about(actor, asked.dossier_id)
    given = Answer(asked.answer)
    facts = [*_facts(asked), *_why(actor, asked), *_declined(actor, asked, page.values)]
    context: dict[str, Any] = {"facts": facts, "chip": given.label, "chip_kind": CHIPS[given]}
    title = _("Hand-over to %(institution)s") % {"institution": asked.receiver}
    may = cases.may_answer_hand_over(actor, page.case, asked.receiver_id)
    if given is not Answer.OPEN or not may:
        shown = {"page": page, "title": title, "crumbs": page.crumbs(title), **context}
        return render(request, "plans/act.html", shown)
    form = AnswerForm.opened(
        request, initial={"on": actor.today, "talk_on": asked.talk_on}, reasons=page.values.decline_reasons
    )

    def save(sent: AnswerForm) -> HandOver:
        data = sent.cleaned_data
        declined = data["given"] == Answer.DECLINED
        return journey.answer(
            actor=actor,
            hand_over_id=hand_over_id,
            given=Answer(data["given"]),
            on=data["on"],
            talk_on=data["talk_on"],
            reason=data["reason"] if declined else "",
            words=data["words"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=title,
        button=_("Save the answer"),
        done=_("The answer is recorded."),
        **context,
    )


def _facts(asked: HandOver) -> list[Fact]:
    found = [
        Fact(_("Institution that is to go on"), str(asked.receiver)),
        Fact(_("Asked on"), day(asked.proposed_on)),
        Fact(_("Joint talk with the person on"), day(asked.talk_on), reason="" if asked.talk_on else _("not yet")),
    ]
    if asked.dispositif is not None:
        found.insert(1, Fact(_("Dispositif"), str(asked.dispositif.name)))
    if asked.answered_on is not None:
        found.append(Fact(_("Answered on"), day(asked.answered_on)))
    return found


def _why(actor: Actor, asked: HandOver) -> list[Fact]:
    """Why it is asked, as the note says that was written for the case team and the receiver."""
    if asked.why_id is None:
        return []
    note = journal.entry(actor, asked.why_id)
    return [
        Fact(
            _("Why, and what should go on there?"),
            note.text if note else "",
            reason="" if note else _("not open to you"),
        )
    ]


def _declined(actor: Actor, asked: HandOver, values: CantonValues) -> list[Fact]:
    """Why it was declined."""
    why = timeline.reason(actor, asked.dossier_id, "hand_over_answered", asked.id)
    if why is None:
        return []
    return [Fact(_("Reason"), said(by_code(values.decline_reasons, why.code) or why.code, why.words))]
