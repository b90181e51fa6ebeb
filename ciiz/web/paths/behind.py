"""The way from a figure to its cases: one word in the address of the list, `what~process~version~code~other`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import institutions_of
from ciiz.domain.paths import public as paths
from ciiz.domain.paths.public import Among
from ciiz.domain.processes import public as processes

SEPARATOR = "~"
OF_ALL: dict[str, Promise] = {
    "all": gettext_lazy("Cases of the process"),
    "running": gettext_lazy("Cases in which the process runs"),
    "returned": gettext_lazy("Cases that returned within twelve months"),
    "handed": gettext_lazy("Cases that one institution handed on to another"),
    "back": gettext_lazy("Cases that came back to an institution"),
    "person": gettext_lazy("Cases in which somebody else went on"),
}
OF_STEPS: dict[str, Promise] = {
    "stands": gettext_lazy("Cases that stand at %(step)s"),
    "end": gettext_lazy("Cases that ended at %(step)s"),
    "step": gettext_lazy("Cases that left %(step)s"),
    "again": gettext_lazy("Cases that went through %(step)s again"),
    "deviated": gettext_lazy("Cases that left the drawing at %(step)s"),
}
BETWEEN: dict[str, Promise] = {
    "handing": gettext_lazy("Cases handed on: %(giver)s → %(taker)s"),
    "returning": gettext_lazy("Cases that came back: %(taker)s → %(giver)s → %(taker)s"),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure of which process (empty: of all) and version (none: of all)."""

    what: str
    process: str = ""
    version: int | None = None
    code: str = ""
    other: str = ""

    def __str__(self) -> str:
        return SEPARATOR.join((self.what, self.process, str(self.version or ""), self.code, self.other))

    @classmethod
    def read(cls, written: str) -> "Behind | None":
        """As an address says it; None where it says nothing of the kind."""
        parts = written.split(SEPARATOR)
        if len(parts) != len(cls.__slots__) or parts[0] not in {**OF_ALL, **OF_STEPS, **BETWEEN}:
            return None
        what, process, version, code, other = parts
        known = version.isascii() and version.isdigit() and len(version) < 6
        return cls(what, process, int(version) if known else None, code, other)

    def title(self, actor: Actor) -> str:
        """What the cases have in common, in words."""
        if self.what in OF_ALL:
            words = str(OF_ALL[self.what])
        elif self.what in OF_STEPS:
            words = OF_STEPS[self.what] % {"step": self.code}
        else:
            names = institution_names(actor, (self.code, self.other))
            words = BETWEEN[self.what] % {"giver": names.get(self.code, "–"), "taker": names.get(self.other, "–")}
        if not self.process:
            return words
        where = _("%(process)s, version %(version)s") if self.version else "%(process)s"
        return f"{words} ({where % {'process': self.process, 'version': self.version}})"

    def dossiers(
        self,
        actor: Actor,
        *,
        region_id: int | None,
        theme_id: int | None,
        opened_from: date | None,
        opened_to: date | None,
    ) -> tuple[UUID, ...]:
        """The cases behind the figure, the latest first; none for whoever is not led there."""
        if not paths.may_look_behind(actor.role):
            return ()
        versions = counted(actor, self.process, self.version)
        among = Among(tuple(row.id for row in versions), region_id, theme_id, opened_from, opened_to)
        return paths.behind(actor, among, self.what, self.code, self.other)


def counted(actor: Actor, process: str, version: int | None) -> list[processes.Definition]:
    """The versions whose cases are counted, those of the actor's canton that were ever in force."""
    found = processes.definitions(actor).filter(published_on__isnull=False)
    if process:
        found = found.filter(code=process)
    return list(found.filter(version=version) if version else found)


def institution_names(actor: Actor, keys: Iterable[str]) -> dict[str, str]:
    """Names of institutions by their number as figures write it."""
    wanted = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18]
    found = institutions_of(actor, kinds=(), including=wanted) if wanted else []
    return {str(row.id): str(row) for row in found}
