"""What somebody may not see answers exactly like what does not exist: every address with an identifier is tried."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from ciiz.domain.access.public import end_participation, exists, found
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.public import file
from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.journal.public import Told, agree
from ciiz.domain.persons.public import register_with
from ciiz.domain.privacy.enums import ConcernKind
from ciiz.journeys import contact as log_contact
from ciiz.journeys import dispute, hear, order
from ciiz.journeys import hand_over as handing_over
from ciiz.journeys.intake import receive
from tests.architecture.test_urls import EXAMPLES, Address, addresses
from tests.journeys import meeting_scene, plan_scene
from tests.web.every_stage import SPREADSHEET
from tests.worlds import TODAY, become, institution, looked_after, membership

pytestmark = pytest.mark.django_db
HELD_BY = {
    "dossier_id": "cases.Case",
    "consent_id": "consent.Consent",
    "document_id": "documents.Document",
    "registration_id": "persons.Registration",
    "goal_id": "plans.Goal",
    "measure_id": "plans.Measure",
    "order_id": "plans.ServiceOrder",
    "hand_over_id": "cases.HandOver",
    "contact_id": "journal.Contact",
    "agreed_id": "journal.Agreed",
    "import_id": "imports.Import",
    "task_id": "tasks.Task",
    "meeting_id": "meetings.Meeting",
    "item_id": "meetings.AgendaItem",
    "invitation_id": "meetings.Invitation",
    "slot_id": "meetings.Slot",
    "decision_id": "meetings.Decision",
    "dispute_id": "meetings.Dispute",
    "concern_id": "privacy.Concern",
}
PUBLIC = {"definition_id", "draft_id"}
"""Identifiers of what belongs to no dossier: what everybody may see, and drawings of an office."""
FORMER = "iv.contact"
"""Whose institution takes part in the case, and in one of the tests no longer does."""
VARYING = re.compile(r'csrfmiddlewaretoken" value="\w+|X-CSRFToken\W+\w+|"s\d+_x\d+"|submission" value="[^"]+')
"""Tokens and names of savepoints, new in each answer."""
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def everything() -> dict[str, UUID]:
    """A case with one of each kind of object; a key of each."""
    dossier_id = plan_scene.running()
    actor = become(plan_scene.MANAGER)
    contact = membership("iv.contact").id
    order.place(actor=actor, dossier_id=dossier_id, contact_id=contact, text="A clarification")
    register_with(actor=actor, dossier_id=dossier_id, dispositif_id="SH", file_number="1")
    file(
        actor=actor,
        dossier_id=dossier_id,
        kind=DocumentKind.OTHER,
        title="A letter",
        file_name="letter.pdf",
        content=PDF,
        dated_on=TODAY,
    )
    handing_over.propose(
        actor=become("regional"), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY, talk_on=TODAY
    )
    match_id = _matched(dossier_id)
    meeting = meeting_scene.arranged(dossier_id, held_on=TODAY)
    meeting_scene.seated(meeting, ("smz.contact",))
    meeting_scene.decided(meeting)
    meeting_scene.offered(dossier_id, people=("smz.contact",))
    series_id = meeting_scene.standing().id
    manager = become(plan_scene.MANAGER)
    told = Told(
        kind=InformalKind.EXCHANGE, partner_id=institution("IV").id, subject="An appointment", occurred_on=TODAY
    )
    log_contact.log(actor=manager, told=told, dossier_id=dossier_id)
    agree(
        actor=manager,
        dossier_id=dossier_id,
        goal="Work",
        text="Apply",
        membership_id=manager.membership_id,
        due_on=TODAY,
    )
    dispute.open_dispute(actor=manager, dossier_id=dossier_id, about="Who pays")
    hear.note(actor=manager, dossier_id=dossier_id, kind=ConcernKind.FEEDBACK, words="Thank you", said_on=TODAY)
    receive.receive(actor=manager, file_name="2026.csv", content=SPREADSHEET.encode())
    keys = {name: apps.get_model(label).objects.values_list("pk", flat=True)[0] for name, label in HELD_BY.items()}
    assert keys["dossier_id"] == dossier_id
    return keys | {"match_id": match_id, "series_id": series_id}


def _matched(dossier_id: UUID) -> UUID:
    """The same AHV number in another dossier that the same coordination looks after, as the worker finds it."""
    other = found(actor=become("rav.contact"), opened_on=TODAY).id
    looked_after(other)
    who = membership("regional")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shortcuts.match(%s, %s, %s, (SELECT id FROM access_audience WHERE region_id = %s), %s)",
            [dossier_id, other, who.institution_id, who.region_id, TODAY],
        )
        (made,) = cursor.fetchone() or (None,)
    become("regional")
    assert apps.get_model("persons.Match").objects.filter(id=UUID(str(made))).exists()
    return UUID(str(made))


def with_keys() -> list[Address]:
    """Addresses that name something protected."""
    return [one for one in addresses() if set(one.pattern.pattern.converters) & {*HELD_BY, "match_id", "series_id"}]


def arguments(address: Address, keys: dict[str, UUID]) -> dict[str, Any]:
    wanted = address.pattern.pattern.converters
    return {name: keys.get(name) or EXAMPLES[type(found).__name__] for name, found in wanted.items()}


def answer(client: Client, method: str, address: Address, keys: dict[str, UUID]) -> dict[str, Any]:
    """Everything of an answer that somebody could compare, without the identifiers that they know themselves."""
    path = reverse(address.name, kwargs=arguments(address, keys))
    with CaptureQueriesContext(connection) as asked:
        response = getattr(client, method)(path)
    names = {str(key): name for name, key in keys.items()} | {key.hex: name for name, key in keys.items()}

    def plain(text: str) -> str:
        for key, name in names.items():
            text = text.replace(key, name)
        return VARYING.sub("", text)

    return {
        "status": response.status_code,
        "headers": {name: plain(value) for name, value in response.headers.items()},
        "body": plain(response.content.decode("utf-8", "replace")),
        "asked": [plain(one["sql"]) for one in asked],
    }


def took_part_until_yesterday(who: str, dossier_id: UUID) -> None:
    """Somebody who saw the case yesterday; what the own institution was asked and what it answered is in it."""
    assert exists(become(who), dossier_id)
    ended = end_participation(
        actor=become("regional"), dossier_id=dossier_id, institution_id=membership(who).institution_id, on=TODAY
    )
    assert ended
    assert not exists(become(who), dossier_id)


def test_every_identifier_in_an_address_is_known_here() -> None:
    held = {
        name
        for one in addresses()
        for name, converter in one.pattern.pattern.converters.items()
        if type(converter).__name__ == "UUIDConverter"
    }
    assert held == set(HELD_BY) | {"match_id", "series_id"} | PUBLIC


@pytest.mark.filterwarnings("ignore:Overriding setting")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["regional.other", "legal", FORMER])
def test_hidden_equals_absent(settings: Settings, method: str, who: str) -> None:
    settings.TOTP_REQUIRED = False
    client = Client()
    with time_machine.travel(f"{TODAY}T10:00:00+01:00", tick=False):
        hidden = everything()
        if who == FORMER:
            took_part_until_yesterday(who, hidden["dossier_id"])
        client.force_login(membership(who).user)
        client.get("/")
        absent = {name: uuid4() for name in hidden}
        differing: list[str] = []
        for one in with_keys():
            first, second = (answer(client, method, one, keys) for keys in (hidden, absent))
            differing += [f"{one.name}: {part}" for part in first if first[part] != second[part]]
    assert differing == []
