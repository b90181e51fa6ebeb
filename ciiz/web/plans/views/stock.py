"""Taking stock with the person or with the team (CII101.6)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import institutions
from ciiz.domain.cases.public import NotNow
from ciiz.domain.organisations.public import reachable
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import Progress, StockTakingKind
from ciiz.domain.plans.public import StockTaking
from ciiz.foundation.errors import NotAllowed
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import stocktake
from ciiz.web.cases.about import about
from ciiz.web.cases.links import address
from ciiz.web.meetings.outcome import day_of
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import StockForm
from ..forms.parts import decided


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Where the plan stands; does the consent still hold, does the plan change, is it finished?"""
    page = about(acting(request), dossier_id)
    at = page.at()
    kinds = [kind for kind in StockTakingKind if plans.may_take_stock(at, kind)]
    if not kinds:
        raise NotAllowed
    if not page.stage.managed:
        raise NotNow
    case = page.case
    named = [key for key in (case.case_manager_id, case.deputy_id, case.coordinator_id) if key is not None]
    taking_part = institutions(page.actor, dossier_id, page.actor.today)
    form = StockForm.opened(
        request,
        initial={
            "kind": kinds[0].value,
            "held_on": day_of(request, page),
            "present": [str(page.actor.membership_id)],
            "person_present": kinds[0] is StockTakingKind.PERSON,
        },
        kinds=kinds,
        team=reachable(page.actor, memberships=[*named, page.actor.membership_id], institutions=taking_part),
        decides=page.stage == "running",
    )

    def save(sent: StockForm) -> StockTaking:
        data = sent.cleaned_data
        change = decided(data.get("change", ""))
        return stocktake.record(
            actor=page.actor,
            dossier_id=dossier_id,
            kind=StockTakingKind(data["kind"]),
            held_on=data["held_on"],
            progress=Progress(data["progress"]),
            findings=data["findings"],
            present=data["present"],
            person_present=data["person_present"],
            change=change,
            change_reason=data.get("change_reason", "") if change else "",
            finished=decided(data.get("finished", "")),
            next_on=data["next_on"],
        )

    until = stocktake.consent_until(page.actor, dossier_id)
    return act(
        request,
        page,
        form,
        save,
        title=_("Record the stock-taking"),
        button=_("Save"),
        done=_("The stock-taking was recorded."),
        consent_words=_("The consent holds until %(day)s.") % {"day": day(until)}
        if until
        else _("No consent is in force. Have it renewed at this stock-taking."),
        consent_kind="ok" if until else "warn",
        consent_url=address("consent:list", dossier_id),
        plan_url=address("plans:show", dossier_id),
    )
