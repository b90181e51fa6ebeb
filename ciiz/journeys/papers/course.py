"""Papers of the course of a case: resource sheet and stock-taking."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain
from ciiz.domain.organisations.public import reachable
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import Progress, StockTakingKind
from ciiz.foundation.i18n.phrases import day

from ..consent import letterhead
from .about import Filled, Subject


def resources(about: Subject) -> Filled:
    """The resource sheet, of several institutions' lines the latest of each, with the possibilities of the session."""
    lines = cases.sheet(about.actor, about.dossier_id).latest()
    possible = cases.first_plan(about.actor, about.dossier_id)
    rows = []
    for domain in Domain:
        here = [one for one in lines if one.domain == domain]
        seen = [one.text for one in possible if one.domain == domain]
        if here or seen:
            rows.append(
                {
                    "domain": str(domain.label),
                    "resources": "\n".join(one.resource for one in here if one.resource),
                    "obstacles": "\n".join(one.obstacle for one in here if one.obstacle),
                    "estimate": ", ".join(str(one.estimate) for one in here if one.estimate is not None),
                    "possibilities": "\n".join(seen),
                }
            )
    days = sorted({one.noted_on for one in lines} | {one.session.held_on for one in possible})
    return Filled(about.head() | {"noted": ", ".join(day(one) for one in days), "lines": rows}, about.actor.today)


def empty_resources(canton: str) -> Mapping[str, Any]:
    """The domains, nothing said on any."""
    empty = {"resources": "", "obstacles": "", "estimate": "", "possibilities": ""}
    domains = [{"domain": str(one.label), **empty} for one in Domain if one is not Domain.REASON]
    return {"office": letterhead(canton), "lines": domains}


def stock_taking(about: Subject) -> Filled | None:
    """The latest stock-taking."""
    taken = plans.stock_takings(about.actor, about.dossier_id)
    if not taken:
        return None
    latest = taken[0]
    there = reachable(about.actor, memberships=latest.present, institutions=())
    present = [f"{one.user.full_name}, {one.institution}" for one in there]
    decided = {True: _("yes"), False: _("no"), None: _("not decided yet")}
    data = about.head() | {
        "held_on": latest.held_on,
        "kind": str(StockTakingKind(latest.kind).label),
        "with_person": latest.kind == StockTakingKind.PERSON,
        "present": [*present, str(about.person)] if latest.person_present else present,
        "progress": str(Progress(latest.progress).label),
        "findings": latest.findings,
        "consent_until": latest.consent_until,
        "change": decided[latest.change_plan],
        "change_reason": latest.change_reason,
        "next_on": latest.next_on,
    }
    return Filled(data, latest.held_on)


def stock_takings(about: Subject) -> list[Mapping[str, Any]]:
    """Stock-takings as lines, oldest first."""
    return [
        {
            "on": one.held_on,
            "kind": str(StockTakingKind(one.kind).label),
            "progress": str(Progress(one.progress).label),
        }
        for one in reversed(plans.stock_takings(about.actor, about.dossier_id))
    ]
