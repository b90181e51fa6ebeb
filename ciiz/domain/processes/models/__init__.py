"""Tables of the context, one class a file."""

from .definition import Definition
from .draft import Draft
from .instance import Instance, depths
from .step_record import StepRecord

__all__ = ["Definition", "Draft", "Instance", "StepRecord", "depths"]
