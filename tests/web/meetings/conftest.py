"""The mail server of these tests."""

import socket
from collections.abc import Iterator

import pytest
from django.test import override_settings

from ciiz.foundation.mail.server import email_settings

from .mailing import Plain, Server


@pytest.fixture
def server() -> Iterator[Server]:
    kept = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Plain(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings = email_settings(f"smtp+plain://127.0.0.1:{port}", files=None)
    with override_settings(**settings, PUBLIC_URL="https://ciiz.example"):
        yield kept
    controller.stop()
