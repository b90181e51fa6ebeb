"""A canton's folder becomes rows; run as the owner of the database, as often as wanted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from ..models import Canton, Dispositif, Region, Theme
from ..values.build import MalformedValues
from ..values.files import CANTONS, CantonFolder, read_dispositifs, read_folder
from ..values.lookup import digest


@transaction.atomic
def load_canton(folder: Path | str) -> Canton:
    """Creates or updates a canton, its regions, themes, dispositifs and values; nothing is ever removed.

    `folder` is a path or the name of a folder in `library/cantons/`. A version of the criteria that exists already
    must not change, because cases were counted by it.
    """
    read = read_folder(CANTONS / folder if isinstance(folder, str) else folder)
    before = Canton.objects.filter(code=read.canton.code).first()
    if before is not None:
        _criteria_stand(before.values, read.values)
    canton, _ = Canton.objects.update_or_create(
        code=read.canton.code,
        defaults={
            "name": read.canton.name,
            "languages": list(read.canton.languages),
            "values": dict(read.values),
            "values_digest": digest(read.values),
        },
    )
    _load_parts(canton, read)
    return canton


def _load_parts(canton: Canton, read: CantonFolder) -> None:
    for position, (code, dispositif) in enumerate(read_dispositifs().items(), 1):
        if code in read.dispositifs:
            Dispositif.objects.update_or_create(
                code=code,
                defaults={"name": dispositif.name, "abbreviation": dispositif.abbreviation, "position": position},
            )
    for region in read.canton.regions:
        Region.objects.update_or_create(canton=canton, code=region.code, defaults={"name": region.name})
    for theme in read.canton.themes:
        Theme.objects.update_or_create(canton=canton, code=theme.code, defaults={"name": theme.name})


def _criteria_stand(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Published versions of the criteria stay as they are."""
    now = {one["version"]: one for one in after["criteria"]}
    for one in before.get("criteria", []):
        version = one["version"]
        if version not in now:
            raise MalformedValues(
                f"criteria {version}", "is gone; old versions stay, because cases were counted by them"
            )
        if now[version] != one:
            raise MalformedValues(f"criteria {version}", "has changed; give the change a new version and valid_from")
