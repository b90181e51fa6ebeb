"""Closing (CII101.10): the checklist says what is missing; asked for by one role, closed by another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import AnnulReason, CheckItem, Stage
from ciiz.domain.cases.public import Case, Closing, Ending
from ciiz.domain.consent.public import ending_with_case
from ciiz.domain.documents import public as documents
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.i18n.phrases import day, said
from ciiz.journeys import close as journey
from ciiz.web.cases.about import About, about
from ciiz.web.cases.links import address
from ciiz.web.components.data import Fact
from ciiz.web.plans.act import Stored, act
from ciiz.web.shell.acting import acting

from ..forms import AnnulForm, ClosingForm, DayForm

PLACES: Mapping[CheckItem, str] = {CheckItem.REPORT: "closing:report", CheckItem.HAND_OVER: "closing:hand_over"}
OF_OTHERS = (CheckItem.REPORT, CheckItem.REQUEST, CheckItem.HAND_OVER)
"""What whoever only closes cannot supply."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist; `url` is where what is missing gets done, `comes` is what closing itself does."""

    label: str
    done: bool
    note: str
    url: str = ""
    comes: bool = False


def checklist(page: About, ending: Ending) -> list[Item]:
    """What is done, what is missing, and what closing itself brings: the letter and the end of the consents."""
    closing = ending.closing
    days: dict[CheckItem, date | None] = {}
    if closing is not None:
        days = {
            CheckItem.REPORT: closing.report.written_on if closing.report else None,
            CheckItem.NETWORK: closing.network_informed_on,
            CheckItem.LETTER: closing.letter_on,
            CheckItem.REQUEST: closing.requested_on,
        }
    reports = page.ends
    asked = bool(cases.hand_overs(page.actor, page.dossier_id))
    lines = []
    for item in CheckItem:
        missing = item.value in ending.missing
        if item is CheckItem.LETTER and not days.get(item):
            lines.append(Item(str(item.label), done=False, note=_("made with the closing"), comes=True))
        elif asked or item is not CheckItem.HAND_OVER:
            url = address(PLACES[item], page.dossier_id) if item in PLACES and missing and reports else ""
            lines.append(Item(str(item.label), not missing, day(days.get(item)), url))
    return [*lines, _consents(page, closing)]


