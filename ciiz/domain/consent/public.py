"""The door of the context."""

from .errors import AlreadyEnded, AlreadySigned, BeginsBeforeSignature, EndsBeforeItBegins, NoParties, SignedInFuture
from .models import Consent
from .operations import annul, attach_copy, draft, end_with_case, extend, grant, grant_first, renew, sign, withdraw
from .overview import Cell, Overview, Row, Seen, overview
from .policies import Terms, may_record, may_withdraw
from .queries import (
    RAN_OUT,
    Bar,
    allows_survey,
    bar,
    consent,
    coverage,
    covers,
    ending_soon,
    ending_with_case,
    of_dossier,
    ran_out,
    running_out,
    withdrawn_on_page,
)

__all__ = [
    "RAN_OUT",
    "AlreadyEnded",
    "AlreadySigned",
    "Bar",
    "BeginsBeforeSignature",
    "Cell",
    "Consent",
    "EndsBeforeItBegins",
    "NoParties",
    "Overview",
    "Row",
    "Seen",
    "SignedInFuture",
    "Terms",
    "allows_survey",
    "annul",
    "attach_copy",
    "bar",
    "consent",
    "coverage",
    "covers",
    "draft",
    "end_with_case",
    "ending_soon",
    "ending_with_case",
    "extend",
    "grant",
    "grant_first",
    "may_record",
    "may_withdraw",
    "of_dossier",
    "overview",
    "ran_out",
    "renew",
    "running_out",
    "sign",
    "withdraw",
    "withdrawn_on_page",
]
