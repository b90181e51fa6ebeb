"""What the operator reads when something fails: which page or job, which error, where in the code; never a value.

Messages of exceptions and addresses of pages can carry names, dates or one-time links, so neither is written. A line
has the day and time, the level, the logger and the route or the job; below it each error by class and place.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"told": {"()": "ciiz.foundation.logs.Told"}},
    "formatters": {"places": {"()": "ciiz.foundation.logs.Places"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["told"], "formatter": "places"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "ciiz": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "INFO"},
    },
}
"""One handler for all. What a browser did wrong (4xx) is not written; jobs that go well neither."""


class Told(logging.Filter):
    """Leaves out jobs that went well, and what a request says besides its route."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("procrastinate") and record.levelno < logging.WARNING and not record.exc_info:
            return False
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            route = request.resolver_match.route if request.resolver_match else "(no route)"
            record.msg, record.args = f"{getattr(record, 'status_code', '')} {request.method} /{route}".strip(), ()
        return True


class Places(logging.Formatter):
    """An exception as the chain of its classes, each with the places in the code that led to it."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatException(  # noqa: N802  # the name that logging calls
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            places = traceback.extract_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines += [f"  {place.filename}:{place.lineno} {place.name}" for place in places]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)
