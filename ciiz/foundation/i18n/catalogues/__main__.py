"""The command: extract, build, check."""

import json
import sys

from .checks import problems
from .compiling import compile_all
from .parts import PartError, read_parts
from .sources import read_sources


def main(arguments: list[str]) -> int:
    """Runs one of the three; 1 when something must be put right."""
    command = arguments[0] if len(arguments) == 1 else ""
    messages = read_sources()
    try:
        translations, contradictions = read_parts()
    except PartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if command == "extract":
        for key, message in messages.items():
            if key not in translations:
                sys.stdout.write(
                    f"# {', '.join(message.places)}\n[{json.dumps(message.msgid, ensure_ascii=False)}]\n\n"
                )
        return 0
    if command == "build":
        compile_all(translations, messages)
        sys.stdout.write(f"{len(translations)} messages compiled\n")
        return 0
    if command == "check":
        found = [*contradictions, *problems(messages, translations)]
        sys.stdout.write("".join(f"{line}\n" for line in found))
        sys.stdout.write(f"{len(messages)} messages, {len(found)} problems\n")
        return 1 if found else 0
    sys.stderr.write("usage: python -m ciiz.foundation.i18n.catalogues extract|build|check\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
