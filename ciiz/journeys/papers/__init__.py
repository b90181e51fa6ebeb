"""What letters and forms of a case say: facts of several contexts as far as the actor may see them; changes nothing.

Each function gives the data of one paper in words of the language in force, or None where nothing of it is there or
open to the actor.
"""

from .about import Filled, Subject
from .beginning import cv, empty_evaluation, enclosures, evaluation
from .coaching import coaching_balance, employability, integration, talk_minutes
from .course import empty_resources, resources, stock_taking
from .ending import closing_letter, exit_report
from .sessions import consent_form, empty_consent, invitation, minutes

__all__ = [
    "Filled",
    "Subject",
    "closing_letter",
    "coaching_balance",
    "consent_form",
    "cv",
    "employability",
    "empty_consent",
    "empty_evaluation",
    "empty_resources",
    "enclosures",
    "evaluation",
    "exit_report",
    "integration",
    "invitation",
    "minutes",
    "resources",
    "stock_taking",
    "talk_minutes",
]
