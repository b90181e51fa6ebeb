"""The six core indicators of a canton (study 2013, chapter 3), as plain SQL; run as the owner, aggregates only."""

from datetime import date
from typing import Any

from django.db import connection

from ciiz.domain.organisations.public import canton_values

DEFINITION = "cases whose referral was forwarded to the coordination"

COUNTS = """
SELECT count(*) FILTER (WHERE m.forwarded_on IS NOT NULL),
       count(*) FILTER (WHERE m.returned_on IS NOT NULL),
       count(*) FILTER (WHERE m.closed_on IS NOT NULL)
FROM cases_milestone m JOIN access_dossier d ON d.id = m.dossier_id
WHERE d.canton_id = %(canton)s AND m.forwarded_on BETWEEN %(since)s AND %(until)s
"""
MEASURES = """
SELECT count(DISTINCT (p.dossier_id, p.line))
FROM plans_measure p JOIN access_dossier d ON d.id = p.dossier_id
JOIN cases_milestone m ON m.dossier_id = d.id
WHERE d.canton_id = %(canton)s AND m.forwarded_on BETWEEN %(since)s AND %(until)s AND p.granted_on IS NOT NULL
"""
TO_REFERRAL = """
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), avg(days)
FROM (SELECT m.forwarded_on - min(r.since) AS days
      FROM cases_milestone m JOIN access_dossier d ON d.id = m.dossier_id
      JOIN persons_registration r ON r.dossier_id = m.dossier_id AND r.contributor_id = m.contributor_id
      WHERE d.canton_id = %(canton)s AND m.forwarded_on BETWEEN %(since)s AND %(until)s AND r.since IS NOT NULL
      GROUP BY m.dossier_id, m.forwarded_on) durations
"""
TO_CLOSING = """
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY m.closed_on - m.forwarded_on),
       avg(m.closed_on - m.forwarded_on)
FROM cases_milestone m JOIN access_dossier d ON d.id = m.dossier_id
WHERE d.canton_id = %(canton)s AND m.forwarded_on BETWEEN %(since)s AND %(until)s AND m.closed_on IS NOT NULL
"""
REASONS = """
SELECT r.exit_reason, count(*)
FROM cases_closing c JOIN access_dossier d ON d.id = c.dossier_id JOIN cases_milestone m ON m.dossier_id = d.id
JOIN cases_exitreport r ON r.id = c.report_id
WHERE d.canton_id = %(canton)s AND m.forwarded_on BETWEEN %(since)s AND %(until)s AND m.closed_on IS NOT NULL
  AND c.closed_on IS NOT NULL AND c.annulled_on IS NULL
GROUP BY r.exit_reason ORDER BY r.exit_reason
"""
CRITERIA = """
SELECT DISTINCT c.criteria_definition
FROM cases_case c JOIN access_dossier d ON d.id = c.dossier_id JOIN cases_milestone m ON m.dossier_id = d.id
WHERE d.canton_id = %(canton)s AND m.forwarded_on BETWEEN %(since)s AND %(until)s ORDER BY 1
"""


def core_indicators(canton: str, *, since: date, until: date) -> dict[str, Any]:
    """Of cases referred between two days, both included; durations in days, with the criteria they were counted by."""
    place: dict[str, str | date] = {"canton": canton, "since": since, "until": until}
    with connection.cursor() as cursor:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql, place)
            return list(cursor.fetchall())

        ((referrals, returns, closed),) = rows(COUNTS)
        ((measures,),) = rows(MEASURES)
        (to_referral,) = rows(TO_REFERRAL)
        (to_closing,) = rows(TO_CLOSING)
        reasons = dict(rows(REASONS))
        criteria = [version for (version,) in rows(CRITERIA)]
    values = canton_values(canton)
    known = {reason.code: reason for reason in values.exit_reasons}
    return {
        "referrals": referrals,
        "returns": returns,
        "measures_granted": measures,
        "days_registration_to_referral": _duration(to_referral),
        "days_referral_to_closing": _duration(to_closing),
        "closings": {
            "total": closed,
            "integrated": sum(count for code, count in reasons.items() if code in known and known[code].integrated),
            "by_reason": reasons,
        },
        "counted": {
            "canton": canton,
            "what": DEFINITION,
            "criteria": criteria,
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    }


def _duration(found: tuple[Any, ...]) -> dict[str, Any]:
    cases, median, mean = found
    return {
        "cases": cases,
        "median": None if median is None else float(median),
        "mean": None if mean is None else round(float(mean), 1),
    }
