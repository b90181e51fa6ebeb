"""The short plan of a network case as a page."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.journal.models import Agreed
from tests.journeys import scene
from tests.journeys.test_agree import DUE
from tests.web.browsers import browser, post, text
from tests.worlds import become, membership

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_page_takes_a_line_and_ticks_it_off() -> None:
    with transaction.atomic():
        dossier_id = scene.network()
    client = browser("rav.contact")
    page = reverse("contacts:agreed", args=[dossier_id])
    assert page in text(client.get(f"/cases/{dossier_id}/"))
    assert "Nothing has been agreed on yet." in text(client.get(page))
    values: dict[str, Any] = {
        "goal": "Work",
        "text": "Apply",
        "membership": membership("rav.contact").id,
        "due_on": DUE.isoformat(),
    }
    post(client, page, **values)
    assert "Apply" in text(client.get(page))
    with transaction.atomic():
        become("rav.contact")
        line = Agreed.objects.get()
    post(client, reverse("contacts:agreed_done", args=[line.id]))
    assert "carried out" in text(client.get(page))
    assert "Nothing was saved yet." in post(client, page, 422, **values | {"due_on": "2020-01-01"})
    assert browser("smz.contact").get(page).status_code == 404
