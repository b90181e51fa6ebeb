"""The exit report (CII101.9)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import ExitReport
from ciiz.domain.organisations.public import institutions_of
from ciiz.journeys import report as journey
from ciiz.web.cases.about import about
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import ReportForm


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Result, days, who goes on, and a text by domain; writing again replaces the former report."""
    page = about(acting(request), dossier_id)
    if not page.ends:
        raise cases.WrongRole
    if page.stage is not Stage.ENDING:
        raise cases.NotNow
    ending = cases.ending(page.actor, dossier_id)
    initial = {
        "actual_end": page.actor.today,
        "decided_on": page.actor.today,
        "exit_reason": ending.closing.break_off_reason if ending.closing is not None else "",
        "words": ending.closing.break_off_words if ending.closing is not None else "",
    }
    if ending.report is not None:
        initial |= {
            "exit_reason": ending.report.exit_reason,
            "words": ending.report.exit_words,
            "actual_end": ending.report.actual_end,
            "planned_end": ending.report.planned_end,
            "decided_on": ending.report.decided_on,
            "next_institution": ending.report.next_institution_id,
            "follow_up_until": ending.report.follow_up_until,
            **{f"note_{note.domain}": note.text for note in ending.notes},
        }
    form = ReportForm.opened(
        request,
        initial=initial,
        reasons=page.values.exit_reasons,
        institutions=institutions_of(page.actor, canton=page.case.canton),
    )

    def save(sent: ReportForm) -> ExitReport:
        data = sent.cleaned_data
        return journey.write(
            actor=page.actor,
            dossier_id=dossier_id,
            exit_reason=data["exit_reason"],
            actual_end=data["actual_end"],
            decided_on=data["decided_on"],
            planned_end=data["planned_end"],
            next_institution_id=data["next_institution"],
            follow_up_until=data["follow_up_until"],
            notes=sent.notes(),
            words=data["words"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Write the exit report"),
        button=_("Save the report"),
        done=_("The exit report was saved. Now ask for closing."),
        to=reverse("closing:close", args=[dossier_id]),
        cancel=page.url,
    )
