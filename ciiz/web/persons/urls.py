"""Addresses of the person of a dossier."""

from django.urls import path

from .views import capacity, identity, match, registration, show, situation

app_name = "persons"
urlpatterns = [
    path("cases/<uuid:dossier_id>/person/", show.show, name="person"),
    path("cases/<uuid:dossier_id>/person/identity/", identity.identity, name="identity"),
    path("cases/<uuid:dossier_id>/person/situation/<slug:aspect>/", situation.situation, name="situation"),
    path("cases/<uuid:dossier_id>/person/capacity/", capacity.capacity, name="capacity"),
    path("cases/<uuid:dossier_id>/person/registrations/new/", registration.new, name="register"),
    path(
        "cases/<uuid:dossier_id>/person/registrations/<uuid:registration_id>/",
        registration.change,
        name="registration",
    ),
    path("matches/<uuid:match_id>/", match.match, name="match"),
]
