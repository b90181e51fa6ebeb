"""Addresses of consents."""

from django.urls import path

from .views import bases, begin, copy, person, printing, renew, show, sign, withdraw

app_name = "consent"
urlpatterns = [
    path("cases/<uuid:dossier_id>/consent/", show.listing, name="list"),
    path("cases/<uuid:dossier_id>/consent/new/", begin.begin, name="new"),
    path("legal-bases/", bases.bases, name="bases"),
    path("consent/person/", person.person, name="person"),
    path("consent/<uuid:consent_id>/", show.show, name="show"),
    path("consent/<uuid:consent_id>/form.pdf", printing.form, name="form"),
    path("consent/<uuid:consent_id>/sign/", sign.sign, name="sign"),
    path("consent/<uuid:consent_id>/copy/", copy.copy, name="copy"),
    path("consent/<uuid:consent_id>/renew/", renew.renew, name="renew"),
    path("consent/<uuid:consent_id>/withdraw/", withdraw.withdraw, name="withdraw"),
]
