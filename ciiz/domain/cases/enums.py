"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category


class Stage(TextChoices):
    """Where a case stands, coarsely; the process knows the step."""

    CHECKED = "checked", _("checked, no referral")
    DRAFT = "draft", _("referral begun")
    COMPLETED = "completed", _("referral complete")
    FORWARDED = "forwarded", _("to be decided")
    ASKED_BACK = "asked_back", _("asked back")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted, session to come")
    COACHING = "coaching", _("coaching")
    DECIDED = "decided", _("case manager to be named")
    ASSIGNED = "assigned", _("plan to be drawn up")
    PLANNED = "planned", _("plan to be validated")
    RUNNING = "running", _("plan being carried out")
    ENDING = "ending", _("coming to an end")
    CLOSED = "closed", _("closed")

    @property
    def before_decision(self) -> bool:
        """The referral may still be changed by those who refer."""
        return self in (Stage.CHECKED, Stage.DRAFT, Stage.COMPLETED, Stage.ASKED_BACK)

    @property
    def managed(self) -> bool:
        """A case manager is at work."""
        return self in (Stage.ASSIGNED, Stage.PLANNED, Stage.RUNNING)

    @property
    def over(self) -> bool:
        """Nothing more happens."""
        return self in (Stage.CHECKED, Stage.RETURNED, Stage.CLOSED)


class Occasion(TextChoices):
    """Why the IIZ check was done (source 003)."""

    MANDATE = "mandate", _("New mandate")
    CHANGE = "change", _("Marked change")


class Decision(TextChoices):
    """Answers to a referral."""

    ACCEPTED = "accepted", _("accepted")
    ASKED_BACK = "asked_back", _("asked back")
    RETURNED = "returned", _("returned")


class CooperationForm(TextChoices):
    """What form of cooperation a case is (study 2013, recommendation 1); told by the case itself."""

    SINGLE = "single", _("one institution")
    BILATERAL = "bilateral", _("bilateral IIZ")
    MULTILATERAL = "multilateral", _("multilateral IIZ")
    MANAGED = "managed", _("IIZ-CM")


class SessionKind(TextChoices):
    """Sessions of the institutions on a case; network sessions are held during case management only."""

    ROUND_TABLE = "round_table", _("Round table")
    ASSESSMENT = "assessment", _("Assessment")
    NETWORK = "network", _("Network session")

    @property
    def starts_management(self) -> bool:
        """Case management may start from its result."""
        return self is not SessionKind.NETWORK


class SessionOutcome(TextChoices):
    """What a session decided; the same codes as the process's outcomes."""

    CASE_MANAGEMENT = "case_management", _("Case management")
    COACHING = "coaching", _("Coaching")
    ASSESSMENT = "assessment", _("Assessment needed")
    BILATERAL = "bilateral", _("Bilateral solution")
    OTHER_DISPOSITIF = "other_dispositif", _("Another dispositif goes on")
    RETURNED = "returned", _("Back to the referring institution")


class CoachingResult(TextChoices):
    """What a coaching has led to, asked after each talk (coaching, step 10)."""

    INTEGRATED = "integrated", _("The person is integrated")
    GOING_ON = "going_on", _("Not yet: the coaching goes on")
    PLAN_CHANGES = "plan_changes", _("Not yet: the plan has to change")
    ENDED = "ended", _("The coaching ends without integration")


class Payer(TextChoices):
    """By whose procedure the evaluation of employability is set up (coaching, step 6)."""

    LABOUR_MARKET = "labour_market", _("Labour-market measures")
    SOCIAL_SERVICE = "social_service", _("Social service")


class Domain(TextChoices):
    """Domains of a person's situation, in which referral and resource sheet are written."""

    REASON = "reason", _("Reason for the referral")
    WORK = "work", _("Work")
    HEALTH = "health", _("Health")
    FINANCE = "finance", _("Finance")
    FAMILY = "family", _("Family")
    HOUSING = "housing", _("Housing")
    LANGUAGE = "language", _("Language")

    @property
    def category(self) -> Category:
        """Whoever sees this category sees the text."""
        return _CATEGORY[self]


_CATEGORY = {
    Domain.REASON: Category.SOCIAL,
    Domain.WORK: Category.WORK,
    Domain.HEALTH: Category.HEALTH,
    Domain.FINANCE: Category.FINANCE,
    Domain.FAMILY: Category.SOCIAL,
    Domain.HOUSING: Category.SOCIAL,
    Domain.LANGUAGE: Category.SOCIAL,
}


class AssignmentKind(TextChoices):
    """Who is put in charge."""

    CASE_MANAGER = "case_manager", _("Case manager")
    DEPUTY = "deputy", _("Deputy")


class Result(TextChoices):
    """Result of an exit report (CII101.9)."""

    INTEGRATED = "integrated", _("Integrated in the primary labour market")
    OTHER_DISPOSITIF = "other_dispositif", _("Followed by another dispositif")
    NOT_INTEGRATED = "not_integrated", _("Ended without integration")


class Answer(TextChoices):
    """Answer of the institution that is to go on."""

    OPEN = "open", _("not yet answered")
    ACCEPTED = "accepted", _("takes over")
    DECLINED = "declined", _("declines")


class AnnulReason(TextChoices):
    """Why a closing was a mistake."""

    GOES_ON = "goes_on", _("The work with the person goes on")
    WRONG_CASE = "wrong_case", _("Another case was meant")
    WRONG_ENTRY = "wrong_entry", _("Result, report or a day is wrong")


class Survey(TextChoices):
    """What became of the survey six months after closing (source 003)."""

    SENT = "sent", _("The questions were sent")
    HELD = "held", _("The person was asked")
    NOT_POSSIBLE = "not_possible", _("The survey is not possible")


class NoSurvey(TextChoices):
    """Why nobody could be asked."""

    NOT_REACHED = "not_reached", _("The person cannot be reached")
    NO_WISH = "no_wish", _("The person does not wish to answer")
    NO_CONSENT = "no_consent", _("The consent to the survey has ended")


class CheckItem(TextChoices):
    """Items of the checklist of closing (CII101.10)."""

    REPORT = "report", _("Exit report")
    NETWORK = "network", _("Network informed")
    LETTER = "letter", _("Letter to the person")
    HAND_OVER = "hand_over", _("Answer to the hand-over")
    REQUEST = "request", _("Request of the case manager")
