"""Technical tables of the foundation."""

from .mail.models import Mail
from .ratelimits import RateLimit
from .submissions import Submission

__all__ = ["Mail", "RateLimit", "Submission"]
