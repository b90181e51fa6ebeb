"""Forwarding a referral to the coordination (CII100.3–4)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.organisations.public import canton_values, regions_of
from ciiz.foundation.errors import NotFound
from ciiz.journeys import refer
from ciiz.web.cases.about import about
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..forms import ForwardForm
from ..presenting import referral as presenting
from .about import nameable, referral_of


@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What is still missing, where it goes, and the one button of the contact person."""
    actor = acting(request)
    page = about(actor, dossier_id)
    if not cases.may_complete(actor, page.case):
        raise NotFound
    if not cases.may_forward(actor, page.case):
        raise cases.WrongRole
    referral = referral_of(actor, dossier_id)
    if page.stage not in cases.FORWARDABLE:
        return redirect("referrals:outcome", dossier_id)
    values = canton_values(page.case.canton)
    way = presenting.way(actor, page.person, values)
    form = ForwardForm.opened(
        request,
        # After a question it goes where it went before.
        initial={"version": referral.version, "region": page.case.region_id},
        regions=[] if way.known else regions_of(actor, canton=page.case.canton),
    )

    def save(form: ForwardForm) -> str:
        refer.forward(
            actor=actor,
            dossier_id=dossier_id,
            on=actor.today,
            expected_version=form.cleaned_data["version"],
            region_id=form.cleaned_data.get("region"),
        )
        return page.url

    return form_page(
        request,
        "referrals/forward.html",
        form,
        save,
        done=_("The referral is on its way to the coordination."),
        page=page,
        referral=referral,
        crumbs=page.crumbs(_("Forward the referral")),
        way=way,
        missing=presenting.missing(actor, page.person, referral, values),
        papers=presenting.papers(actor, page.case, referral, nameable(actor, page.case)),
    )
