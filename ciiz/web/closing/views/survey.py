"""What became of the survey after closing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import NoSurvey, Survey
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import survey as journey
from ciiz.web.cases.about import about
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import SurveyForm


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Sent, held, or not possible and why; for whoever has the task."""
    page = about(acting(request), dossier_id)
    waiting = journey.to_hold(page.actor, dossier_id)
    if not waiting:
        raise cases.WrongRole
    form = SurveyForm.opened(request, initial={"on": page.actor.today})

    def save(sent: SurveyForm) -> object:
        data = sent.cleaned_data
        return journey.tell(
            actor=page.actor,
            dossier_id=dossier_id,
            outcome=Survey(data["outcome"]),
            on=data["on"],
            why_not=NoSurvey(data["why_not"]) if data["why_not"] else None,
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Record the survey"),
        button=_("Save"),
        done=_("Recorded. The task is done."),
        hint=_("Due on %(day)s. Ask only who agreed to it: the consent to the survey says so.")
        % {"day": day(waiting[0].due_on)},
    )
