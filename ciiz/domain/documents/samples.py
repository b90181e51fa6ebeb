"""An invented case by which a template is looked at; what people would write is filler that every language shares."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from ciiz.foundation.terms import Term, ends_on

from .enums import Letter

WRITTEN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit."
SHORT = "Lorem ipsum"
PLACE = "Musterort"
NAMES = ("RAV Musterort", "SMZ Musterort")
SOMEBODY = "Rosa Muster, SMZ Musterort"


def sample(letter: Letter, *, office: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Data for any letter or form: each takes of them what it shows."""
    later = ends_on(Term(months=3), today)
    stock = [{"on": today, "kind": SHORT, "progress": SHORT}]
    measure = {"title": SHORT, "responsible": NAMES[0], "deadline": later, "financing": NAMES[1], "status": SHORT}
    data: dict[str, Any] = {
        "office": office,
        "reference": "0000-0000",
        "recipient": ["Anna Muster", "Musterweg 1", f"9999 {PLACE}"],
        "place": PLACE,
        "sex": "female",
        "family_name": "Muster",
        "full_name": "Anna Muster",
        "address": "https://ciiz.example/my/",
        "code": "2345-6789-ABCD-EFGH",
        "person": {
            "name": "Muster Anna",
            "birth_date": date(1984, 3, 14),
            "address": f"Musterweg 1, 9999 {PLACE}",
            "phone": "000 000 00 00",
            "email": "anna.muster@example.org",
            "languages": SHORT,
        },
        "institutions": list(NAMES),
        "tandem": list(NAMES),
        "case_manager": SOMEBODY,
        "contact": SOMEBODY,
        "signatory": "Rosa Muster",
        "signing_institution": NAMES[1],
        # referral, grid, consent
        "reporter": {"institution": NAMES[0], "name": "Urs Muster"},
        "talked_with": SOMEBODY,
        "talked_on": today,
        "wished": SHORT,
        "partners": list(NAMES),
        "registrations": [{"dispositif": SHORT, "institution": NAMES[0], "file_number": "000", "until": later}],
        "capacities": [{"institution": NAMES[1], "value": "50", "basis": SHORT, "on": SHORT}],
        "criteria": [SHORT],
        "situation": [{"domain": SHORT, "text": WRITTEN}],
        "attachments": [SHORT],
        "received_on": today,
        "decision": SHORT,
        "reason": SHORT,
        "done_on": today,
        "done_by": SOMEBODY,
        "occasion": SHORT,
        "aspects": [{"text": SHORT, "hint": WRITTEN, "met": True}],
        "obstacles": [{"text": SHORT, "hint": WRITTEN, "met": False}],
        "rule": WRITTEN,
        "forms": [{"text": SHORT, "chosen": True}, {"text": SHORT, "chosen": False}],
        "parties": [{"name": name, "gives": True, "receives": name == NAMES[0]} for name in NAMES],
        "categories": [SHORT],
        "purposes": [SHORT],
        "recurrence": SHORT,
        "onward": SHORT,
        "valid_from": today,
        "until": later,
        "notice": "1",
        "documents": [{"title": SHORT, "institution": NAMES[1], "on": today}],
        # sessions
        "kind": SHORT,
        "held_on": today,
        "begins": f"{time(9):%H:%M}",
        "ends": f"{time(10):%H:%M}",
        "room": PLACE,
        "interpreter": True,
        "phone": "000 000 00 00",
        "facts": [],
        "present": [SOMEBODY],
        "positions": [{"institution": name, "text": WRITTEN, "measures": SHORT} for name in NAMES],
        "possibilities": [{"domain": SHORT, "text": WRITTEN}],
        "decisions": [{"text": WRITTEN, "who": SOMEBODY, "until": later}],
        "outcome": SHORT,
        "noted": f"{today:%d.%m.%Y}",
        "lines": [{"domain": SHORT, "resources": SHORT, "obstacles": SHORT, "estimate": "3", "possibilities": SHORT}],
        # plan and stock-taking
        "version": 1,
        "rhythm": SHORT,
        "goals": [{"title": WRITTEN, "measures": [measure]}],
        "validated_on": today,
        "validated_by": "Rosa Muster",
        "progress": SHORT,
        "findings": WRITTEN,
        "consent_until": later,
        "change": SHORT,
        "next_on": later,
        "stock_takings": stock,
        # coaching and end
        "on": today,
        "copy": SHORT,
        "plan": WRITTEN,
        "evaluation": WRITTEN,
        "told_on": today,
        "set_up_on": today,
        "payer": SHORT,
        "talks": [{"on": today, "text": WRITTEN}],
        "result": SHORT,
        "exit_reason": SHORT,
        "actual_end": today,
        "decided_on": today,
        "next": NAMES[0],
        "measures": [{"goal": SHORT, **measure}],
        "notes": [{"domain": SHORT, "text": WRITTEN}],
        "opened_on": today,
        "written_on": today,
        "written_by": SOMEBODY,
        "closed_on": today,
        "survey": True,
        "survey_on": later,
    }
    if letter in (Letter.TALK_MINUTES, Letter.EMPLOYABILITY, Letter.COACHING_BALANCE):
        data["goals"] = WRITTEN
    if letter is Letter.MINUTES:
        data["excused"] = [SOMEBODY]
    return data
