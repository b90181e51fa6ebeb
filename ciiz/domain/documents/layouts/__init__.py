"""What stands on each letter and form, in its order: one function a paper, without a word of its own.

Each takes the paper in the making and its data; the words are those of the template. Data of an empty form are the few
that hold for every case of the canton.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ..enums import Letter
from ..paper import Paper
from ..texts import Wording
from .coaching import coaching_balance, employability, integration, talk_minutes
from .ending import closing_letter, exit_report
from .person import personal_page
from .planning import plan, stock_taking
from .referring import consent_form, cv, enclosures, evaluation, referral
from .sessions import invitation, minutes, resources

Layout = Callable[[Paper, Mapping[str, Any]], None]

LAYOUTS: Mapping[Letter, Layout] = {
    Letter.REFERRAL: referral,
    Letter.EVALUATION: evaluation,
    Letter.CONSENT_FORM: consent_form,
    Letter.CV: cv,
    Letter.ENCLOSURES: enclosures,
    Letter.INVITATION: invitation,
    Letter.RESOURCES: resources,
    Letter.MINUTES: minutes,
    Letter.PLAN: plan,
    Letter.STOCK_TAKING: stock_taking,
    Letter.TALK_MINUTES: talk_minutes,
    Letter.EMPLOYABILITY: employability,
    Letter.INTEGRATION: integration,
    Letter.COACHING_BALANCE: coaching_balance,
    Letter.EXIT_REPORT: exit_report,
    Letter.CLOSING: closing_letter,
    Letter.PERSONAL_PAGE: personal_page,
}
"""All but the handbook, which is drawn as well as written."""


def compose(wording: Wording, language: str, data: Mapping[str, Any], *, dated_on: date, blank: bool = False) -> Paper:
    """A letter or form in a language, before it is set as PDF or Word."""
    paper = Paper(wording.texts(language), dated_on, blank)
    paper.title = paper["title"]
    LAYOUTS[wording.letter](paper, data)
    return paper
