"""A mail server that speaks SMTP, what the worker does, and what stands in the mails."""

import email
import email.policy
import re
import smtplib
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from icalendar import Calendar

from ciiz.foundation.mail.models import Mail, MailState
from ciiz.foundation.mail.send import deliver
from ciiz.foundation.postgres.roles import WORKER
from tests.harness.databases import connected_as


class Server:
    """A mail server that keeps what it takes and refuses one recipient."""

    def __init__(self) -> None:
        self.taken: dict[str, EmailMessage] = {}
        self.refuses = ""

    async def handle_RCPT(  # noqa: N802 - named by the library
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address == self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken[envelope.rcpt_tos[0]] = message
        return "250 OK"


class Plain(Controller):
    """Without the name of this machine, which may not be asked for."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="localhost")


def deliver_all() -> list[str]:
    """What the worker does; the names of errors."""
    failed = []
    with connected_as(WORKER):
        for pk in list(Mail.objects.filter(state=MailState.WAITING).values_list("pk", flat=True)):
            try:
                deliver(str(pk))
            except smtplib.SMTPException as problem:
                failed.append(type(problem).__name__)
    return failed


def appointment(message: EmailMessage) -> tuple[str, Any]:
    """Method and event of the calendar in a mail."""
    (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def words(message: EmailMessage) -> str:
    """Subject and text."""
    body = message.get_body(("plain",))
    assert body is not None
    return f"{message['Subject']}\n{body.get_content()}"


def link(message: EmailMessage) -> str:
    """The path by which one answers or chooses."""
    body = message.get_body(("plain",))
    assert body is not None
    (path,) = re.findall(r"https://ciiz\.example(/meetings/(?:reply|choose)/\S+)", body.get_content())
    return str(path)
