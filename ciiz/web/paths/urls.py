"""Addresses of paths."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.domain.paths.public import may_count
from ciiz.web.shell.limits import LOGS, limited
from ciiz.web.shell.navigation import Item, register

from . import looking, views

app_name = "paths"
urlpatterns = [
    path("paths/", views.overview, name="overview"),
    path("paths/figures.csv", views.overview_csv, name="overview_csv"),
    path("paths/log.<str:form>", views.log, name="log"),
    path("paths/look/", limited(looking.look, LOGS), name="look"),
    path("paths/<slug:code>/", views.process, name="process"),
    path("paths/<slug:code>/figures.csv", views.process_csv, name="process_csv"),
]

COUNTING = tuple(role for role in Role if may_count(role))
register(Item("paths:overview", _("Paths"), order=16, roles=COUNTING))
