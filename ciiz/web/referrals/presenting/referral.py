"""The referral for those who write, forward and sent it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor, Openings, Origin, openings
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Decision, Domain, Stage
from ciiz.domain.cases.public import Case, IizCheck, Referral
from ciiz.domain.consent import public as consents
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.public import Document
from ciiz.domain.organisations.enums import CriterionKind
from ciiz.domain.organisations.public import (
    CantonValues,
    Institution,
    by_code,
    coordinators,
    institutions_of,
    regions_of,
    route,
    themes_of,
)
from ciiz.domain.persons.public import Person
from ciiz.foundation.i18n.phrases import said
from ciiz.journeys.coverage import office_of
from ciiz.web.components.data import Difference, Fact, Kind, Link, Text

from ..forms import ReferralForm

SHORTEST = ("version", "person_version", "commune_kept")


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A check in words: when, what applied, what the canton's guideline hints at."""

    check: IizCheck
    met: Sequence[tuple[Text, Text]]
    against: Sequence[tuple[Text, Text]]
    rule: Text
    suggests: bool
    of: int

    @property
    def number(self) -> int:
        """How many aspects hold."""
        return len(self.met)


def last_check(actor: Actor, dossier_id: UUID, values: CantonValues) -> CheckShown | None:
    """The latest check by the version of the criteria that it was done with."""
    done = cases.checks(actor, dossier_id)
    if not done:
        return None
    latest = done[0]
    definition = values.criteria_version(latest.definition) or values.criteria_on(latest.done_on)
    held = frozenset(latest.met)
    aspects = [one for one in definition.criteria if one.kind is CriterionKind.ASPECT]
    found = [one for one in definition.criteria if one.code in held]
    return CheckShown(
        check=latest,
        met=[(str(one), str(one.hint)) for one in found if one.kind is CriterionKind.ASPECT],
        against=[(str(one), str(one.hint)) for one in found if one.kind is not CriterionKind.ASPECT],
        rule=str(definition.rule),
        suggests=definition.suggests(held),
        of=len(aspects),
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """An institution and whether consent or law opens the case to it."""

    id: int
    name: str
    words: Text
    kind: Kind
    is_office: bool = False


@dataclass(frozen=True, slots=True)
class Papers:
    """Consent and files that go with a referral."""

    covered: Sequence[Covered]
    documents: Sequence[tuple[Document, str]]
    draft: Link | None
    consent: Link
    add: Link
    office_open: bool


def papers(actor: Actor, case: Case, referral: Referral, named: Sequence[Institution]) -> Papers:
    """Whom the consent in force covers of those who are to take part, and what is attached.

    `named` are the institutions that a referral can name, the IIZ offices among them.
    """
    dossier_id = case.dossier_id
    opened = openings(actor, dossier_id, actor.today)
    office = office_of(case.canton)
    wanted = [one for one in named if one.id == office or one.id in referral.partners]
    kept = consents.of_dossier(actor, dossier_id)
    draft = next((row for row in kept if row.signed_on is None), None)
    return Papers(
        covered=[covered(opened, one.id, str(one), is_office=one.id == office) for one in wanted],
        documents=[
            (row, reverse("documents:download", args=[row.id])) for row in documents.documents(actor, dossier_id)[:8]
        ],
        draft=Link(_("Record the signature"), reverse("consent:sign", args=[draft.id])) if draft else None,
        consent=Link(_("New consent"), reverse("consent:new", args=[dossier_id])),
        add=Link(_("Add a file"), reverse("documents:add", args=[dossier_id])),
        office_open=bool(opened.basis(office)),
    )


def covered(opened: Openings, institution_id: int, name: str, *, is_office: bool = False) -> Covered:
    """How the case stands open to an institution."""
    basis = opened.basis(institution_id)
    if basis == Origin.CONSENT.value:
        return Covered(institution_id, name, _("covered by the consent"), "ok", is_office)
    if basis:
        return Covered(institution_id, name, _("open by law"), "ok", is_office)
    if institution_id in opened.ended:
        return Covered(institution_id, name, _("consent has run out"), "bad", is_office)
    return Covered(institution_id, name, _("no consent yet"), "warn", is_office)


@dataclass(frozen=True, slots=True)
class Way:
    """To whom a referral goes, and why."""

    place: str
    why: str
    people: Sequence[str]

    @property
    def known(self) -> bool:
        """A rule or the commune says it."""
        return bool(self.place)


def way(actor: Actor, person: Person, values: CantonValues) -> Way:
    """The coordination for this person, by the canton's rules."""
    found = route(
        values,
        commune_name=person.commune,
        birth_date=person.birth_date,
        permit=person.permit,
        today=actor.today,
    )
    themes = themes_of(actor, canton=values.code) if found.theme else []
    theme = next((one for one in themes if one.code == found.theme), None)
    if theme is not None and found.rule is not None:
        named = coordinators(actor, theme_id=theme.id)
        return Way(str(theme.name), str(found.rule.why), [one.user.full_name for one in named])
    regions = regions_of(actor, canton=values.code) if found.region else []
    region = next((one for one in regions if one.code == found.region), None)
    if region is None:
        return Way("", _("The commune does not tell the region. Choose it."), [])
    named = coordinators(actor, region_id=region.id)
    return Way(
        str(region.name),
        _("by the commune %(commune)s") % {"commune": person.commune},
        [one.user.full_name for one in named],
    )


def missing(actor: Actor, person: Person, referral: Referral, values: CantonValues) -> list[Link]:
    """What forwarding would be refused for, each with the page where it is put right."""
    del values
    edit = reverse("referrals:edit", args=[referral.dossier_id])
    texts = cases.notes(actor, referral.dossier_id).by_domain()
    found: list[Link] = []
    if not texts.get(Domain.REASON):
        found.append(Link(_("Why the person is referred"), f"{edit}#id_reason"))
    if referral.talked_on is None:
        found.append(Link(_("With whom it was talked over, and when"), f"{edit}#id_talked_with"))
    if person.birth_date is None and person.absent.get("birth_date") == "not_asked":
        found.append(Link(_("Date of birth"), f"{edit}#id_birth_date"))
    return found


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision in words."""

    title: Text
    facts: Sequence[Fact]
    advice: str
    advice_title: str


def decision(case: Case, referral: Referral, values: CantonValues) -> DecisionShown:
    """How it was decided: in which form or why not, when, by whom; what is advised or asked."""
    facts: list[Fact] = []
    if referral.decided_on is not None:
        facts.append(Fact(_("Decided on"), _day(referral.decided_on)))
    if referral.decided_by is not None:
        facts.append(Fact(_("Decided by"), referral.decided_by.user.full_name))
    if referral.decision == Decision.ACCEPTED:
        facts.insert(0, Fact(_("Form"), case.get_wished_form_display()))
        if referral.reason:
            admitted = by_code(values.admission_reasons, referral.reason)
            facts.append(Fact(_("Admitted because"), str(admitted or referral.reason)))
        return DecisionShown(_("The referral is accepted"), facts, "", "")
    if referral.decision == Decision.RETURNED:
        reason = values.return_reason(referral.reason)
        facts.insert(0, Fact(_("Reason"), said(reason or referral.reason, referral.reason_words)))
        if referral.by_telephone:
            facts.append(Fact(_("How"), _("by telephone")))
        return DecisionShown(_("The referral is returned"), facts, referral.advice, _("Advice"))
    if referral.decision == Decision.ASKED_BACK:
        return DecisionShown(_("The coordination asks"), facts, referral.advice, _("Question"))
    if referral.forwarded_on is not None:
        facts.append(Fact(_("Forwarded on"), _day(referral.forwarded_on)))
        return DecisionShown(_("The referral waits for the decision"), facts, "", "")
    return DecisionShown(_("The referral has not been forwarded yet"), facts, "", "")


@dataclass(frozen=True, slots=True)
class Told:
    """What the referral says, for those who read it later."""

    reason: str
    situation: Sequence[tuple[Text, str]]
    facts: Sequence[Fact]
    check: CheckShown | None


def told(actor: Actor, case: Case, referral: Referral, values: CantonValues) -> Told:
    """Why the person is referred and what for, as far as its categories are open to the reader."""
    texts = cases.notes(actor, case.dossier_id).by_domain()
    facts = [
        Fact(_("Referred by"), f"{case.contributor}, {referral.begun_by.user.full_name}"),
        Fact(_("Wished for"), referral.get_wished_form_display()),
    ]
    if wanted := named(actor, referral.partners):
        facts.append(Fact(_("Who should be at the table"), ", ".join(wanted)))
    if referral.talked_with is not None and referral.talked_on is not None:
        who = {"who": referral.talked_with.user.full_name, "day": _day(referral.talked_on)}
        facts.append(Fact(_("Talked over"), _("with %(who)s on %(day)s") % who))
    return Told(
        reason=texts.get(Domain.REASON, ""),
        situation=[(domain.label, texts[domain]) for domain in Domain if domain in texts and domain != Domain.REASON],
        facts=facts,
        check=last_check(actor, case.dossier_id, values),
    )


def named(actor: Actor, keys: Sequence[int]) -> list[str]:
    """The names of institutions, sorted."""
    if not keys:
        return []
    return sorted(str(one) for one in institutions_of(actor, including=list(keys)) if one.id in keys)


def by_stage(case: Case) -> DecisionShown:
    """What was decided, for those to whom the referral and its reasons are not open."""
    stage = Stage(case.stage)
    facts = [Fact(_("Reason"), reason=_("open to the contact persons and the case team"))]
    if stage is Stage.RETURNED:
        return DecisionShown(_("The referral is returned"), facts, "", "")
    if stage is Stage.ASKED_BACK:
        return DecisionShown(_("The coordination asks"), facts, "", "")
    if stage is Stage.FORWARDED:
        return DecisionShown(_("The referral waits for the decision"), [], "", "")
    if stage.before_decision:
        return DecisionShown(_("The referral has not been forwarded yet"), [], "", "")
    shown = [Fact(_("Form"), case.get_wished_form_display())] if case.accepted_on else []
    return DecisionShown(_("The referral is accepted") if case.accepted_on else stage.label, shown, "", "")


def _day(value: date) -> str:
    return date_format(value, "SHORT_DATE_FORMAT")


def differences(form: ReferralForm, stored: dict[str, Any]) -> list[Difference]:
    """Both versions of a referral, field by field; only the fields that say different things."""
    found = []
    for name, field in form.fields.items():
        if name in SHORTEST:
            continue
        mine, theirs = _said(field, form.cleaned_data.get(name)), _said(field, stored.get(name))
        if mine != theirs:
            found.append(Difference(field.label or name, theirs, mine))
    return found


def _said(field: Any, value: Any) -> str:
    """A value in words: choices by their labels."""
    if value in (None, "", []):
        return ""
    if isinstance(value, date):
        return _day(value)
    choices = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    if isinstance(value, list | tuple):
        return ", ".join(sorted(choices.get(str(one), str(one)) for one in value))
    return choices.get(str(value), str(value)).strip().replace("\r\n", "\n")
