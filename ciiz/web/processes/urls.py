"""Addresses of processes."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.web.shell.navigation import Item, register

from . import views

app_name = "processes"
urlpatterns = [
    path("handbook/", views.handbook, name="handbook"),
    path("handbook.pdf", views.as_pdf, name="pdf"),
    path("handbook.docx", views.as_word, name="word"),
    path("handbook/<slug:code>/", views.process, name="process"),
    path("handbook/<slug:code>/versions/", views.versions, name="versions"),
    path("handbook/<slug:code>/versions/<int:version>/", views.process, name="version"),
    path("handbook/<slug:code>.pdf", views.as_pdf, name="process_pdf"),
    path("handbook/<slug:code>.docx", views.as_word, name="process_word"),
    path("handbook/drawing/<uuid:definition_id>/<str:language>/", views.drawing, name="drawing"),
    path("handbook/drawing/<uuid:definition_id>/<str:language>.svg", views.picture, name="picture"),
]

register(Item("processes:handbook", _("Handbook"), order=90, group=1))
