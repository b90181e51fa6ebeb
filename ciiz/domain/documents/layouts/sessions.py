"""What goes with a session: invitation, resource sheet, minutes."""

from collections.abc import Mapping
from typing import Any

from ..paper import Paper


def invitation(p: Paper, d: Mapping[str, Any]) -> None:
    """The person's own invitation, as a letter."""
    p.is_letter = True
    p.title = p.colon(p["title"], d["kind"]) if d.get("kind") else p["title"]
    p.salutation(d)
    dates = d.get("dates", ())
    p.text("choose" if dates else "invited")
    if dates:
        rows = [(p.day_in_words(one["held_on"]), f"{one['begins']}–{one['ends']}") for one in dates]
    else:
        rows = [
            (p["day"], p.day_in_words(d["held_on"]) if d.get("held_on") else ""),
            (p["time"], f"{d['begins']}–{d['ends']}" if d.get("begins") else ""),
        ]
    rows.append((p["room"], d.get("room") or ""))
    p.pairs([*rows, (p["link"], d["link"])] if d.get("link") else rows)
    others = d.get("others", ())
    p.text("about", others="; ".join(others)) if others else p.text("about_plain")
    if d.get("interpreter"):
        p.text("interpreter")
    answer = "answer_dates" if dates else "answer"
    if d.get("phone"):
        p.text(answer, phone=d["phone"])
    else:
        p.text(f"{answer}_plain")
    p.greeting(d.get("office", {}).get("name", ""))


def minutes(p: Paper, d: Mapping[str, Any]) -> None:
    """Minutes of a case at a meeting."""
    p.title = p.colon(p["title"], d["kind"]) if d.get("kind") else p["title"]
    p.is_letter = bool(d.get("recipient")) and not p.blank
    if p.is_letter:
        p.salutation(d)
        p.text("enclosed")
    p.pairs(
        [
            (p["day"], None if p.blank else d.get("held_on") or p.dated_on),
            *((label, value) for label, value in d.get("facts", ())),
            (p["present"], "; ".join(d.get("present", ()))),
            (p["excused"], "; ".join(d.get("excused", ()))),
        ]
    )
    if d.get("positions") or p.blank:
        p.heading(p["positions"])
        for one in d.get("positions", ()):
            p.heading(one["institution"], 3)
            p.prose(one["text"])
            if one.get("tried"):
                p.prose(p.colon(p["tried"], one["tried"]))
            if one["measures"]:
                p.prose(p.colon(p["measures"], one["measures"]))
        if not d.get("positions"):
            p.prose("", room=8)
    if d.get("possibilities"):
        p.heading(p["possibilities"])
        p.items(p.colon(one["domain"], one["text"]) for one in d["possibilities"])
    p.heading(p["decisions"])
    if d.get("decisions") or p.blank:
        p.table(
            ("what", "who", "until"),
            [(one["text"], one["who"], one["until"]) for one in d.get("decisions", ())],
            (3, 2, 1.1),
        )
    else:
        p.text("nothing")
    p.part("outcome", d.get("outcome", ""), room=2)
    if p.is_letter:
        p.greeting(d.get("office", {}).get("name", ""))


def resources(p: Paper, d: Mapping[str, Any]) -> None:
    """Resource sheet: resources, obstacles, an estimate from 1 to 5 and possibilities in each domain."""
    person = d.get("person", {})
    p.facts(name=person.get("name"), birth_date=person.get("birth_date"), noted_on=d.get("noted"))
    p.text("scale")
    p.table(
        ("domain", "resources", "obstacles", "estimate", "possibilities"),
        [
            (one["domain"], one["resources"], one["obstacles"], one["estimate"], one["possibilities"])
            for one in d.get("lines", ())
        ],
        (1.3, 2, 2, 1.4, 2),
    )
