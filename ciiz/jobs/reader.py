"""Which language the one at the terminal reads: as asked for, else as the environment says, else English."""

import os
from argparse import ArgumentParser
from collections.abc import Mapping

LANGUAGES = ("de", "fr", "it", "en")
"""Those of `ciiz.foundation.i18n.fields`, which asks for Django; the commands' options are read before it starts."""
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides, as for every program (POSIX, 8.2)."""
DEFAULT = "en"


def language(environment: Mapping[str, str] | None = None) -> str:
    """Language code of the environment's locale; English where ciiz does not speak it, or none is set."""
    given = os.environ if environment is None else environment
    locale = next((given[name] for name in VARIABLES if given.get(name)), "")
    code = locale.replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else DEFAULT


def add_language(command: ArgumentParser, what: str) -> None:
    """The option `--language` of a command; `what` it is the language of."""
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        default=language(),
        help=f"of {what} (default: that of LC_ALL, LC_MESSAGES or LANG, else {DEFAULT})",
    )
