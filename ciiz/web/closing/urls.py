"""Addresses of how cases end."""

from django.urls import path

from .views import breakoff, close, hand_over, keep, leave, letter, report, survey

app_name = "closing"
CASE = "cases/<uuid:dossier_id>/"
urlpatterns = [
    path(f"{CASE}report/", report.write, name="report"),
    path(f"{CASE}close/", close.close, name="close"),
    path(f"{CASE}close/letter.pdf", letter.letter, name="letter"),
    path(f"{CASE}reopen/", close.annul, name="annul"),
    path(f"{CASE}coaching/end/", close.end_coaching, name="coaching"),
    path(f"{CASE}hand-over/", hand_over.propose, name="hand_over"),
    path("hand-overs/<uuid:hand_over_id>/", hand_over.answer, name="answer"),
    path(f"{CASE}survey/", survey.survey, name="survey"),
    path(f"{CASE}second-institution/", keep.keep, name="keep"),
    path(f"{CASE}leave/", leave.leave, name="leave"),
    path(f"{CASE}break-off/", breakoff.break_off, name="break_off"),
]
