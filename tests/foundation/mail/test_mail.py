"""Mails: once each, in the recipient's language, without personal content, and not lost."""

import smtplib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.contrib.auth import get_user_model
from django.core import mail as outbox
from django.test import override_settings

from ciiz.foundation.mail.kinds import UnknownKind, context_of, register
from ciiz.foundation.mail.models import Mail, MailState
from ciiz.foundation.mail.send import deliver, send
from ciiz.foundation.mail.server import email_settings
from ciiz.foundation.postgres.roles import OWNER, WORKER
from tests.harness.databases import connected_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recipient() -> Any:
    return get_user_model()._default_manager.create(email="rosa@example.org", last_name="Muster", language="fr")


def deliver_all() -> None:
    with connected_as(WORKER):
        for pk in list(Mail.objects.values_list("pk", flat=True)):
            deliver(str(pk))


def test_the_second_wish_with_the_same_key_sends_nothing(recipient: Any) -> None:
    assert send(kind="waiting", recipient_id=recipient.pk, key="task 1", path="/")
    assert not send(kind="waiting", recipient_id=recipient.pk, key="task 1", path="/")
    deliver_all()
    deliver_all()
    assert len(outbox.outbox) == 1


def test_a_mail_is_in_the_recipients_language_links_in_and_names_nobody(recipient: Any) -> None:
    send(kind="waiting", recipient_id=recipient.pk, key="task 1", path="/cases/")
    with override_settings(PUBLIC_URL="https://ciiz.example"):
        deliver_all()
    (sent,) = outbox.outbox
    assert sent.to == ["rosa@example.org"]
    assert "https://ciiz.example/cases/" in sent.body
    assert "Muster" not in f"{sent.subject}{sent.body}"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_user_whose_account_was_closed_gets_no_mail(recipient: Any) -> None:
    send(kind="waiting", recipient_id=recipient.pk, key="task 1", path="/")
    with connected_as(OWNER):
        get_user_model()._default_manager.update(is_active=False)
    deliver_all()
    assert outbox.outbox == []
    assert Mail.objects.get().state == MailState.DROPPED


def test_an_unreachable_mail_server_keeps_the_mail_and_the_next_try_sends_it(recipient: Any) -> None:
    send(kind="waiting", recipient_id=recipient.pk, key="task 1", path="/")
    with (
        override_settings(**email_settings("smtp+plain://127.0.0.1:9", files=None)),
        pytest.raises(ConnectionRefusedError),
    ):
        deliver_all()
    kept = Mail.objects.get()
    assert (kept.state, kept.attempts, kept.last_error) == (MailState.WAITING, 1, "ConnectionRefusedError")
    deliver_all()
    sent = Mail.objects.get()
    assert (sent.state, sent.attempts, sent.last_error) == (MailState.SENT, 2, "")


class Refusing:
    """A mail server that turns every recipient away."""

    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802 - named by the library
        return "451 try again later"


class Plain(Controller):
    """Without the name of this machine, which may not be asked for."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="localhost")


@pytest.fixture
def refusing_server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = Plain(Refusing(), hostname="127.0.0.1", port=port)
    server.start()
    yield port
    server.stop()


def test_a_server_that_refuses_is_tried_again(recipient: Any, refusing_server: int) -> None:
    send(kind="waiting", recipient_id=recipient.pk, key="task 1", path="/")
    settings = email_settings(f"smtp+plain://127.0.0.1:{refusing_server}", files=None)
    with override_settings(**settings), pytest.raises(smtplib.SMTPRecipientsRefused):
        deliver_all()
    assert Mail.objects.get().last_error == "SMTPRecipientsRefused"


def test_a_kind_nobody_registered_is_refused_at_once(recipient: Any) -> None:
    with pytest.raises(UnknownKind):
        send(kind="no-such-kind", recipient_id=recipient.pk, key="1")


def test_two_kinds_of_mail_cannot_share_a_name() -> None:
    register("waiting", context_of("waiting"))
    with pytest.raises(ValueError, match="two kinds"):
        register("waiting", lambda _recipient, _params: {})


@pytest.mark.parametrize("url", ["mailhost", "http://mailhost", "smtp://"])
def test_an_address_of_a_mail_server_that_is_none_is_named(url: str) -> None:
    with pytest.raises(ValueError, match="CIIZ_SMTP_URL"):
        email_settings(url, files=None)


def test_the_address_of_a_mail_server_may_hold_special_characters() -> None:
    found = email_settings("smtp://user%40office:p%2Fss@mail.example", files=None)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("user@office", "p/ss")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (587, True, False)
