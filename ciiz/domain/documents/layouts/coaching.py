"""What goes with a coaching by tandem: minutes for AVAM, evaluation, confirmation of integration, balance."""

from collections.abc import Mapping
from typing import Any

from ..paper import Paper


def talk_minutes(p: Paper, d: Mapping[str, Any]) -> None:
    """Goals and plan of the coaching as minutes, which stand in AVAM as well (steps 5 and 8)."""
    _who(p, d, day=d.get("on"))
    p.part("goals", d.get("goals", ""), room=6)
    p.part("plan", d.get("plan", ""), room=10)
    p.signatures("signature_person", "signature_tandem")


def employability(p: Paper, d: Mapping[str, Any]) -> None:
    """What the evaluation of employability showed, with goals and the proposed plan (steps 5 to 8)."""
    _who(p, d, set_up_on=d.get("set_up_on"), payer=d.get("payer"), told_on=d.get("told_on"))
    p.part("evaluation", d.get("evaluation", ""), room=10)
    p.part("goals", d.get("goals", ""), room=6)
    p.part("proposed", d.get("plan", ""), room=8)
    p.signatures("signature_person", "signature_provider")


def integration(p: Paper, d: Mapping[str, Any]) -> None:
    """Confirms to the office that a coaching has led to integration; names the case and not the person (step 10)."""
    p.is_letter = True
    p.facts(case_number=d.get("reference"), integrated_on=d.get("on"), copy=d.get("copy"))
    p.text("salutation")
    p.text("integrated", number=d.get("reference"), day=d.get("on"))
    p.text("follow_up")
    p.greeting(d.get("signatory", ""), d.get("signing_institution", ""))


def coaching_balance(p: Paper, d: Mapping[str, Any]) -> None:
    """Balance of a coaching: from the goals to what was reached (step 12)."""
    _who(p, d, registered_on=d.get("registered_on"), actual_end=d.get("actual_end"))
    p.part("goals", d.get("goals", ""), room=6)
    p.part("plan", d.get("plan", ""), room=8)
    p.heading(p["talks"])
    p.table(("day", "talk"), [(one["on"], one["text"]) for one in d.get("talks", ())], (1, 5), room=8)
    p.heading(p["ended"])
    p.facts(
        result=d.get("result"),
        integrated_on=d.get("integrated_on"),
        exit_reason=d.get("exit_reason"),
        next=d.get("next"),
        follow_up_until=d.get("follow_up_until"),
    )
    for note in d.get("notes", ()):
        p.heading(note["domain"], 3)
        p.prose(note["text"], room=3)
    p.facts(written_on=d.get("written_on"), written_by=d.get("written_by"))


def _who(p: Paper, d: Mapping[str, Any], **more: object) -> None:
    person = d.get("person", {})
    p.facts(
        person=person.get("name"), birth_date=person.get("birth_date"), tandem=", ".join(d.get("tandem", ())), **more
    )
