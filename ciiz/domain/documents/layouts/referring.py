"""What goes with a referral: the referral itself, the grid it rests on, consent, curriculum vitae, enclosures."""

from collections.abc import Mapping
from typing import Any

from ..paper import Paper


def referral(p: Paper, d: Mapping[str, Any]) -> None:
    """Referral (CII100), the AHV number in full."""
    person, reporter = d.get("person", {}), d.get("reporter", {})
    p.heading(p["person"])
    p.facts(
        name=person.get("name"),
        birth_date=person.get("birth_date"),
        ahv=person.get("ahv"),
        address=person.get("address"),
        phone=person.get("phone"),
        language=person.get("language"),
    )
    p.heading(p["reporter"])
    p.facts(
        institution=reporter.get("institution"),
        reported_by=reporter.get("name"),
        talked_with=d.get("talked_with"),
        talked_on=d.get("talked_on"),
        wished=d.get("wished"),
        partners=", ".join(d.get("partners", ())),
    )
    p.heading(p["registrations"])
    p.table(
        ("dispositif", "institution", "file_number", "entitlement"),
        [
            (row["dispositif"], row.get("institution"), row.get("file_number"), row.get("until"))
            for row in d.get("registrations", ())
        ],
        (1, 2, 1.4, 1),
    )
    if d.get("capacities") or p.blank:
        p.heading(p["capacity"])
        p.items(
            f"{p.colon(one['institution'], one['value'])}, {one['basis']}, {one['on']}"
            for one in d.get("capacities", ())
        )
    p.heading(p["criteria"])
    p.items(d.get("criteria", ()))
    p.heading(p["situation"])
    for part in d.get("situation", ()):
        p.heading(part["domain"], 3)
        p.prose(part["text"], room=3)
    p.heading(p["attachments"])
    p.items(d.get("attachments", ()))
    p.heading(p["decision"])
    p.facts(received_on=d.get("received_on"), decision=d.get("decision"), reason=d.get("reason"))


def evaluation(p: Paper, d: Mapping[str, Any]) -> None:
    """Evaluation grid: each criterion of the canton with its hint, and whether it holds."""
    person = d.get("person", {})
    p.facts(name=person.get("name"), birth_date=person.get("birth_date"), **_check(d))
    p.text("hint")
    for key in ("aspects", "obstacles"):
        if d.get(key):
            p.heading(p[key])
            rows = [
                (
                    p.colon(one["text"], one["hint"]) if one["hint"] else one["text"],
                    p.ticked(one["met"]),
                    p.ticked(None if one["met"] is None else not one["met"]),
                )
                for one in d[key]
            ]
            p.table(("criterion", "holds", "holds_not"), rows, (6, 1, 1))
    p.part("rule", d.get("rule", ""))
    p.heading(p["indicated"])
    p.items(f"{p.ticked(one['chosen'])} {one['text']}" for one in d.get("forms", ()))


def _check(d: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"done_on": d.get("done_on"), "done_by": d.get("done_by"), "occasion": d.get("occasion")}


def consent_form(p: Paper, d: Mapping[str, Any]) -> None:
    """Consent, to be signed."""
    person = d.get("person", {})
    p.text("subtitle")
    p.heading(p["person"])
    p.facts(name=person.get("name"), birth_date=person.get("birth_date"), address=person.get("address"))
    p.text("declaration")
    p.heading(p["parties"])
    p.table(
        ("institution", "gives", "receives"),
        [(one["name"], p.ticked(one["gives"]), p.ticked(one["receives"])) for one in d.get("parties", ())],
        (5, 1, 1),
    )
    p.heading(p["categories"])
    p.items(d.get("categories", ()))
    p.heading(p["use"])
    p.facts(
        purposes="\n".join(d.get("purposes", ())),
        recurrence=d.get("recurrence"),
        onward=d.get("onward"),
        period=p.fill("from_until", **{"from": d.get("valid_from"), "until": d.get("until")}),
    )
    p.heading(p["rights"])
    p.items(p["rights_list"].splitlines())
    if d.get("notice"):
        p.text("notice", version=d["notice"])
    p.signatures("signature_person", "signature_representative")


def cv(p: Paper, d: Mapping[str, Any]) -> None:
    """Curriculum vitae to be filled in: who the person is and what they learnt, nothing of insurances or benefits."""
    person = d.get("person", {})
    p.heading(p["personal"])
    p.facts(
        name=person.get("name"),
        birth_date=person.get("birth_date"),
        address=person.get("address"),
        phone=person.get("phone"),
        email=person.get("email"),
        languages=person.get("languages"),
    )
    p.heading(p["work"])
    p.facts(last_job=d.get("last_job"), qualification=d.get("qualification"))
    p.table(("from_to", "employer", "occupation"), [], (1, 2, 2), room=6)
    p.heading(p["training"])
    p.facts(education=d.get("education"))
    p.table(("from_to", "school", "diploma"), [], (1, 2, 2))
    p.heading(p["skills"])
    p.prose("")
    p.heading(p["references"])
    p.prose("", room=3)


def enclosures(p: Paper, d: Mapping[str, Any]) -> None:
    """Reports and stock-takings of the case, as a list that goes with them."""
    person = d.get("person", {})
    p.facts(name=person.get("name"), birth_date=person.get("birth_date"))
    p.heading(p["reports"])
    p.table(
        ("report", "institution", "day"),
        [(one["title"], one["institution"], one["on"]) for one in d.get("documents", ())],
        (3, 2, 1),
    )
    p.heading(p["stock_takings"])
    p.table(
        ("day", "with_whom", "progress"),
        [(one["on"], one["kind"], one["progress"]) for one in d.get("stock_takings", ())],
        (1, 2, 2),
    )
