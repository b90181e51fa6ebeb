"""`ciiz canton load VS`: a canton's folder becomes rows, its processes and those of the library that it uses as well.

`ciiz canton check VS` only reads the folder. `ciiz canton officer VS --mail …` invites the first cantonal officer.
"""

import argparse
import sys
from pathlib import Path

from .runtime import start_django

PROCESSES = "processes"
"""Where in its folder a canton's own processes stand."""


def run(arguments: list[str]) -> int:
    """Returns 0 when done, 1 when refused, naming what is wrong and, for files, where."""
    options = _parser().parse_args(arguments)
    start_django("owner")
    from django.utils import translation

    from ciiz.domain.organisations.public import MalformedValues
    from ciiz.domain.processes.public import FileRefused

    if options.action == "officer":
        return _officer(options)
    folder = _folder(options.canton)
    with translation.override("en"):
        try:
            return _check(folder) if options.action == "check" else _load(folder)
        except (MalformedValues, FileRefused) as error:
            print(f"ciiz: {folder.name}: {error}", file=sys.stderr)
            return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ciiz canton", description="Load or check a canton, or name its officer.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action, text in (("load", "write the values into the database"), ("check", "read the files only")):
        one = actions.add_parser(action, help=text)
        one.add_argument("canton", help="a folder: its name in ciiz/library/cantons, or a path")
    officer = actions.add_parser("officer", help="invite the first cantonal officer")
    officer.add_argument("canton", help="the canton's two letters")
    officer.add_argument("--mail", required=True, help="e-mail address, to which the invitation goes")
    officer.add_argument("--first-name", required=True)
    officer.add_argument("--last-name", required=True)
    officer.add_argument("--language", choices=["de", "fr", "it", "en"], default="de", help="default %(default)s")
    return parser


def _officer(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.urls import reverse
    from django.utils import translation

    from ciiz.domain.organisations.enums import Language
    from ciiz.domain.organisations.public import first_officer
    from ciiz.foundation.clock import today
    from ciiz.foundation.errors import DomainError, NotFound
    from ciiz.foundation.invitations import invitation_token

    from .database import require_schema
    from .embedded import database

    with database(), translation.override("en"):
        require_schema()
        try:
            membership = first_officer(
                canton=options.canton,
                email=options.mail,
                first_name=options.first_name,
                last_name=options.last_name,
                language=Language(options.language),
                on=today(),
            )
        except NotFound:
            print(f"ciiz: {options.canton} is not loaded. Run `ciiz canton load {options.canton}`.", file=sys.stderr)
            return 1
        except DomainError as refused:
            print(f"ciiz: {refused}", file=sys.stderr)
            return 1
        print(f"{membership.user.full_name} is cantonal officer of {options.canton} at {membership.institution}")
        if membership.user.has_usable_password():
            print("The account exists already; a mail tells of the new role.")
            return 0
        print("The worker sends the invitation by mail.")
        if not settings.SECRET_KEY.startswith("unset"):
            link = f"{settings.PUBLIC_URL}{reverse('invitation', args=[invitation_token(membership.user)])}"
            print(f"The same link, valid for {settings.INVITATION_DAYS} days and one use: {link}")
    return 0


def _folder(text: str) -> Path:
    from ciiz.domain.organisations.values.files import CANTONS

    path = Path(text)
    return path if path.is_dir() else CANTONS / text


def _check(folder: Path) -> int:
    from ciiz.domain.organisations.values.files import read_folder
    from ciiz.domain.processes.public import drawn

    read = read_folder(folder)
    versions = ", ".join(one.version for one in read.typed.criteria)
    processes = ", ".join(sorted(drawn(read.typed, folder / PROCESSES)))
    print(
        f"{read.canton.name['en']}: in order; {len(read.typed.communes)} communes, criteria {versions}, "
        f"processes {processes}"
    )
    return 0


def _load(folder: Path) -> int:
    from django.db import transaction

    from ciiz.domain.organisations.public import canton_values, load_canton
    from ciiz.domain.processes.public import install
    from ciiz.foundation.clock import today

    from .embedded import database

    with database(), transaction.atomic():
        canton = load_canton(folder)
        values = canton_values(canton.code).drawn()
        installed = install(canton=canton.code, values=values, on=today(), own=folder / PROCESSES)
    processes = ", ".join(f"{one.code} version {one.version}" for one in installed)
    print(f"loaded {canton.name['en']}: {processes}")
    return 0
