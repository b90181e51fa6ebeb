"""Standing sessions through their pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.cases.public import case
from ciiz.domain.meetings.public import Series
from tests.journeys import scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = TODAY + timedelta(days=7)


def test_half_a_year_of_sessions_is_planned_and_filled_in_the_browser() -> None:
    with transaction.atomic():
        dossier_id = scene.accepted()
        number = case(become("secretariat"), dossier_id).number
    client, new = browser("secretariat"), reverse("meetings:stand")
    assert reverse("meetings:standing") in text(client.get(reverse("meetings:list")))
    assert new in text(client.get(reverse("meetings:standing")))
    sent: dict[str, Any] = {
        "kind": "round_table",
        "rhythm": "weekly",
        "held_on": FIRST,
        "begins": "09:00",
        "ends": "11:00",
        "capacity": 2,
        "place": "Gap",
        "members": [membership("iv.contact").id],
    }
    assert "Say until when these sessions are held." in post(client, new, 422, **sent)
    calendar = sent | {"rhythm": "calendar"}
    assert "Write the days of the calendar." in post(client, new, 422, **calendar)
    assert "“31.2.2026” is no day" in post(client, new, 422, **calendar, days="24.12.2026, 31.2.2026")
    assert "half a year at most" in post(client, new, 422, **sent, until=FIRST + timedelta(days=300))
    answer = client.post(new, sent | {"until": FIRST + timedelta(days=7)}, follow=True)
    assert "2 sessions are planned. Nobody is invited yet." in answer.content.decode()
    with transaction.atomic():
        become("secretariat")
        series = Series.objects.get()
    assign = reverse("meetings:assign", args=[series.id])
    assert number in text(client.get(f"{assign}?case={dossier_id}"))
    assert "There is no case ZZ-9" in post(client, assign, 422, case="ZZ-9")
    shown = client.post(assign, {"case": number}, follow=True).content.decode()
    assert "The case stands on the agenda of" in shown
    assert "1 of 2" in shown
    assert "already" in post(client, assign, 422, case=number)
    invited = client.post(reverse("meetings:invite_all", args=[series.id]), follow=True).content.decode()
    assert "2 invitations are on their way." in invited
    again = client.post(reverse("meetings:invite_all", args=[series.id]), follow=True).content.decode()
    assert "All invitations have gone out already." in again
    ended = client.post(reverse("meetings:end_series", args=[series.id]), follow=True).content.decode()
    assert "1 session is cancelled." in ended


def test_an_institution_finds_no_standing_sessions() -> None:
    client = browser("iv.contact")
    assert client.get(reverse("meetings:standing")).status_code == 403
    assert reverse("meetings:standing") not in text(client.get(reverse("meetings:list")))
