"""Erasing what is no longer kept; only the platform does it."""

import logging
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import SystemActor

log = logging.getLogger(__name__)


def erase_check(*, actor: SystemActor, dossier_id: UUID) -> bool:
    """Erases a check that nothing came of, with all of its dossier; False if it is not over, or is gone already.

    The values in the audit go along; that they were there, and that the platform erased them, stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_erase_check(%s, %s)", [dossier_id, actor.today])
        (erased,) = cursor.fetchone() or (False,)
    if erased:
        log.info("erased the check of dossier %s", dossier_id)
    return bool(erased)
