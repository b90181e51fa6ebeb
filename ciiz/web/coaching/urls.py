"""Addresses of the coaching."""

from django.urls import path

from . import views

app_name = "coaching"
CASE = "cases/<uuid:dossier_id>/coaching/"
urlpatterns = [
    path(CASE, views.waiting, name="waiting"),
    path(f"{CASE}minutes/", views.minutes, name="minutes"),
    path(f"{CASE}step/<slug:name>/", views.step, name="step"),
]
