"""Address of the start page."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.tasks.public import waiting_count
from ciiz.web.shell.navigation import Item, register

from . import views

MOST = 49
"""The navigation stands on every page: it counts no further."""
urlpatterns = [path("", views.start, name="start")]


def _number(actor: Any) -> object:
    count = waiting_count(actor, MOST)
    return f"{MOST}+" if count > MOST else count


register(Item("start", _("Start"), order=0, count=_number))
