"""Addresses of letters and forms."""

from django.urls import path

from . import views
from .offered import PDF, WORD

app_name = "papers"
urlpatterns = [
    path("cases/<uuid:dossier_id>/papers/", views.of_case, name="case"),
    path("cases/<uuid:dossier_id>/papers/<slug:letter>.pdf", views.paper, {"kind": PDF}, name="pdf"),
    path("cases/<uuid:dossier_id>/papers/<slug:letter>.docx", views.paper, {"kind": WORD}, name="word"),
    path("forms/", views.forms, name="forms"),
    path("forms/<slug:letter>.pdf", views.form, {"kind": PDF}, name="form_pdf"),
    path("forms/<slug:letter>.docx", views.form, {"kind": WORD}, name="form_word"),
]
