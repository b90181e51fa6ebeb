"""Addresses of what waits."""

from django.urls import path

from .views import overdue

app_name = "waiting"
urlpatterns = [
    path("tasks/<uuid:task_id>/overdue/", overdue.see_to, name="overdue"),
]
