"""Tables of the context, one class a file."""

from .audience import Audience
from .dossier import Dossier, DossierRecord, DossierRow
from .grant import Grant
from .sources import ConsentScope, Mandate, Participation, Statute

__all__ = [
    "Audience",
    "ConsentScope",
    "Dossier",
    "DossierRecord",
    "DossierRow",
    "Grant",
    "Mandate",
    "Participation",
    "Statute",
]
