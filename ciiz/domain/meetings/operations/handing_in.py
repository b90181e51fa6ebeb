"""Reports that parties from outside hand in by their link: hostile until recognised, then documents of the dossier."""

from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import BearerActor
from ciiz.domain.documents.public import QUOTA
from ciiz.foundation.db.ids import uuid7
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.files import recognise, safe_name

from .. import errors

MOST = 5
"""Files that one link takes."""


@atomic
def hand_in(*, actor: BearerActor, invitation_id: UUID, file_name: str, content: bytes) -> UUID:
    """Files a report that a provider or doctor hands in by the link; returns the id of the document.

    It is a document of the institution that invited them, medical if a doctor hands it in. The database does it for
    who holds the link, as long as that opens the item (`meetings_hand_in`).
    """
    media_type = recognise(content)
    document_id = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT meetings_hand_in(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                invitation_id,
                document_id,
                uuid7(),
                safe_name(file_name, media_type.suffix),
                media_type.mime,
                content,
                MOST,
                QUOTA,
            ],
        )
        (said,) = cursor.fetchone() or ("over",)
    if said == "many":
        raise errors.TooManyReports(field="file", most=MOST)
    if said == "full":
        raise errors.NoRoomForReports(field="file")
    if said != "filed":
        raise errors.InvitationOver
    return document_id
