"""The case list through HTTP: a server of its own with two workers, eight people who ask on one connection each."""

import os
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings

from ciiz.domain.organisations.enums import Role

from ..supervisor import Child, answers, tail
from .ground import Ground
from .pages import page
from .report import Figure
from .timing import clock

WORKERS, CONNECTIONS, SECONDS = 2, 8, 10.0
LEAST = 150.0
PATH = "/cases/"
WAIT_SECONDS = 60
REQUEST = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: de\r\n"
LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)


def figures(ground: Ground) -> list[Figure]:
    """Requests a second, each answered with 200 by the whole page."""
    contacts = [who for who in ground.people.everybody if who.role is Role.CONTACT and who.holds(ground.today)]
    cookies = [_cookie(page(who, PATH)) for who in contacts[:CONNECTIONS]]
    with _server(ground) as port:
        answered, seconds = _ask(port, cookies)
    note = (
        f"{answered} requests in {seconds:.1f} s on {len(cookies)} connections that stay open, {WORKERS} workers, "
        "a session each; client, server and database on this machine"
    )
    return [Figure("list of 50 through HTTP", answered / seconds, "1/s", note, LEAST, at_least=True)]


def _cookie(shown: page) -> str:
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={shown.client.cookies[name].value}"


def _ask(port: int, cookies: list[str]) -> tuple[int, float]:
    """Everybody asks again and again until the time is over; how often all of them were answered, in how long."""
    counts, failed = [0] * len(cookies), threading.Event()
    begin = threading.Barrier(len(cookies) + 1)

    def ask(number: int, cookie: str) -> None:
        connection = socket.create_connection(("127.0.0.1", port), timeout=WAIT_SECONDS)
        try:
            for _ in range(4):  # each worker's connection to the database keeps its statements from then on
                _get(connection, cookie)
            begin.wait()
            until = time.perf_counter() + SECONDS
            while time.perf_counter() < until:
                _get(connection, cookie)
                counts[number] += 1
        except (OSError, LookupError, threading.BrokenBarrierError):
            failed.set()
            begin.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=given) for given in enumerate(cookies)]
    for thread in threads:
        thread.start()
    try:
        begin.wait()
        with clock() as passed:
            for thread in threads:
                thread.join()
    except threading.BrokenBarrierError:
        failed.set()
    if failed.is_set():
        raise LookupError(f"{PATH} was not answered with 200 to everybody")
    return sum(counts), passed[0] / 1000


def _get(connection: socket.socket, cookie: str) -> None:
    """One request, and its answer to the last byte; by hand, so that asking takes little of what is measured."""
    connection.sendall(f"{REQUEST}Cookie: {cookie}\r\n\r\n".encode())
    answer = bytearray()
    whole = 0
    while not whole or len(answer) < whole:
        piece = connection.recv(65_536)
        if not piece:
            raise LookupError(f"{PATH}: cut short")
        answer += piece
        if not whole and (head := answer.find(b"\r\n\r\n")) > 0:
            length = LENGTH.search(answer, 0, head)
            whole = head + 4 + int(length[1]) if length else len(answer)
    if not answer.startswith(b"HTTP/1.1 200") or b"</html>" not in answer:
        raise LookupError(f"{PATH}: {bytes(answer[:30])!r}")


@contextmanager
def _server(ground: Ground) -> Iterator[int]:
    """`ciiz serve` on the measured database; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "CIIZ_WORKERS": str(WORKERS),
        "CIIZ_SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": f"postgresql://ciiz_app@/{ground.database}?host={quote(str(ground.cluster.socket))}&port=5432",
    }
    command = [sys.executable, "-m", "ciiz.jobs.cli", "serve", "--port", str(port)]
    web = Child("web", command, environment, ground.cluster.data / "serve.log")
    web.start()
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        while not answers(f"http://127.0.0.1:{port}/"):
            if web.ended() is not None or time.monotonic() > deadline:
                raise LookupError(f"the pages did not start:\n{tail(web.log)}")
            time.sleep(0.1)
        yield port
    finally:
        web.stop()
