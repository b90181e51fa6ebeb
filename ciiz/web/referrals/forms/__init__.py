"""Forms of the area, one module a page."""

from .assign import ChangeForm, DeputyForm, NameForm
from .check import CheckForm
from .inbox import InboxFilter
from .referral import ForwardForm, ReferralForm
from .session import SessionForm
from .triage import AcceptForm, AskForm, PhoneForm, ReturnForm

__all__ = [
    "AcceptForm",
    "AskForm",
    "ChangeForm",
    "CheckForm",
    "DeputyForm",
    "ForwardForm",
    "InboxFilter",
    "NameForm",
    "PhoneForm",
    "ReferralForm",
    "ReturnForm",
    "SessionForm",
]
