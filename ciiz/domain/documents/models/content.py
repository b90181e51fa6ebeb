from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import Category, DossierRow
from ciiz.foundation.db.protection import Protection, protected


class DocumentContent(DossierRow):
    """The bytes of a document, apart so that no list loads them.

    Not audited a second time: the digest in the document's audited row fixes every byte.
    """

    protection: ClassVar[Protection] = protected(column="category", app="si", audited=False)

    document = models.OneToOneField("documents.Document", models.PROTECT, primary_key=True, related_name="content")
    category = models.CharField(max_length=10, choices=Category)
    data = models.BinaryField()
