"""What goes with a plan: the plan, which is the goal agreement as well, and stock-takings."""

from collections.abc import Mapping
from typing import Any

from ..paper import Paper


def plan(p: Paper, d: Mapping[str, Any]) -> None:
    """Goal agreement and action plan (CII101.3), one document, to be signed."""
    person = d.get("person", {})
    if not p.blank:
        p.text("version", version=d["version"], day=p.dated_on)
    p.facts(
        person=person.get("name"),
        birth_date=person.get("birth_date"),
        case_manager=d.get("case_manager"),
        institutions=", ".join(d.get("institutions", ())),
        rhythm=d.get("rhythm"),
    )
    for number, goal in enumerate(d.get("goals", ()), start=1):
        p.heading(p.colon(f"{p['goal']} {number}", goal["title"]))
        if goal["measures"] or p.blank:
            p.table(
                ("measure", "responsible", "deadline", "financing", "status"),
                [
                    (one["title"], one.get("responsible"), one.get("deadline"), one.get("financing"), one.get("status"))
                    for one in goal["measures"]
                ],
                (2.4, 2, 1.2, 1.8, 1.3),
            )
        else:
            p.text("no_measures")
    if d.get("alternatives"):
        p.part("alternatives", d["alternatives"])
    p.heading(p["agreement"])
    p.text("declaration")
    p.signatures("signature_person", "signature_case_manager")
    if d.get("validated_on"):
        p.text("validated", day=d["validated_on"], by=d.get("validated_by", ""))


def stock_taking(p: Paper, d: Mapping[str, Any]) -> None:
    """Where the plan stands, found with the person or the team (CII101.6)."""
    person = d.get("person", {})
    p.facts(
        person=person.get("name"),
        birth_date=person.get("birth_date"),
        day=d.get("held_on"),
        with_whom=d.get("kind"),
        present=", ".join(d.get("present", ())),
        progress=d.get("progress"),
    )
    p.part("findings", d.get("findings", ""), room=10)
    if d.get("with_person", True):
        p.heading(p["consent"])
        p.facts(consent_until=d.get("consent_until"))
    p.heading(p["decision"])
    p.facts(change=d.get("change"), change_reason=d.get("change_reason"), next_on=d.get("next_on"))
    p.signatures("signature_person", "signature_case_manager")
