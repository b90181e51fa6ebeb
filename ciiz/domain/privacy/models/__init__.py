from .concern import Concern
from .page import PersonalPage
from .showing import Showing

__all__ = ["Concern", "PersonalPage", "Showing"]
