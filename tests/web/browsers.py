"""Browsers signed in as people of the planted world, what they send and are answered, and cases at a stage."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.journeys import scene
from tests.worlds import membership


def browser(name: str, language: str = "en") -> Client:
    """A browser of this person."""
    client = Client(headers={"accept-language": language})
    client.force_login(membership(name).user)
    return client


def text(response: Any) -> str:
    """The page that was answered."""
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(client: Client, address: str, expect: int = 302, **data: Any) -> str:
    """Sends a form that must be answered like this; the answer."""
    answer = client.post(address, data)
    assert answer.status_code == expect, answer.content.decode()
    return answer.content.decode()


def case_at(stage: str = "assigned") -> str:
    """Address of a new case that has come this far."""
    with transaction.atomic():
        return f"/cases/{getattr(scene, stage)()}/"
