"""Addresses of the directory."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from . import views

READERS = tuple(role.value for role in Role if role not in (Role.STEERING, Role.NATIONAL))

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/confirm/", views.confirm, name="directory_confirm"),
    path("directory/<int:membership_id>/", views.entry, name="directory_entry"),
]

register(Item("directory", _("Directory"), order=50, roles=READERS, key="d"))