def _consents(page: About, closing: Closing | None) -> Item:
    """They end with the closing but for the survey, if the canton has it so; counted as far as the reader sees them."""
    if closing is not None and closing.consents_ended_on:
        return Item(_("Consents"), done=True, note=_("have ended on %(day)s") % {"day": day(closing.consents_ended_on)})
    found = ending_with_case(page.actor, page.dossier_id, on=page.actor.today)
    kept = sum(one.for_survey for one in found) if page.values.consent.survey_outlives_closing else 0
    note = _("end with the closing: %(ends)s; stay for the survey alone: %(kept)s")
    return Item(_("Consents"), done=False, note=note % {"ends": len(found) - kept, "kept": kept}, comes=True)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The checklist; with it the request or the closing, whichever is the reader's to do.

    When it is over everybody learns the result here; why and how is for those who manage the case.
    """
    page = about(acting(request), dossier_id)
    ending = cases.ending(page.actor, dossier_id)
    closes = page.closes
    asks = page.ends
    title = _("Close the case") if closes else _("Ask for closing")
    writes = page.stage is not Stage.CHECKED and (closes or asks)
    context: dict[str, Any] = {
        "items": checklist(page, ending) if ending.closing is not None or not page.stage.over else [],
        "letter": _letter(page, ending.closing) if writes else Sent(),
        "no_address": _no_address(page) if writes and page.stage is Stage.ENDING else "",
        "annul_url": address("closing:annul", dossier_id) if closes and page.stage is Stage.CLOSED else "",
        "report": _report(page, ending),
        "waits": asks and not closes and ending.closing is not None and ending.closing.requested_on is not None,
        "others": [str(item.label) for item in OF_OTHERS if closes and not asks and item.value in ending.missing],
    }
    if page.stage is not Stage.ENDING or not (closes or asks):
        if not page.case.result and not (closes or asks):
            raise cases.WrongRole
        shown = {"page": page, "title": _("Closing"), "crumbs": page.crumbs(_("Closing")), **context}
        return render(request, "closing/close.html", shown)
    closing = ending.closing
    initial = {
        "version": closing.version if closing else 0,
        "network_informed_on": closing.network_informed_on if closing else None,
        "letter_on": page.actor.today,
        "on": page.actor.today,
    }
    form = ClosingForm.opened(request, initial=initial, asks=not closes)

    def save(sent: ClosingForm) -> Closing:
        data = sent.cleaned_data
        same: dict[str, Any] = {
            "actor": page.actor,
            "dossier_id": dossier_id,
            "on": data["on"],
            "network_informed_on": data["network_informed_on"],
            # Without a checklist there is nothing that somebody else could have changed.
            "expected_version": data["version"] or None,
        }
        if not closes:
            return journey.request(**same)
        return journey.close(**same, letter_on=data["letter_on"], letter_document_id=uuid7())

    done = (
        _("The case is closed, consents have ended. The letter to the person is being made: then send it.")
        if closes
        else _("Asked. Whoever closes finds it as a task.")
    )
    return act(
        request,
        page,
        form,
        save,
        title=title,
        done=done,
        to=address("closing:close", dossier_id) if closes else "",
        cancel=page.url,
        stored=lambda: Stored(
            initial["version"],  # type: ignore[arg-type]
            {"network_informed_on": initial["network_informed_on"]},
        ),
        template="closing/close.html",
        **context,
    )


def _report(page: About, ending: Ending) -> list[Fact]:
    report = ending.report
    found = [
        Fact(_("Closing annulled"), f"{day(one.annulled_on)}: {one.get_annul_reason_display()}")
        for one in ending.annulled
    ]
    if page.case.result:
        found.append(Fact(_("Result"), page.case.get_result_display()))
    if ending.closing is not None and ending.closing.break_off_reason:
        found.append(
            Fact(_("Broken off"), _reason(page, ending.closing.break_off_reason, ending.closing.break_off_words))
        )
    if report is None:
        return [*found, Fact(_("Closed"), day(page.case.closed_on))] if page.case.closed_on else found
    found += [
        Fact(_("Reason"), _reason(page, report.exit_reason, report.exit_words)),
        Fact(_("End of the support"), day(report.actual_end)),
        Fact(_("Written by"), f"{report.written_by.user.full_name}, {day(report.written_on)}"),
    ]
    if report.next_institution is not None:
        found.append(Fact(_("Who goes on"), str(report.next_institution)))
    return [*found, *(Fact(note.get_domain_display(), note.text) for note in ending.notes)]


def _reason(page: About, code: str, words: str) -> str:
    return said(page.values.exit_reason(code) or code, words)


def _no_address(page: About) -> str:
    """Where the address is added that the letter would lack, "" if there is one."""
    complete = page.person.street and page.person.town
    return "" if complete else address("persons:person", page.dossier_id)


@dataclass(frozen=True, slots=True)
class Sent:
    """The letter to the person as the page offers it: where it is, or that it is being made."""

    url: str = ""
    draft: bool = False
    waits: bool = False
    late: bool = False


def _letter(page: About, closing: Closing | None) -> Sent:
    """Before the closing a draft, then the file among the documents; until that is there, whoever closed is told.

    To others, to whom the documents of whoever closed are not open, and where nobody asked the worker for it, the page
    sets the letter by itself.
    """
    at_once = Sent(address("closing:letter", page.dossier_id), draft=page.stage is not Stage.CLOSED)
    promised = closing.letter_document_id if closing is not None and page.stage is Stage.CLOSED else None
    if closing is None or promised is None or closing.closed_by is None:
        return at_once
    document = documents.filed(page.actor, promised)
    if document is None and closing.closed_by.institution_id != page.actor.institution_id:
        return at_once
    if document is None:
        late = any(one.kind == Kind.SEE_TO_LETTER for one in of_case(page.actor, page.dossier_id))
        return replace(at_once, waits=True, late=late)
    return at_once if document.annulled_on else Sent(address("documents:download", document.id))


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A wrong closing is annulled; the case is where it was before."""
    page = about(acting(request), dossier_id)
    if not page.closes:
        raise cases.WrongRole
    if page.stage is not Stage.CLOSED:
        raise cases.NotNow
    form = AnnulForm.opened(request, initial={"on": page.actor.today})

    def save(sent: AnnulForm) -> Case:
        data = sent.cleaned_data
        reason = AnnulReason(data["reason"])
        return journey.annul(actor=page.actor, dossier_id=dossier_id, on=data["on"], reason=reason)

    return act(
        request,
        page,
        form,
        save,
        title=_("Annul a wrong closing"),
        done=_("The closing is annulled. Who manages the case is asked to ask for closing anew."),
        hint=_(
            "Only for a closing that was a mistake. If the person needs help again later, begin a new referral. "
            "Consents that ended with the closing do not come back: have them signed anew."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_coaching(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A coaching has come to its end."""
    page = about(acting(request), dossier_id)
    if not page.ends:
        raise cases.WrongRole
    if page.stage is not Stage.COACHING or not journey.ends_at_once(page.actor, dossier_id):
        raise cases.NotNow
    form = DayForm.opened(request, initial={"on": page.actor.today})
    return act(
        request,
        page,
        form,
        lambda sent: journey.end_coaching(actor=page.actor, dossier_id=dossier_id, on=sent.cleaned_data["on"]),
        title=_("End the coaching"),
        done=_("Recorded. Write the exit report."),
        to=address("closing:report", dossier_id),
        cancel=page.url,
    )
