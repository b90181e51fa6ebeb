"""Addresses of what waits."""

from django.urls import path

from .views import calendar, overdue

app_name = "waiting"
urlpatterns = [
    path("tasks/<uuid:task_id>/overdue/", overdue.see_to, name="overdue"),
    path("calendar/make/", calendar.make, name="calendar_make"),
    path("calendar/end/", calendar.end, name="calendar_end"),
    path("calendar/<str:secret>.ics", calendar.calendar, name="calendar"),
]
