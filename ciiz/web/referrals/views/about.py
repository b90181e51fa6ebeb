"""What the views share: the referral of a case, whom it can name, which of a page's forms was sent."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, QueryDict

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.public import Case, Referral
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Institution, institutions_of
from ciiz.foundation.errors import NotFound
from ciiz.web.components.forms import HouseForm

FormT = TypeVar("FormT", bound=HouseForm)


def referral_of(actor: Actor, dossier_id: UUID) -> Referral:
    """The referral of a case; a case without one has no such page."""
    referral = cases.referral(actor, dossier_id)
    if referral is None:
        raise NotFound
    return referral


def nameable(actor: Actor, case: Case) -> list[Institution]:
    """Institutions that a referral can name, the own one and the IIZ office of the case's canton among them."""
    kinds = (InstitutionKind.PARTNER, InstitutionKind.OFFICE)
    return institutions_of(actor, canton=case.canton, kinds=kinds, including=[actor.institution_id])


def sent_action(request: HttpRequest) -> str:
    """Which of a page's forms was sent, now or before the session expired."""
    kept: QueryDict | None = getattr(request, "kept", None)
    return request.POST.get("action", "") or (kept.get("action", "") if kept is not None else "")


def one_of(request: HttpRequest, action: str, form: type[FormT], *, initial: Mapping[str, Any], **kwargs: Any) -> FormT:
    """One of several forms of a page: bound only if it was the one that was sent; `action` also marks its fields."""
    kwargs["auto_id"] = f"{action}_%s"
    if sent_action(request) == action:
        return form.opened(request, initial=initial, **kwargs)
    return form(initial=dict(initial), **kwargs)
