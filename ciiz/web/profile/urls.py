"""Addresses of one's own account."""

from django.urls import path

from . import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/entry/", views.entry, name="account_entry"),
    path("account/absence/", views.absence, name="account_absence"),
]
