"""Who acts as what on a day. Periods are half-open: a membership no longer holds on its `valid_to`."""

from datetime import date

from django.db.models import Q, QuerySet

from ciiz.foundation.db.compiled import compiled

from ..models import Membership, User


def in_force(on: date) -> QuerySet[Membership]:
    """Memberships that hold on a day."""
    return Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def memberships_of(*, user_id: int, on: date) -> list[Membership]:
    """What a user may act as on a day, with institution, region and theme."""
    return _held(user_id, on)


@compiled
def _held(user_id: int, on: date) -> QuerySet[Membership]:
    held = in_force(on).filter(user_id=user_id, user__is_active=True)
    return held.select_related("institution", "region", "theme").order_by("id")


def signed_in(user_id: int) -> User | None:
    """An account by its id."""
    return next(iter(_user(user_id)), None)


@compiled
def _user(user_id: int) -> QuerySet[User]:
    return User.objects.filter(id=user_id)


def first_membership(*, user_id: int, on: date) -> int | None:
    """What a user acts as before choosing; None without any role that day."""
    return in_force(on).filter(user_id=user_id).order_by("id").values_list("id", flat=True).first()


def present(on: date) -> dict[int, list[int]]:
    """Users with what they act as on a day, but for roles that a deputy has meanwhile; for the jobs of the platform."""
    away = Q(deputy__isnull=False, absent_from__lte=on, absent_to__gte=on)
    found: dict[int, list[int]] = {}
    rows = in_force(on).filter(user__is_active=True).exclude(away).order_by("user_id", "id")
    for user_id, membership_id in rows.values_list("user_id", "id"):
        found.setdefault(user_id, []).append(membership_id)
    return found
