"""Addresses of plans and of the work with them."""

from django.urls import path

from .views import course, decide, edit, measures, orders, show, sign, stock, talk

app_name = "plans"
CASE = "cases/<uuid:dossier_id>/plan/"
urlpatterns = [
    path(CASE, show.show, name="show"),
    path(f"{CASE}compare/", show.compare, name="compare"),
    path(f"{CASE}plan.pdf", show.printed, name="print"),
    path(f"{CASE}edit/", edit.edit, name="edit"),
    path(f"{CASE}rhythm/", edit.rhythm, name="rhythm"),
    path(f"{CASE}goals/new/", edit.add_goal, name="goal_new"),
    path("goals/<uuid:goal_id>/", edit.change_goal, name="goal"),
    path("goals/<uuid:goal_id>/remove/", edit.end_goal, name="goal_end"),
    path("goals/<uuid:goal_id>/measures/new/", measures.add, name="measure_new"),
    path("measures/<uuid:measure_id>/", measures.change, name="measure"),
    path("measures/<uuid:measure_id>/remove/", measures.end, name="measure_end"),
    path("measures/<uuid:measure_id>/state/", measures.advance, name="measure_state"),
    path(f"{CASE}sign/", sign.sign, name="sign"),
    path(f"{CASE}copy/", sign.copy, name="copy"),
    path(f"{CASE}validate/", decide.validate, name="validate"),
    path(f"{CASE}part/", decide.part, name="part"),
    path(f"{CASE}log/", talk.log, name="log"),
    path(f"{CASE}event/", course.event, name="event"),
    path(f"{CASE}session/", course.session, name="session"),
    path(f"{CASE}progress/", course.progress, name="progress"),
    path(f"{CASE}change/", course.change, name="decide_change"),
    path(f"{CASE}finish/", course.finish, name="decide_finish"),
    path(f"{CASE}stock-taking/", stock.record, name="stocktaking"),
    path(f"{CASE}orders/", orders.listing, name="orders"),
    path(f"{CASE}orders/new/", orders.place, name="order_new"),
    path("orders/<uuid:order_id>/", orders.show, name="order"),
]
