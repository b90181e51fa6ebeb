from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import ACCOUNT, Protection


class SavedView(models.Model):
    """A filter and order of the case list that a user keeps under a name.

    `query` is the query string of the list's address without the words searched for: accounts hold no names of people
    from cases.
    """

    protection: ClassVar[Protection] = ACCOUNT.but(app="siud")

    user = models.ForeignKey("organisations.User", models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="savedview_name_once")]

    def __str__(self) -> str:
        return self.name
