"""Addresses of meetings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.limits import LINK, limited
from ciiz.web.shell.navigation import Item, register

from .views import (
    agenda,
    arrange,
    decide,
    dispute,
    hold,
    invite,
    listing,
    minutes,
    offer,
    reply,
    report,
    show,
    standing,
)

app_name = "meetings"
urlpatterns = [
    path("meetings/", listing.listing, name="list"),
    path("meetings/new/", arrange.new, name="new"),
    path("meetings/standing/", standing.listing, name="standing"),
    path("meetings/standing/new/", standing.new, name="stand"),
    path("meetings/standing/<uuid:series_id>/", standing.series, name="series"),
    path("meetings/standing/<uuid:series_id>/assign/", standing.assign, name="assign"),
    path("meetings/standing/<uuid:series_id>/invite/", standing.invite, name="invite_all"),
    path("meetings/standing/<uuid:series_id>/end/", standing.end, name="end_series"),
    path("cases/<uuid:dossier_id>/meetings/", listing.of_case, name="of_case"),
    path("cases/<uuid:dossier_id>/meetings/new/", arrange.arrange, name="arrange"),
    path("cases/<uuid:dossier_id>/meetings/ask/", arrange.ask_office, name="ask_office"),
    path("meetings/<uuid:meeting_id>/", show.show, name="show"),
    path("meetings/<uuid:meeting_id>/move/", arrange.move, name="move"),
    path("meetings/<uuid:meeting_id>/cancel/", arrange.call_off, name="cancel"),
    path("meetings/<uuid:meeting_id>/offer/", offer.offer, name="offer"),
    path("meetings/<uuid:meeting_id>/ask/", offer.ask, name="ask"),
    path("meetings/<uuid:meeting_id>/slots/<uuid:slot_id>/fix/", offer.fix, name="fix"),
    path("meetings/<uuid:meeting_id>/cases/add/", agenda.add, name="add"),
    path("meetings/<uuid:meeting_id>/people/", invite.people, name="people"),
    path("meetings/<uuid:meeting_id>/invite/", invite.send, name="invite"),
    path("meetings/<uuid:meeting_id>/attendance/", hold.attendance, name="attendance"),
    path("meetings/items/<uuid:item_id>/", hold.item, name="item"),
    path("meetings/items/<uuid:item_id>/needs/", agenda.needs, name="needs"),
    path("meetings/items/<uuid:item_id>/off/", arrange.take_off, name="off"),
    path("meetings/items/<uuid:item_id>/guest/", invite.guest, name="guest"),
    path("meetings/items/<uuid:item_id>/position/", hold.position, name="position"),
    path("meetings/items/<uuid:item_id>/decide/", decide.decide, name="decide"),
    path("meetings/items/<uuid:item_id>/minutes/", minutes.send, name="send_minutes"),
    path("meetings/items/<uuid:item_id>/minutes.pdf", minutes.pdf, name="minutes_pdf"),
    path("meetings/items/<uuid:item_id>/minutes.docx", minutes.word, name="minutes_word"),
    path("meetings/decisions/<uuid:decision_id>/", decide.show, name="decision"),
    path("meetings/invitations/<uuid:invitation_id>/", invite.invitation, name="invitation"),
    path("meetings/invitations/<uuid:invitation_id>/letter.pdf", invite.letter, name="letter"),
    path("meetings/invitations/<uuid:invitation_id>/minutes.pdf", minutes.letter, name="minutes_letter"),
    path("meetings/invitations/<uuid:invitation_id>/minutes/", minutes.elsewhere, name="minutes_elsewhere"),
    path("meetings/invitations/<uuid:invitation_id>/elsewhere/", invite.elsewhere, name="elsewhere"),
    path("meetings/invitations/<uuid:invitation_id>/withdraw/", invite.withdraw, name="withdraw"),
    path("meetings/invitations/<uuid:invitation_id>/choose/", offer.choose, name="choose"),
    path("cases/<uuid:dossier_id>/disputes/", dispute.disputes, name="disputes"),
    path("disputes/<uuid:dispute_id>/", dispute.show, name="dispute"),
    path("disputes/<uuid:dispute_id>/next/", dispute.go_on, name="dispute_next"),
    path("disputes/<uuid:dispute_id>/outcome/", dispute.end, name="dispute_outcome"),
    path("meetings/choose/<str:token>/", limited(offer.choose_by_link, LINK), name="choose_by_link"),
    path("meetings/report/<str:token>/", limited(report.report, LINK), name="report"),
    path("meetings/reply/<str:token>/", limited(reply.reply, LINK), name="reply"),
]

SEEING = (Role.FRONT_LINE, Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER)
register(Item("meetings:list", _("Meetings"), order=14, roles=SEEING))
