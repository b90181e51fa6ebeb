"""Tables of the context, one class a file."""

from .capacity import WorkCapacity
from .digest import IdentityDigest
from .match import Match
from .person import Person
from .registration import Registration
from .statement import Statement
from .subject import Subject
from .token import NameToken

__all__ = ["IdentityDigest", "Match", "NameToken", "Person", "Registration", "Statement", "Subject", "WorkCapacity"]
