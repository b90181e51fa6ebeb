"""`ciiz serve`: pages by granian, after refusing every configuration that would open data."""

import os
import sys

from django.conf import settings
from django.db import OperationalError
from granian.constants import Interfaces
from granian.server import Server

from .database import objections_to_serving

SHORTEST_SECRET = 32


def serve(host: str, port: int) -> int:
    """Serve until told to stop; returns the exit code."""
    for objection in objections():
        print(f"ciiz serve: {objection}", file=sys.stderr)
        return 1
    threads = int(os.environ.get("CIIZ_THREADS") or 2)  # more of them wait for the one interpreter
    workers = int(os.environ.get("CIIZ_WORKERS") or 1)
    server = Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        # Threads that stay keep their database connections.
        blocking_threads_idle_timeout=300,
        backpressure=threads * 16,
        websockets=False,
        workers_kill_timeout=10,
    )
    server.serve()
    return 0


def objections() -> list[str]:
    """Why not to serve: the secret, the database, the role, the schema, the protection."""
    if settings.SECRET_KEY.startswith("unset") or len(settings.SECRET_KEY) < SHORTEST_SECRET:
        return [f"set CIIZ_SECRET_KEY to a random text of at least {SHORTEST_SECRET} characters (docs/operations.md)."]
    try:
        return objections_to_serving()
    except OperationalError as problem:
        return [f"the database does not answer: {str(problem).strip()}"]
