"""Writes of the context, by what they are about."""

from .content import (
    MeasureInput,
    add_goal,
    add_measure,
    advance_measure,
    change_goal,
    change_measure,
    end_goal,
    end_measure,
)
from .orders import answer_order, cancel_order, finish_order, place_order
from .stock import take_stock
from .versions import accept_part, attach_copy, draft, send_back, set_rhythm, sign, validate, withdraw

__all__ = [
    "MeasureInput",
    "accept_part",
    "add_goal",
    "add_measure",
    "advance_measure",
    "answer_order",
    "attach_copy",
    "cancel_order",
    "change_goal",
    "change_measure",
    "draft",
    "end_goal",
    "end_measure",
    "finish_order",
    "place_order",
    "send_back",
    "set_rhythm",
    "sign",
    "take_stock",
    "validate",
    "withdraw",
]
