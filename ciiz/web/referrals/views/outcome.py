"""How a referral was decided: what the sender reads."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.tasks import public as tasks
from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.errors import NotFound
from ciiz.journeys.acknowledge import decision_read
from ciiz.web.cases.about import about
from ciiz.web.shell.acting import acting

from ..presenting import referral as presenting


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Decision, reason, advice, who to ask, and the referral itself; a button says that it was read.

    Whom the referral itself is not open to learns what was decided from where the case stands, and not why.
    """
    actor = acting(request)
    page = about(actor, dossier_id)
    referral = cases.referral(actor, dossier_id)
    if referral is None and page.stage is Stage.CHECKED:
        raise NotFound
    if request.method == "POST":
        decision_read(actor=actor, dossier_id=dossier_id)
        return redirect(page.url)
    waiting = tasks.of_case(actor, dossier_id)
    values = canton_values(page.case.canton)
    context = {
        "page": page,
        "referral": referral,
        "crumbs": page.crumbs(_("Decision on the referral")),
        "decision": presenting.decision(page.case, referral, values) if referral else presenting.by_stage(page.case),
        "told": presenting.told(actor, page.case, referral, values) if referral else None,
        "unread": any(task.kind == Kind.READ_DECISION and tasks.is_mine(actor, task) for task in waiting),
        "edits": referral is not None and cases.may_complete(actor, page.case) and page.stage in cases.FORWARDABLE,
        "decides": cases.may_decide(actor, page.case, values.acceptance.decides) and page.case.stage == "forwarded",
    }
    return render(request, "referrals/outcome.html", context)
