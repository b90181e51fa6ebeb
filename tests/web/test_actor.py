"""Half a request is never kept, a GET cannot write, and nothing is shown unlogged."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, override_settings
from django.urls import path

from ciiz.domain.access.models import Dossier
from ciiz.domain.access.public import found
from ciiz.domain.timeline.public import Event, record
from ciiz.foundation import reading
from ciiz.foundation.errors import NotAllowed, NotFound
from config.urls import urlpatterns as real
from tests.harness.reads import Unregistered
from tests.worlds import TODAY, act, membership

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.test_actor"),
    pytest.mark.filterwarnings("ignore:Overriding setting"),
]

FAILURES: dict[str, type[Exception]] = {
    "403": PermissionDenied,
    "404": Http404,
    "500": RuntimeError,
    "hidden": NotFound,
    "role": NotAllowed,
}


def write_then_fail(request: Any, how: str) -> HttpResponse:
    found(actor=request.actor, opened_on=TODAY)
    if how == "answer":
        return HttpResponse(status=500)
    if how == "lazy":
        template = engines["django"].from_string("{{ explode }}")
        return TemplateResponse(request, template, {"explode": _Explosive()})
    raise FAILURES[how]


class _Explosive:
    def __str__(self) -> str:
        raise RuntimeError


def write(request: Any) -> HttpResponse:
    dossier = found(actor=request.actor, opened_on=TODAY)
    record(actor=request.actor, kind="probe", dossier_id=dossier.id, occurred_on=TODAY)
    return HttpResponse(dossier.id)


def show(request: Any, dossier: uuid.UUID) -> HttpResponse:
    reading.register([dossier], "basic")
    return HttpResponse(len(Event.objects.filter(dossier=dossier)) == 1)


def write_and_show(request: Any) -> HttpResponse:
    dossier = found(actor=request.actor, opened_on=TODAY)
    record(actor=request.actor, kind="probe", dossier_id=dossier.id, occurred_on=TODAY)
    return show(request, dossier.id)


def forgetful(request: HttpRequest) -> HttpResponse:
    return HttpResponse("".join(event.kind for event in Event.objects.all()))


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter(["late"]))


urlpatterns = [
    *real,
    path("t/fail/<how>/", write_then_fail),
    path("t/write/", write),
    path("t/show/<uuid:dossier>/", show, name="show"),
    path("t/write-and-show/", write_and_show, name="write_and_show"),
    path("t/stream/", stream),
    path("t/forgetful/", forgetful),
]


@pytest.fixture
def page() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(membership("rav.front").user)
    return client


def _count(owner_connection: Any) -> int:
    return int(owner_connection.execute("SELECT count(*) FROM access_dossier").fetchone()[0])


@pytest.mark.parametrize(
    ("how", "status"),
    [("403", 403), ("404", 404), ("500", 500), ("answer", 500), ("lazy", 500), ("hidden", 404), ("role", 403)],
)
@override_settings(TOTP_REQUIRED=False)
def test_what_a_failed_request_wrote_is_not_there(page: Client, owner_connection: Any, how: str, status: int) -> None:
    assert page.post(f"/t/fail/{how}/").status_code == status
    assert _count(owner_connection) == 0


@override_settings(TOTP_REQUIRED=False)
def test_what_a_request_wrote_is_there(page: Client, owner_connection: Any) -> None:
    assert page.post("/t/write/").status_code == 200
    assert _count(owner_connection) == 1


@override_settings(TOTP_REQUIRED=False)
def test_a_get_cannot_write(page: Client, owner_connection: Any) -> None:
    assert page.get("/t/write/").status_code == 500
    assert _count(owner_connection) == 0


@override_settings(TOTP_REQUIRED=False)
def test_no_context_is_left_on_the_connection(page: Client) -> None:
    page.post("/t/write/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('ciiz.audiences', true), current_setting('transaction_read_only')")
        assert cursor.fetchone() in [("", "off"), (None, "off")]
    assert not Dossier.objects.exists()


@override_settings(TOTP_REQUIRED=False)
def test_a_page_that_shows_a_dossier_is_logged_before_it_is_sent(page: Client, owner_connection: Any) -> None:
    dossier = page.post("/t/write/").content.decode()
    assert page.get(f"/t/show/{dossier}/").content == b"True"
    rows = owner_connection.execute("SELECT dossier_id::text, door, actor FROM audit.reading").fetchall()
    assert rows == [(dossier, "page show", f"membership:{membership('rav.front').id}")]


@override_settings(TOTP_REQUIRED=False)
def test_what_cannot_be_logged_is_not_sent(page: Client, owner_connection: Any) -> None:
    dossier = page.post("/t/write/").content.decode()
    owner_connection.execute("SET ROLE ciiz_audit")
    owner_connection.execute("REVOKE EXECUTE ON FUNCTION audit.log_readings FROM ciiz_app")
    answer = page.get(f"/t/show/{dossier}/")
    assert answer.status_code == 503
    assert answer.content != b"True"


@override_settings(TOTP_REQUIRED=False)
def test_what_a_step_shows_is_logged_with_what_it_writes(page: Client, owner_connection: Any) -> None:
    assert page.post("/t/write-and-show/").content == b"True"
    logged = owner_connection.execute(
        "SELECT r.door, r.actor, count(e.id) FROM audit.reading r JOIN audit.entry e ON e.txid = r.txid GROUP BY 1, 2"
    ).fetchall()
    assert [(door, actor) for door, actor, _rows in logged] == [
        ("page write_and_show", f"membership:{membership('rav.front').id}")
    ]


@override_settings(TOTP_REQUIRED=False)
def test_a_step_that_cannot_be_logged_is_not_taken(page: Client, owner_connection: Any) -> None:
    owner_connection.execute("SET ROLE ciiz_audit")
    owner_connection.execute("REVOKE EXECUTE ON FUNCTION audit.log_readings FROM ciiz_app")
    answer = page.post("/t/write-and-show/")
    owner_connection.execute("RESET ROLE")
    assert answer.status_code == 503
    assert _count(owner_connection) == 0


@override_settings(TOTP_REQUIRED=False)
def test_a_streaming_answer_is_refused(page: Client) -> None:
    assert page.get("/t/stream/").status_code == 500


@override_settings(TOTP_REQUIRED=False)
def test_a_page_that_forgets_the_log_fails_its_tests() -> None:
    with act("rav.front") as actor:
        record(actor=actor, kind="probe", dossier_id=found(actor=actor, opened_on=TODAY).id, occurred_on=TODAY)
    client = Client()
    client.force_login(membership("rav.front").user)
    with pytest.raises(Unregistered):
        client.get("/t/forgetful/")
