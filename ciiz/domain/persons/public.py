"""The door of the context."""

from .absence import Described, value_or_reason
from .ahv import mask, written
from .errors import BornInFuture, DayInFuture, InvalidAhvNumber, SavedMeanwhile
from .identity import countries, languages, refusals
from .models import NameToken, Person, Registration, Statement, Subject, WorkCapacity
from .names import words
from .operations import (
    change_registration,
    correct_identity,
    enter_person,
    judge_capacity,
    register_with,
    same_person,
    state,
)
from .queries import (
    ENTITLEMENT_ENDED,
    Capacities,
    Found,
    course,
    dossiers_of,
    entitlements_ending,
    entitlements_near,
    entitlements_over,
    people,
    person,
    registrations,
    search,
    situation,
    work_capacity,
)

__all__ = [
    "ENTITLEMENT_ENDED",
    "BornInFuture",
    "Capacities",
    "DayInFuture",
    "Described",
    "Found",
    "InvalidAhvNumber",
    "NameToken",
    "Person",
    "Registration",
    "SavedMeanwhile",
    "Statement",
    "Subject",
    "WorkCapacity",
    "change_registration",
    "correct_identity",
    "countries",
    "course",
    "dossiers_of",
    "enter_person",
    "entitlements_ending",
    "entitlements_near",
    "entitlements_over",
    "judge_capacity",
    "languages",
    "mask",
    "people",
    "person",
    "refusals",
    "register_with",
    "registrations",
    "same_person",
    "search",
    "situation",
    "state",
    "value_or_reason",
    "words",
    "work_capacity",
    "written",
]
