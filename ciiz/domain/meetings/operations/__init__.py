"""Writes of the context."""

from .agenda import add_case, set_needs
from .answering import answer, note_attendance
from .arranging import Needs, Place, Topic, arrange, call_off, move, take_off
from .deciding import close_item, decide
from .disputing import answer_dispute, hold_dispute, open_dispute, possible, settle_dispute, state_on_dispute
from .handing_in import hand_in
from .inviting import invite_outside, invite_person, note_sent, seat, send_invitations, withdraw
from .minuting import note_minutes, tell_minutes
from .offering import Times, ask, choose, fix, offer
from .standing import Standing, assign, stand
from .stating import state_position

__all__ = [
    "Needs",
    "Place",
    "Standing",
    "Times",
    "Topic",
    "add_case",
    "answer",
    "answer_dispute",
    "arrange",
    "ask",
    "assign",
    "call_off",
    "choose",
    "close_item",
    "decide",
    "fix",
    "hand_in",
    "hold_dispute",
    "invite_outside",
    "invite_person",
    "move",
    "note_attendance",
    "note_minutes",
    "note_sent",
    "offer",
    "open_dispute",
    "possible",
    "seat",
    "send_invitations",
    "set_needs",
    "settle_dispute",
    "stand",
    "state_on_dispute",
    "state_position",
    "take_off",
    "tell_minutes",
    "withdraw",
]
