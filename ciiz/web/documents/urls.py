"""Addresses of documents."""

from django.urls import path

from .views import add, annul, download, listing

app_name = "documents"
urlpatterns = [
    path("cases/<uuid:dossier_id>/documents/", listing.listing, name="list"),
    path("cases/<uuid:dossier_id>/documents/add/", add.add, name="add"),
    path("documents/<uuid:document_id>/file/", download.download, name="download"),
    path("documents/<uuid:document_id>/withdraw/", annul.annul, name="annul"),
]
