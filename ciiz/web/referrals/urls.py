"""Addresses from the check to the naming of the case manager."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from .views import assign, check, edit, forward, inbox, outcome, paper, session, triage

app_name = "referrals"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("referrals/", inbox.inbox, name="inbox"),
    path("cases/<uuid:dossier_id>/referral/", edit.edit, name="edit"),
    path("cases/<uuid:dossier_id>/referral/forward/", forward.forward, name="forward"),
    path("cases/<uuid:dossier_id>/referral.pdf", paper.paper, name="paper"),
    path("cases/<uuid:dossier_id>/triage/", triage.triage, name="triage"),
    path("cases/<uuid:dossier_id>/decision/", outcome.outcome, name="outcome"),
    path("cases/<uuid:dossier_id>/session/", session.session, name="session"),
    path("cases/<uuid:dossier_id>/case-manager/", assign.assign, name="assign"),
]

REFERRING = (Role.FRONT_LINE, Role.CONTACT)
DECIDING = (Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER)

register(Item("referrals:check", _("IIZ check"), order=4, roles=REFERRING))
register(Item("referrals:inbox", _("To decide"), order=5, roles=DECIDING))
