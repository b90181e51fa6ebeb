"""Views of the case list that a user keeps."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotFound

from ..acting import Acting
from ..models import SavedView, User

MOST = 20


class TooManyViews(DomainError):
    """Twenty views are kept already."""

    code = "too_many_views"
    message = _("You have saved 20 views already. Delete one first; nothing was saved.")


class ViewNameTaken(DomainError):
    """Another view of the user has this name."""

    code = "view_name_taken"
    message = _("You have a view of this name already. Choose another name.")


class ViewNameMissing(DomainError):
    """A view without a name."""

    code = "view_name_missing"
    message = _("Give the view a name.")


@transaction.atomic
def save_view(*, actor: Acting, name: str, query: str) -> SavedView:
    """Keeps a filter under a name, at most twenty for each user."""
    held = _held(actor)
    if held.count() >= MOST:
        raise TooManyViews(field="name")
    return SavedView.objects.create(user_id=actor.user_id, name=_free(actor, name), query=query)


@transaction.atomic
def rename_view(*, actor: Acting, view_id: int, name: str) -> None:
    """Another name for an own view."""
    view = _held(actor).filter(id=view_id).first()
    if view is None:
        raise NotFound
    view.name = _free(actor, name, but=view_id)
    view.save(update_fields=["name"])


@transaction.atomic
def remove_view(*, actor: Acting, view_id: int) -> None:
    """Deletes an own view; one that is gone already stays gone."""
    _held(actor).filter(id=view_id).delete()


def _held(actor: Acting) -> QuerySet[SavedView]:
    # Locked, so that two browsers of one person do not pass the limit or take the same name.
    User.objects.select_for_update().filter(id=actor.user_id).first()
    return SavedView.objects.filter(user_id=actor.user_id)


def _free(actor: Acting, name: str, *, but: int | None = None) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise ViewNameMissing(field="name")
    same = SavedView.objects.filter(user_id=actor.user_id, name=wanted).values_list("id", flat=True).first()
    if same is not None and same != but:
        raise ViewNameTaken(field="name")
    return wanted
