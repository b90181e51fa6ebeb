"""The walkthrough in a terminal."""

from typing import Any

from django.utils.translation import gettext as _

from ciiz.domain.organisations.public import canton_values
from ciiz.journeys.tell import Names, sentence

from .performance import Result
from .refusals import describe
from .stage import Told

WIDE = 100


def tell(result: Result) -> None:
    """Prints import, cases and indicators."""
    _import(result)
    names = Names(result.indicators["counted"]["canton"], {}, {})
    for case in result.cases:
        _case(case, names)
    _indicators(result.indicators)


def _head(text: str) -> None:
    print(f"\n{text}\n{'─' * min(len(text), WIDE)}")


def _import(result: Result) -> None:
    told = result.as_dict()["import"]
    _head(_("Import of %(file)s") % {"file": told["file"]})
    print(
        _("%(rows)s rows: %(imported)s imported, %(refused)s refused")
        % {"rows": told["rows"], "imported": told["imported"], "refused": told["refused"]}
    )
    print(
        _("The same file again: %(imported)s imported, %(there)s already there")
        % {"imported": told["again"]["imported"], "there": told["again"]["already_there"]}
    )
    for defect in told["defects"]:
        place = _("line %(line)s") % {"line": defect["line"]}
        column = f", {defect['column']} {defect['heading']}" if defect["column"] else ""
        value = f" [{defect['value']}]" if defect["value"] else ""
        print(f"  {place}{column}{value}: {defect['reason']}")


def _case(case: Told, names: Names) -> None:
    _head(f"{case.number}  {_title(case.story)}")
    source = _("from line %(line)s") % {"line": case.from_line} if case.from_line else _("invented")
    print(f"{case.institution}, {source}")
    for event in case.in_order():
        print(f"  {event.occurred_on:%d.%m.%Y}  {event.step:<10}  {sentence(event, names)}")
    if case.refusals:
        heading = _("Refused, by the journey and by the database:")
        print(f"  {heading}")
    for refusal in case.refusals:
        sign = "✗" if refusal.held else "!!"
        database = _("no row") if refusal.rows == 0 else refusal.database or _("went through")
        answer = refusal.error or _("went through")
        print(f"  {sign} {refusal.step:<10} {describe(refusal.what)}: {answer} · SQL {database}")


def _title(story: str) -> str:
    return {
        "returned": _("Returned with a reason"),
        "integrated": _("Accepted, round table, closed as integrated"),
        "renewed": _("Plan not validated at first, consent renewed at a stock-taking"),
        "handed_over": _("Handed over to another dispositif, with its answer"),
        "broken_off": _("Broken off for lack of cooperation"),
    }[story]


def _indicators(found: dict[str, Any]) -> None:
    _head(_("Core indicators of canton %(canton)s") % {"canton": found["counted"]["canton"]})
    closings = found["closings"]
    values = canton_values(found["counted"]["canton"])
    reasons = ", ".join(f"{values.exit_reason(code) or code}: {n}" for code, n in closings["by_reason"].items())
    lines = [
        (_("Referrals"), str(found["referrals"])),
        (_("Returns to the referring institution"), str(found["returns"])),
        (_("Measures granted"), str(found["measures_granted"])),
        (_("From registration to referral"), _days(found["days_registration_to_referral"])),
        (_("From referral to closing"), _days(found["days_referral_to_closing"])),
        (_("Closings"), f"{closings['total']} ({reasons})"),
        (_("of which integrated"), str(closings["integrated"])),
    ]
    width = max(len(name) for name, _value in lines)
    for number, (name, value) in enumerate(lines, 1):
        print(f"  {number if number < len(lines) else ' '}  {name:<{width}}  {value}")
    print(_("Counted by criteria %(criteria)s") % {"criteria": ", ".join(found["counted"]["criteria"])})


def _days(duration: dict[str, Any]) -> str:
    if not duration["cases"]:
        return "–"
    return _("%(median)s days (median of %(cases)s cases)") % {
        "median": f"{duration['median']:g}",
        "cases": duration["cases"],
    }
