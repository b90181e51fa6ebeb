"""Writes of the context, by verb."""

from .assignment import assign, end_deputyship, has_session_result
from .ending import (
    annul_closing,
    break_off,
    close,
    closing_of,
    end_coaching,
    missing_items,
    open_hand_overs,
    request_closing,
    write_exit_report,
)
from .erasing import erase_check
from .hand_over import answer_hand_over, lock_hand_over, propose_hand_over
from .imported import Known, imported_before, remember_import
from .leaving import record_leaving, ties
from .opening import check, lock, move, numbers, open_case, set_stage
from .reasons import worded
from .referral import (
    begin_completed,
    begin_referral,
    change_referral,
    complete_referral,
    decide_referral,
    forward_referral,
    move_completed,
    referral_of,
)
from .session import ResourceLine, note_resources, record_session

__all__ = [
    "Known",
    "ResourceLine",
    "annul_closing",
    "answer_hand_over",
    "assign",
    "begin_completed",
    "begin_referral",
    "break_off",
    "change_referral",
    "check",
    "close",
    "closing_of",
    "complete_referral",
    "decide_referral",
    "end_coaching",
    "end_deputyship",
    "erase_check",
    "forward_referral",
    "has_session_result",
    "imported_before",
    "lock",
    "lock_hand_over",
    "missing_items",
    "move",
    "move_completed",
    "note_resources",
    "numbers",
    "open_case",
    "open_hand_overs",
    "propose_hand_over",
    "record_leaving",
    "record_session",
    "referral_of",
    "remember_import",
    "request_closing",
    "set_stage",
    "ties",
    "worded",
    "write_exit_report",
]
