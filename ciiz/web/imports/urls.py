"""Addresses of the import of referrals."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from .views import bring, go_on, report, show

app_name = "imports"
urlpatterns = [
    path("import/", bring.bring, name="bring"),
    path("import/<uuid:import_id>/", show.show, name="show"),
    path("import/<uuid:import_id>/go-on/", go_on.go_on, name="go_on"),
    path("import/<uuid:import_id>/drop/", go_on.drop, name="drop"),
    path("import/<uuid:import_id>/report.csv", report.report, name="report"),
]

register(Item("imports:bring", _("Import referrals"), order=6, roles=(Role.CONTACT,)))
