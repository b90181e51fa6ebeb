"""Technical tables of the foundation."""

from .ratelimits import RateLimit
from .submissions import Submission

__all__ = ["RateLimit", "Submission"]
