"""What is no longer kept is erased; the platform does it, nobody else."""

from ciiz.domain.access.public import SystemActor
from ciiz.domain.cases.public import OldCheck, erase_check
from ciiz.foundation.db.transactions import atomic


@atomic
def check(*, actor: SystemActor, old: OldCheck) -> bool:
    """An IIZ check that nothing came of goes with its dossier, and with the person if nothing else hangs on them."""
    return erase_check(actor=actor, dossier_id=old.id)
