"""Addresses of the person's own page (`my/`), and of those who give it to them."""

from django.urls import path

from ciiz.web.shell.limits import limited

from .limits import AGAIN, CODE, DIGITS, SAID
from .views import act, enter, home, office

app_name = "personal"
urlpatterns = [
    path("my/", home.home, name="home"),
    path("my/enter/", limited(enter.enter, CODE), name="enter"),
    path("my/birth/", limited(enter.birth, CODE), name="birth"),
    path("my/choose/", limited(enter.choose, AGAIN), name="choose"),
    path("my/confirm/", limited(enter.confirm, DIGITS), name="confirm"),
    path("my/code/", limited(enter.code, DIGITS), name="code"),
    path("my/again/", limited(enter.again, AGAIN), name="again"),
    path("my/leave/", enter.leave, name="leave"),
    path("my/looked/", home.looked, name="looked"),
    path("my/documents/<uuid:document_id>/", home.document, name="document"),
    path("my/consents/<uuid:consent_id>/withdraw/", act.withdraw, name="withdraw"),
    path("my/write/", limited(act.say, SAID), name="say"),
    path("my/end/", act.give_up, name="give_up"),
    path("cases/<uuid:dossier_id>/personal/", office.show, name="office"),
    path("cases/<uuid:dossier_id>/personal/letter/", office.letter, name="letter"),
    path("cases/<uuid:dossier_id>/personal/end/", office.end, name="end"),
    path("cases/<uuid:dossier_id>/personal/note/", office.note, name="note"),
    path("cases/<uuid:dossier_id>/looked/", office.looked, name="who_saw"),
    path("concerns/<uuid:concern_id>/", office.answer, name="answer"),
    path("consents/<uuid:consent_id>/withdrawn/", office.withdrawn, name="withdrawn"),
    path("documents/<uuid:document_id>/shown/", office.showing, name="showing"),
]
