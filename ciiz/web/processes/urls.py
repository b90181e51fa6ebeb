"""Addresses of processes."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.web.shell.navigation import Item, register

from . import views

app_name = "processes"
urlpatterns = [
    path("handbook/", views.handbook, name="handbook"),
    path("handbook/<slug:code>/", views.process, name="process"),
    path("handbook/drawing/<uuid:definition_id>/<str:language>/", views.drawing, name="drawing"),
]

register(Item("processes:handbook", _("Handbook"), order=90, group=1))
