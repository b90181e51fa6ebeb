"""Letters and forms as users find them: of a case, filled with what is open to the reader, and empty for paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.plans import public as plans
from ciiz.foundation.errors import DomainError
from ciiz.journeys import papers
from ciiz.journeys.consent import letterhead
from ciiz.journeys.papers import Filled, Subject
from ciiz.web.cases.about import About
from ciiz.web.components.data import Text
from ciiz.web.plans import printing as plan_printing
from ciiz.web.referrals.views import printing as referral_printing

PDF, WORD = "pdf", "docx"
MEDIA = {PDF: "application/pdf", WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


class NothingToWrite(DomainError):
    """A letter about something that did not happen, or that is not open to the reader."""

    code = "nothing_to_write"
    message = _(
        "There is nothing yet that this letter could say, or it is not open to you. Nothing was changed. Go back to "
        "the forms and letters of the case and choose another one."
    )


def _always(_page: About) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Offered:
    """One paper: what it is for, whom it goes to, its data in a case, and whether it makes sense there.

    Without data a form still names the person, the rest is to be filled in by hand; a letter needs its data.
    """

    letter: Letter
    hint: Text
    fill: Callable[[About], Filled | None]
    to_person: bool = False
    is_form: bool = True
    fits: Callable[[About], bool] = _always
    completes: bool = False
    """Made to be completed by hand, however much is known."""

    def language(self, page: About, wished: str) -> str:
        """As wished; else what goes to the person is in their language, the rest in the reader's."""
        return wished or (str(page.person.correspondence) if self.to_person else get_language() or page.actor.language)


def _of(fill: Callable[[Subject], Filled | None]) -> Callable[[About], Filled | None]:
    return lambda page: fill(Subject(page.actor, page.case, page.person))


def _referral(page: About) -> Filled | None:
    found = cases.referral(page.actor, page.dossier_id)
    return Filled(referral_printing.told(page.actor, page, found), page.actor.today) if found else None


def _plan(page: About) -> Filled | None:
    view = plans.view(page.actor, page.dossier_id)
    if view is None:
        return None
    return Filled(plan_printing.said(page, view), view.plan.manager_signed_on or page.actor.today)


def _coached(page: About) -> bool:
    return bool(page.case.coached)


def _ended(page: About) -> bool:
    return page.stage in (Stage.ENDING, Stage.CLOSED) and (page.ends or page.closes)


OFFERED: Sequence[Offered] = (
    Offered(Letter.REFERRAL, _("What the person is referred for, with the decision"), _referral),
    Offered(
        Letter.EVALUATION, _("The criteria of the canton, as answered at the latest check"), _of(papers.evaluation)
    ),
    Offered(Letter.CONSENT_FORM, _("The latest consent, to be signed"), _of(papers.consent_form), to_person=True),
    Offered(
        Letter.CV,
        _("Details that are known; the person completes the rest"),
        _of(papers.cv),
        to_person=True,
        completes=True,
    ),
    Offered(Letter.ENCLOSURES, _("List of what is filed and of the stock-takings"), _of(papers.enclosures)),
    Offered(
        Letter.INVITATION,
        _("The person's invitation to the next meeting, for whoever organises it"),
        _of(papers.invitation),
        to_person=True,
        is_form=False,
        fits=lambda page: papers.invitation(Subject(page.actor, page.case, page.person)) is not None,
    ),
    Offered(Letter.MINUTES, _("Of the last meeting on the case"), _of(papers.minutes)),
    Offered(Letter.RESOURCES, _("Resources, obstacles and possibilities by domain"), _of(papers.resources)),
    Offered(Letter.PLAN, _("The latest version, to be signed"), _plan, to_person=True),
    Offered(Letter.STOCK_TAKING, _("The latest stock-taking"), _of(papers.stock_taking)),
    Offered(Letter.TALK_MINUTES, _("Goals and plan of the coaching"), _of(papers.talk_minutes), fits=_coached),
    Offered(
        Letter.EMPLOYABILITY,
        _("What the measure showed, goals, proposed plan"),
        _of(papers.employability),
        fits=_coached,
    ),
    Offered(
        Letter.INTEGRATION,
        _("To the IIZ office, without the name"),
        _of(papers.integration),
        is_form=False,
        fits=lambda page: (
            _coached(page) and papers.integration(Subject(page.actor, page.case, page.person)) is not None
        ),
    ),
    Offered(
        Letter.COACHING_BALANCE, _("From the goals to what was reached"), _of(papers.coaching_balance), fits=_coached
    ),
    Offered(Letter.EXIT_REPORT, _("How the case ends, what was done, who goes on"), _of(papers.exit_report)),
    Offered(
        Letter.CLOSING,
        _("Tells the person that the case has ended"),
        _of(papers.closing_letter),
        to_person=True,
        is_form=False,
        fits=_ended,
    ),
)


def offered(page: About) -> list[Offered]:
    """The papers of a case."""
    return [one for one in OFFERED if one.fits(page)]


def find(letter: str) -> Offered | None:
    """A paper by its code."""
    return next((one for one in OFFERED if one.letter == letter), None)


def of_case(page: About, paper: Offered, *, wished: str, kind: str) -> bytes:
    """A paper filled with what is open to the reader, or the form with the person's name where nothing is."""
    language = paper.language(page, wished)
    with override(language):
        found = paper.fill(page)
        if found is None and not paper.is_form:
            raise NothingToWrite
        if found is None:
            head = Subject(page.actor, page.case, page.person).head()
            found = Filled({**_empty(paper.letter, page.actor, page.case.canton), **head}, page.actor.today)
            return _set(paper.letter, page.case.canton, language, found, kind, blank=True)
    return _set(paper.letter, page.case.canton, language, found, kind, blank=paper.completes)


def empty(actor: Actor, paper: Offered, *, language: str, kind: str) -> bytes:
    """A form for paper."""
    with override(language):
        data = _empty(paper.letter, actor, actor.canton)
    return _set(paper.letter, actor.canton, language, Filled(data, actor.today), kind, blank=True)


def _empty(letter: Letter, actor: Actor, canton: str) -> Mapping[str, Any]:
    if letter is Letter.EVALUATION:
        values = canton_values(canton)
        return papers.empty_evaluation(values, values.criteria_on(actor.today))
    if letter is Letter.CONSENT_FORM:
        return papers.empty_consent(canton)
    if letter is Letter.RESOURCES:
        return papers.empty_resources(canton)
    return {"office": letterhead(canton)}


def _set(letter: Letter, canton: str, language: str, filled: Filled, kind: str, *, blank: bool) -> bytes:
    made = documents.render if kind == PDF else documents.as_word
    return made(documents.wording(letter, canton), language, filled.data, dated_on=filled.dated_on, blank=blank)
