"""Error pages: in the reader's language, without asking the database, and hidden like absent."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.fixtures import DjangoAssertNumQueries

from ciiz.foundation.errors import Conflict, DomainError, NotFound
from ciiz.web.shell.views import errors
from config import urls as real

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.shell.test_errors")]
handler400, handler403, handler404, handler500 = real.handler400, real.handler403, real.handler404, real.handler500
RAISED: dict[str, type[Exception]] = {
    "400": SuspiciousOperation,
    "403": PermissionDenied,
    "404": Http404,
    "500": RuntimeError,
    "503": OperationalError,
    "hidden": NotFound,
    "rule": DomainError,
    "conflict": Conflict,
}
TITLES = {
    "400": ("Diese Anfrage lässt sich nicht lesen", "Cette demande est illisible", "Questa richiesta non è leggibile"),
    "404": ("Diese Seite gibt es nicht", "Cette page n&#x27;existe pas", "Questa pagina non esiste"),
    "500": ("Bei uns ist ein Fehler aufgetreten", "Une erreur s&#x27;est produite", "Si è verificato un errore"),
    "503": ("Die Plattform kann zurzeit nicht", "La plateforme ne peut pas répondre", "La piattaforma al momento non"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise RAISED[how]


urlpatterns = [*real.urlpatterns, path("fail/<str:how>/", fail)]


@pytest.fixture(autouse=True)
def _answer_instead_of_raising(client: Client) -> None:
    client.raise_request_exception = False


@pytest.mark.parametrize("how", TITLES)
@pytest.mark.parametrize(("place", "language"), [(0, "de"), (1, "fr"), (2, "it")])
def test_errors_speak_the_readers_language(anna: Client, how: str, place: int, language: str) -> None:
    response = anna.get(f"/fail/{how}/", headers={"accept-language": language})
    assert response.status_code == int(how)
    assert TITLES[how][place] in response.content.decode()
    assert f'lang="{language}-CH"' in response.content.decode()


def test_hidden_forbidden_and_absent_cannot_be_told_apart(anna: Client) -> None:
    answers = [anna.get(f"/fail/{how}/") for how in ("403", "404", "hidden")] + [anna.get("/nowhere/")]
    for answer in answers[1:]:
        assert answer.content == answers[0].content
        assert answer.status_code == answers[0].status_code == 404
        assert dict(answer.headers) == dict(answers[0].headers)


def test_a_rule_of_the_domain_is_answered_with_its_message(anna: Client) -> None:
    response = anna.post("/fail/rule/", headers={"accept-language": "de"})
    assert response.status_code == 400
    assert "Es wurde nichts geändert." in response.content.decode()
    assert anna.post("/fail/conflict/").status_code == 409


def test_an_unreachable_database_is_said_with_when_to_come_back(anna: Client) -> None:
    assert anna.get("/fail/503/")["Retry-After"] == "10"


def test_error_pages_ask_the_database_for_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:

    with django_assert_num_queries(0):
        for view in (errors.bad_request, errors.not_found, errors.failed, errors.unavailable, errors.too_many):
            assert view(RequestFactory().get("/")).content


@pytest.mark.parametrize("how", ["500", "503"])
def test_the_text_of_a_form_survives_a_failure(anna: Client, how: str) -> None:
    page = anna.post(f"/fail/{how}/", {"note": "Gespräch mit der Person", "password": "sehr geheimes Wort"})
    assert "Gespräch mit der Person" in page.content.decode()
    assert "geheim" not in page.content.decode()


def test_a_database_that_is_gone_is_said_and_comes_back(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        answer = anna.get("/", headers={"accept-language": "de"})
    assert answer.status_code == 503
    assert "Die Datenbank ist nicht erreichbar" in answer.content.decode()
    assert anna.get("/").status_code == 200


def test_from_a_refused_page_one_comes_back_to_the_case_and_never_to_the_refused_page() -> None:
    case = "/cases/01900000-0000-7000-8000-000000000000/"
    here = f"{case}hand-over/"
    factory = RequestFactory()
    for request in (factory.get(here), factory.get(here, headers={"referer": f"http://testserver{here}"})):
        said = errors.refused(request, DomainError()).content.decode()
        assert f'href="{case}"' in said
        assert here not in said
    other = factory.get(here, headers={"referer": "http://testserver/cases/?mine=1"})
    assert 'href="/cases/?mine=1"' in errors.refused(other, DomainError()).content.decode()
    sent = factory.post(here)
    assert f'href="{here}"' in errors.refused(sent, DomainError()).content.decode()
