"""Closed lists of the context."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.enums import Category


class DocumentKind(TextChoices):
    """What a document is (CII100, CII101)."""

    CONSENT = "consent", _("Consent")
    CV = "cv", _("Curriculum vitae")
    EVALUATION = "evaluation", _("Evaluation grid")
    REPORT = "report", _("Report")
    MEDICAL_REPORT = "medical_report", _("Medical report")
    DECISION = "decision", _("Decision")
    MINUTES = "minutes", _("Minutes")
    RESOURCES = "resources", _("Resource sheet")
    PLAN = "plan", _("Action plan")
    EXIT_REPORT = "exit_report", _("Exit report")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Other document")

    @property
    def categories(self) -> tuple[Category, ...]:
        """Under which categories such a document may be filed."""
        return CATEGORIES[self]

    @property
    def usual_category(self) -> Category:
        """The category if whoever files the document names none: the first of those allowed."""
        return self.categories[0]


NOT_BASIC = (Category.DOCUMENTS, Category.SOCIAL, Category.WORK, Category.HEALTH, Category.FINANCE)
CATEGORIES: Mapping[DocumentKind, tuple[Category, ...]] = {
    **dict.fromkeys(DocumentKind, NOT_BASIC),
    DocumentKind.CONSENT: (Category.BASIC, Category.DOCUMENTS),
    DocumentKind.MEDICAL_REPORT: (Category.HEALTH,),
}
"""What a file says nobody can read off its title: only the consent, which names no more than who and what, is basic."""


class Withdrawal(TextChoices):
    """Why a document is withdrawn."""

    OTHER_CASE = "other_case", _("Belongs to another case")
    OTHER_FILE = "other_file", _("Wrong file or version")
    NOT_NEEDED = "not_needed", _("Not needed for the case")


class TemplateState(TextChoices):
    """Where one version of a template stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Replaced")


class Letter(TextChoices):
    """Letters and forms that ciiz writes."""

    HANDBOOK = "handbook", _("Handbook")
    CONSENT_FORM = "consent_form", _("Consent form")
    REFERRAL = "referral", _("Referral")
    PLAN = "plan", _("Goal agreement and action plan")
    CLOSING = "closing_letter", _("Closing letter")
    MINUTES = "minutes", _("Minutes")
    INVITATION = "invitation", _("Invitation")
    EVALUATION = "evaluation", _("Evaluation grid")
    CV = "cv", _("Curriculum vitae")
    ENCLOSURES = "enclosures", _("Reports and stock-takings")
    RESOURCES = "resources", _("Resource sheet")
    TALK_MINUTES = "talk_minutes", _("Minutes for AVAM")
    EMPLOYABILITY = "employability", _("Evaluation of employability")
    STOCK_TAKING = "stock_taking", _("Stock-taking")
    INTEGRATION = "integration", _("Confirmation of integration")
    COACHING_BALANCE = "coaching_balance", _("Coaching balance")
    EXIT_REPORT = "exit_report", _("Exit report")
    PERSONAL_PAGE = "personal_page", _("Letter with the code for the own page")
