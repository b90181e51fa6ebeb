"""Browsers signed in as people of the planted world, and cases at a stage."""

from django.db import transaction
from django.test import Client

from tests.journeys import scene
from tests.worlds import membership


def browser(name: str, language: str = "en") -> Client:
    """A browser of this person."""
    client = Client(headers={"accept-language": language})
    client.force_login(membership(name).user)
    return client


def case_at(stage: str = "assigned") -> str:
    """Address of a new case that has come this far."""
    with transaction.atomic():
        return f"/cases/{getattr(scene, stage)()}/"
