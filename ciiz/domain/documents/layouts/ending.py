"""What goes with the end of a case: exit report and the letter to the person."""

from collections.abc import Mapping
from typing import Any

from ..paper import Paper


def exit_report(p: Paper, d: Mapping[str, Any]) -> None:
    """Exit report (CII101.9): what was planned, what was reached, how it ends, who goes on."""
    person = d.get("person", {})
    p.facts(
        person=person.get("name"),
        birth_date=person.get("birth_date"),
        case_manager=d.get("case_manager"),
        institutions=", ".join(d.get("institutions", ())),
        opened_on=d.get("opened_on"),
    )
    p.heading(p["ended"])
    p.facts(
        result=d.get("result"),
        exit_reason=d.get("exit_reason"),
        planned_end=d.get("planned_end"),
        actual_end=d.get("actual_end"),
        decided_on=d.get("decided_on"),
        next=d.get("next"),
        follow_up_until=d.get("follow_up_until"),
    )
    p.heading(p["measures"])
    p.table(
        ("goal", "measure", "responsible", "status"),
        [(one["goal"], one["title"], one["responsible"], one["status"]) for one in d.get("measures", ())],
        (2, 2.4, 2, 1.2),
    )
    p.heading(p["stock_takings"])
    p.table(
        ("day", "with_whom", "progress"),
        [(one["on"], one["kind"], one["progress"]) for one in d.get("stock_takings", ())],
        (1, 2, 2),
    )
    if d.get("notes"):
        p.heading(p["notes"])
    for note in d.get("notes", ()):
        p.heading(note["domain"], 3)
        p.prose(note["text"], room=3)
    p.heading(p["written"])
    p.facts(written_on=d.get("written_on"), written_by=d.get("written_by"))


def closing_letter(p: Paper, d: Mapping[str, Any]) -> None:
    """Letter to the person at the end of a case (CII101.10); a draft leaves its days open."""
    p.is_letter = True
    p.salutation(d)
    p.text("closed", day=d.get("closed_on"), institutions=", ".join(d.get("institutions", ())))
    if d.get("outcome"):
        p.text("outcome", outcome=d["outcome"])
    if d.get("next"):
        p.text("next", next=d["next"])
    p.text("consent_ended", day=d.get("closed_on"))
    if d.get("survey"):
        p.text("survey", day=d.get("survey_on"))
    if d.get("contact"):
        p.text("contact", contact=d["contact"])
    p.text("thanks")
    p.greeting(d.get("signatory", ""), d.get("signing_institution", ""))
