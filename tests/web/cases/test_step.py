"""A step without a task of its own leads to the form that completes it."""

from uuid import UUID

import pytest
from django.db import transaction
from django.urls import reverse

from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.processes.public import Course
from tests.journeys import scene
from tests.web.browsers import browser

pytestmark = pytest.mark.django_db(transaction=True)


def accepted() -> UUID:
    with transaction.atomic():
        return scene.accepted()


def target(dossier_id: UUID, who: str = "rav.contact") -> str:
    return browser(who).get(reverse("cases:step", args=[dossier_id])).headers["location"]


@pytest.mark.parametrize(
    ("journey", "kind", "form"),
    [
        ("contact.log", InformalKind.EXCHANGE, "/contacts/new/?about={dossier}&kind=exchange"),
        ("close.end_coaching", "", "/cases/{dossier}/coaching/end/"),
        ("plan.sign", "", "/cases/{dossier}/process/"),
    ],
)
def test_the_form_is_that_of_what_completes_the_step(
    monkeypatch: pytest.MonkeyPatch, journey: str, kind: str, form: str
) -> None:
    dossier_id = accepted()
    drawn = (journey, kind)
    monkeypatch.setattr(Course, "step", lambda self, name, of="": "X.1" if (name, of) == drawn else "")
    assert target(dossier_id) == form.format(dossier=dossier_id)


def test_a_hidden_case_has_no_step() -> None:
    hidden = browser("regional.other").get(reverse("cases:step", args=[accepted()]))
    absent = browser("regional.other").get(reverse("cases:step", args=[UUID(int=1)]))
    assert hidden.status_code == absent.status_code == 404
