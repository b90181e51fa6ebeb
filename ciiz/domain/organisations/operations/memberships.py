"""People come by invitation, act by memberships, and leave by a last day."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotAllowed, NotFound
from ciiz.foundation.mail.send import send

from ..acting import Acting
from ..enums import ContactKind, InstitutionKind, Language, Role
from ..models import ContactPerson, Institution, Membership, Region, Theme, User
from ..policies import may_administer, may_give, role_fits
from ..queries.memberships import in_force


class AlreadyMember(DomainError):
    """The person has this role there already in the period."""

    code = "already_member"
    message = _("This person has this role at this institution already in this period. Nothing was changed.")


class RoleDoesNotFit(DomainError):
    """A role of the office at a partner, or the other way round."""

    code = "role_does_not_fit"
    message = _("This role does not exist at this kind of institution. Choose another role or institution.")


class Incomplete(DomainError):
    """A role lacks what it needs: region, theme or kind."""

    code = "membership_incomplete"
    message = _("This role needs one more entry.")


class NeedsRegion(Incomplete):
    """A regional coordinator without a region."""

    code = "needs_region"
    message = _("A regional coordinator needs a region.")


class NeedsTheme(Incomplete):
    """A thematic coordinator without a theme."""

    code = "needs_theme"
    message = _("A thematic coordinator needs a theme.")


class NeedsKind(Incomplete):
    """A contact person without a kind."""

    code = "needs_kind"
    message = _("A contact person needs a kind: adults, youth, asylum or coaching.")


class WrongPeriod(DomainError):
    """The last day lies before the first."""

    code = "wrong_period"
    message = _("The last day lies before the first. Nothing was changed.")


class WrongAddress(DomainError):
    """No e-mail address."""

    code = "wrong_address"
    message = _("This is not an e-mail address.")


class WrongShare(DomainError):
    """A share of work above 100 percent."""

    code = "wrong_share"
    message = _("The share of work for IIZ is at most 100 percent.")


LOST_DEVICE = "lost_device"
"""The mail with the link for a new app; its text belongs to the pages of signing in."""


class HasPassword(DomainError):
    """Whoever has a password needs no invitation."""

    code = "has_password"
    message = _("This person has set a password already. If it is forgotten, the sign-in page helps.")


class OwnMembership(DomainError):
    """Nobody ends their own membership: the office would lock itself out."""

    code = "own_membership"
    message = _("You cannot end your own role. Ask the other members of the office.")


@transaction.atomic
def invite(
    *,
    actor: Acting,
    email: str,
    first_name: str,
    last_name: str,
    language: Language,
    institution_id: int,
    role: Role,
    valid_from: date,
    last_day: date | None = None,
    region_id: int | None = None,
    theme_id: int | None = None,
    contact_kind: ContactKind | None = None,
    percentage: int | None = None,
) -> Membership:
    """A new user without password, who sets it by the link of a mail, and their first role.

    Somebody who has an account already simply gets one role more. The mail itself is sent after the transaction.
    """
    user = account_of(email=email, first_name=first_name, last_name=last_name, language=language)
    membership = add_membership(
        actor=actor,
        user_id=user.id,
        institution_id=institution_id,
        role=role,
        valid_from=valid_from,
        last_day=last_day,
        region_id=region_id,
        theme_id=theme_id,
        contact_kind=contact_kind,
        percentage=percentage,
    )
    kind = "new_role" if user.last_login or user.has_usable_password() else "invitation"
    send(kind=kind, recipient_id=user.id, key=f"{kind}:{membership.id}")
    return membership


def account_of(*, email: str, first_name: str, last_name: str, language: Language) -> User:
    """The account of this address; a new one without password if there is none, by these names."""
    address = User.objects.normalize_email(email.strip()).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise WrongAddress(field="email") from None
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(
            address, first_name=first_name.strip(), last_name=last_name.strip(), language=language
        )
    return user


@transaction.atomic
def invite_again(*, actor: Acting, membership_id: int) -> bool:
    """Sends the link once more, at most once a day; False when it went out today already."""
    membership = Membership.objects.filter(id=membership_id).select_related("user").first()
    if membership is None:
        raise NotFound
    _administered(actor, membership.institution_id)
    if membership.user.has_usable_password():
        raise HasPassword
    return send(
        kind="invitation",
        recipient_id=membership.user_id,
        key=f"invitation:{membership.id}:{actor.today.isoformat()}",
    )


@transaction.atomic
def help_with_lost_device(*, actor: Acting, membership_id: int) -> bool:
    """Somebody lost the app of the second step: mails them a link, at most once a day; False when it went out today.

    The office changes nothing of the account: the link asks for the password, which only the person knows.
    """
    membership = Membership.objects.filter(id=membership_id).select_related("user").first()
    if membership is None:
        raise NotFound
    _administered(actor, membership.institution_id)
    return send(
        kind=LOST_DEVICE,
        recipient_id=membership.user_id,
        key=f"{LOST_DEVICE}:{membership.user_id}:{actor.today.isoformat()}",
    )


@transaction.atomic
def add_membership(
    *,
    actor: Acting,
    user_id: int,
    institution_id: int,
    role: Role,
    valid_from: date,
    last_day: date | None = None,
    region_id: int | None = None,
    theme_id: int | None = None,
    contact_kind: ContactKind | None = None,
    percentage: int | None = None,
) -> Membership:
    """One role more for a user; a contact person gets an entry in the directory. `last_day` is included."""
    institution = _administered(actor, institution_id)
    if not may_give(actor, role):
        raise NotAllowed(field="role")
    if not role_fits(role, InstitutionKind(institution.kind)):
        raise RoleDoesNotFit(field="role")
    region, theme, kind = _needs(institution, role, region_id, theme_id, contact_kind)
    if percentage is not None and not 0 <= percentage <= 100:
        raise WrongShare(field="percentage")
    valid_to = _after(last_day)
    if valid_to is not None and valid_to <= valid_from:
        raise WrongPeriod(field="last_day")
    # Locked, so that two people adding the same role do not both succeed.
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound
    same = user.memberships.filter(institution=institution, role=role, contact_kind=kind, region=region, theme=theme)
    overlapping = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if valid_to is not None:
        overlapping = overlapping.filter(valid_from__lt=valid_to)
    if overlapping.exists():
        raise AlreadyMember
    membership = Membership.objects.create(
        user=user,
        institution=institution,
        role=role,
        region=region,
        theme=theme,
        contact_kind=kind,
        percentage=percentage,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if role is Role.CONTACT:
        ContactPerson.objects.create(membership=membership, languages=[user.language], confirmed_on=actor.today)
    return membership


@transaction.atomic
def end_membership(*, actor: Acting, membership_id: int, last_day: date) -> Membership:
    """The role ends at midnight after `last_day`; a membership that has ended already stays ended."""
    membership = Membership.objects.select_for_update().filter(id=membership_id).first()
    if membership is None:
        raise NotFound
    _administered(actor, membership.institution_id)
    if membership.id == actor.membership_id:
        raise OwnMembership
    if not may_give(actor, Role(membership.role)):
        raise NotAllowed
    if last_day < membership.valid_from - timedelta(days=1):
        raise WrongPeriod(field="last_day")
    if membership.valid_to is None or membership.valid_to > actor.today:
        membership.valid_to = _after(last_day)
        membership.save(update_fields=["valid_to"])
    return membership


def switch(*, user_id: int, membership_id: int, on: date) -> Membership:
    """The membership a user wants to act as; `NotFound` if it is not theirs or not in force that day."""
    found = in_force(on).filter(user_id=user_id, id=membership_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def set_language(*, user_id: int, language: Language) -> None:
    """The language in which a user sees the pages and gets mails."""
    User.objects.filter(id=user_id).update(language=language)


@transaction.atomic
def set_habits(*, user_id: int, language: Language, shortcuts: bool) -> None:
    """Language, and whether single keys do something on the pages, as a user wants it."""
    User.objects.filter(id=user_id).update(language=language, shortcuts=shortcuts)


def _administered(actor: Acting, institution_id: int) -> Institution:
    institution = Institution.objects.filter(id=institution_id).first()
    if institution is None or institution.canton_id != actor.canton:
        raise NotFound
    if not may_administer(actor, institution.canton_id):
        raise NotAllowed
    return institution


def _needs(
    institution: Institution, role: Role, region_id: int | None, theme_id: int | None, kind: ContactKind | None
) -> tuple[Region | None, Theme | None, str]:
    """What the role carries, of the institution's own canton; what it has no use for is left out."""
    canton = institution.canton_id
    region = theme = None
    if role is Role.REGIONAL and region_id is not None:
        region = Region.objects.filter(id=region_id, canton=canton).first()
    if role is Role.THEMATIC and theme_id is not None:
        theme = Theme.objects.filter(id=theme_id, canton=canton).first()
    if role is Role.REGIONAL and region is None:
        raise NeedsRegion(field="region")
    if role is Role.THEMATIC and theme is None:
        raise NeedsTheme(field="theme")
    if role is not Role.CONTACT:
        return region, theme, ""
    if kind is None:
        raise NeedsKind(field="contact_kind")
    return region, theme, kind.value


def _after(last_day: date | None) -> date | None:
    """Periods are half-open: the first day on which it no longer holds."""
    return last_day + timedelta(days=1) if last_day else None
