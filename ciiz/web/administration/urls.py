"""Addresses of the administration."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from .views import institutions, networks, people

urlpatterns = [
    path("administration/people/", people.listing, name="administration_people"),
    path("administration/people/invite/", people.invite, name="administration_invite"),
    path("administration/people/<int:membership_id>/", people.person, name="administration_person"),
    path("administration/people/<int:membership_id>/end/", people.end, name="administration_end"),
    path("administration/people/<int:membership_id>/again/", people.again, name="administration_again"),
    path("administration/people/<int:membership_id>/device/", people.lost_device, name="administration_lost_device"),
    path("administration/people/<int:membership_id>/entry/", people.entry, name="administration_entry"),
    path("administration/people/<int:membership_id>/absence/", people.absence, name="administration_absence"),
    path("administration/institutions/", institutions.listing, name="administration_institutions"),
    path("administration/institutions/new/", institutions.new, name="administration_institution_new"),
    path("administration/institutions/<int:institution_id>/", institutions.change, name="administration_institution"),
    path("administration/networks/", networks.listing, name="administration_networks"),
    path("administration/networks/new/", networks.new, name="administration_network_new"),
    path("administration/networks/<int:network_id>/", networks.change, name="administration_network"),
    path("administration/networks/<int:network_id>/remove/", networks.remove, name="administration_network_remove"),
]

OFFICE = (Role.OFFICER.value, Role.SECRETARIAT.value)
register(Item("administration_people", _("People and roles"), order=80, roles=OFFICE, group=8))
register(Item("administration_institutions", _("Institutions"), order=81, roles=OFFICE, group=8))
