"""Addresses of what waits."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from .views import calendar, overdue, team, unattended

app_name = "waiting"
urlpatterns = [
    path("tasks/<uuid:task_id>/overdue/", overdue.see_to, name="overdue"),
    path("unattended/", unattended.unattended, name="unattended"),
    path("team/", team.team, name="team"),
    path("calendar/make/", calendar.make, name="calendar_make"),
    path("calendar/end/", calendar.end, name="calendar_end"),
    path("calendar/<str:secret>.ics", calendar.calendar, name="calendar"),
]

COORDINATION = (Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER)
register(Item("waiting:unattended", _("Unattended cases"), order=11, roles=COORDINATION))
register(Item("waiting:team", _("Workload"), order=12, roles=(Role.CONTACT, *COORDINATION)))
