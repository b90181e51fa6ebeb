"""Addresses of cases."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.processes.views.handbook import of_case
from ciiz.web.shell.navigation import Item, register

from .views import export, listing, saved, show

app_name = "cases"
urlpatterns = [
    path("cases/", listing.listing, name="list"),
    path("cases/export.<str:form>", export.export, name="export"),
    path("cases/views/", saved.views, name="views"),
    path("cases/views/<int:view_id>/rename/", saved.rename, name="view_rename"),
    path("cases/views/<int:view_id>/remove/", saved.remove, name="view_remove"),
    path("cases/<uuid:dossier_id>/", show.show, name="case"),
    path("cases/<uuid:dossier_id>/history/", show.history, name="history"),
    path("cases/<uuid:dossier_id>/read/", show.read, name="read"),
    path("cases/<uuid:dossier_id>/step/", show.step, name="step"),
    path("cases/<uuid:dossier_id>/process/", of_case, name="process"),
]

WITH_CASES = (Role.FRONT_LINE, Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER)
register(Item("cases:list", _("Cases"), order=10, roles=WITH_CASES))
