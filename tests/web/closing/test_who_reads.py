"""Pages of the end for those who do not manage the case: leaving it, and how it ended without why."""

import pytest
from django.urls import reverse

from ciiz.domain.cases import public as cases
from ciiz.domain.organisations.public import canton_values
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become, institution

from .test_pages import REPORT, at, broken_off

pytestmark = pytest.mark.django_db


def test_a_partner_leaves_by_a_page_or_reads_what_holds_it() -> None:
    dossier = scene.decided()
    partner = browser("smz.contact")
    assert at("leave", dossier) in partner.get(reverse("cases:case", args=[dossier])).content.decode()
    post(partner, at("leave", dossier), expect=422)
    post(partner, at("leave", dossier), reason="not_competent")
    told = browser("regional").get(reverse("cases:history", args=[dossier])).content.decode()
    assert "Institution has left the case: " in told
    planned = plan_scene.running()
    held = browser("iv.contact").get(at("leave", planned))
    assert (held.status_code, b"<form" in held.content.partition(b"<main")[2]) == (200, False)
    assert "open measures (IV work, IV health)" in held.content.decode()
    of_manager = browser("smz.contact").get(reverse("cases:case", args=[planned]))
    assert at("leave", planned) not in of_manager.content.decode()
    assert browser("rav.contact").get(at("leave", planned)).status_code == 403
    assert browser("regional.other").get(at("leave", planned)).status_code == 404


def test_how_a_case_ended_is_read_by_everybody_and_why_by_those_who_manage_it() -> None:
    dossier = broken_off()
    manager, officer = browser("smz.contact"), browser("officer")
    post(manager, at("report", dossier), **REPORT)
    why = str(canton_values("ZZ").exit_reason("illness"))
    for reader, reads in ((manager, True), (officer, True), (browser("iv.contact"), False)):
        shown = reader.get(at("close", dossier)).content.decode()
        assert "Ended without integration" in shown
        assert (why in shown) is reads


def test_why_a_person_is_handed_over_stands_where_the_receiver_answers() -> None:
    dossier = plan_scene.running()
    post(
        browser("smz.contact"),
        at("hand_over", dossier),
        receiver=institution("IV").id,
        why="She moves there.",
        on=TODAY,
    )
    (asked,) = cases.hand_overs(become("smz.contact"), dossier)
    where = at("answer", asked.id)
    receiver, colleague = browser("iv.contact"), browser("iv.front")
    assert "She moves there." in text(receiver.get(where))
    hidden = text(colleague.get(where))
    assert "not open to you" in hidden
    assert "She moves there." not in hidden
    post(receiver, where, given="declined", on=TODAY, reason="no_entitlement")
    why = str(next(one for one in canton_values("ZZ").decline_reasons if one.code == "no_entitlement"))
    for reader, reads in ((receiver, True), (browser("smz.contact"), True), (colleague, False)):
        for page in (where, reverse("cases:history", args=[dossier])):
            shown = text(reader.get(page))
            assert "declines" in shown
            assert (why in shown) is reads
