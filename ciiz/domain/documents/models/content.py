from dataclasses import replace
from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import Category, DossierRow
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected


class DocumentContent(DossierRow):
    """The bytes of a document, apart so that no list loads them.

    Not audited a second time: the digest in the document's audited row fixes every byte. Of a withdrawn document
    neither pages nor jobs read them; they lie here until the dossier is erased: a withdrawal must not destroy evidence.
    """

    protection: ClassVar[Protection] = protected(column="category", app="si", worker="", audited=False)

    document = models.OneToOneField("documents.Document", models.PROTECT, primary_key=True, related_name="content")
    category = models.CharField(max_length=10, choices=Category)
    data = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="document_content_dossier")]

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Like every row of a dossier, as long as the document is not withdrawn."""
        kept = (
            "EXISTS (SELECT FROM documents_document d "
            f"WHERE d.id = {cls._meta.db_table}.document_id AND d.annulled_on IS NULL)"
        )
        return tuple(
            replace(policy, using=f"{policy.using} AND {kept}") if policy.command == "SELECT" else policy
            for policy in super().row_policies()
        )
