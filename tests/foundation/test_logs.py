"""What failed is written with its place, and without a value that a message or an address carries."""

import io
import logging
import logging.config
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from ciiz.foundation.logs import LOGGING
from config import urls as real

SECRET = "Muster Anna 756.9217.0769.85"


@login_not_required
def fail(request: HttpRequest, key: str) -> HttpResponse:
    try:
        raise ValueError(SECRET)
    except ValueError as problem:
        raise RuntimeError(SECRET) from problem


urlpatterns = [*real.urlpatterns, path("fail/<str:key>/", fail)]
handler404 = "ciiz.web.shell.views.errors.not_found"
handler500 = "ciiz.web.shell.views.errors.failed"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the handler of the settings writes."""
    root = logging.getLogger()
    config = deepcopy(LOGGING)
    stream = config["handlers"]["stderr"]["stream"] = io.StringIO()
    kept = list(root.handlers)
    logging.config.dictConfig(config)
    yield stream
    root.handlers[:] = kept


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_fails_is_told_by_route_error_and_place(written: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/fail/one-time-key/").status_code == 500
    text = written.getvalue()
    assert "500 GET /fail/<str:key>/" in text
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert SECRET not in text
    assert "one-time-key" not in text


def test_jobs_that_go_well_are_not_told_and_those_that_fail_are(written: io.StringIO) -> None:
    log = logging.getLogger("procrastinate.worker")
    log.info("Job mail.deliver[1] ended with status: Success")
    assert written.getvalue() == ""
    try:
        raise PermissionError(SECRET)
    except PermissionError as problem:
        log.info("Job mail.deliver[1] ended with status: Error, to retry", exc_info=problem)
    text = written.getvalue()
    assert "mail.deliver[1]" in text
    assert "builtins.PermissionError" in text
    assert SECRET not in text
