"""Addresses of letters and forms."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from . import templating, views
from .offered import PDF, WORD

app_name = "papers"
urlpatterns = [
    path("cases/<uuid:dossier_id>/papers/", views.of_case, name="case"),
    path("cases/<uuid:dossier_id>/papers/<slug:letter>.pdf", views.paper, {"kind": PDF}, name="pdf"),
    path("cases/<uuid:dossier_id>/papers/<slug:letter>.docx", views.paper, {"kind": WORD}, name="word"),
    path("forms/", views.forms, name="forms"),
    path("forms/<slug:letter>.pdf", views.form, {"kind": PDF}, name="form_pdf"),
    path("forms/<slug:letter>/example.pdf", views.example, name="example"),
    path("forms/<slug:letter>.docx", views.form, {"kind": WORD}, name="form_word"),
    path("templates/", templating.listing, name="templates"),
    path("templates/<slug:letter>/", templating.show, name="template"),
    path("templates/<slug:letter>/edit/", templating.edit, name="template_edit"),
    path("templates/<slug:letter>/begin/", templating.begin, name="template_begin"),
    path("templates/<slug:letter>/publish/", templating.publish, name="template_publish"),
    path("templates/<slug:letter>/discard/", templating.discard, name="template_discard"),
    path("templates/<slug:letter>/preview/<str:language>.pdf", templating.preview, name="template_preview"),
]

OFFICE = (Role.OFFICER.value, Role.SECRETARIAT.value)
register(Item("papers:templates", _("Templates"), order=82, roles=OFFICE, group=8))
