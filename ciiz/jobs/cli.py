"""The command `ciiz`: every entrance from a terminal. `ciiz --help` lists them."""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence

from django.db.utils import OperationalError

from ciiz.foundation.postgres.errors import PostgresError
from ciiz.foundation.postgres.roles import LOGIN, administrator_sql
from ciiz.foundation.postgres.urls import is_embedded, libpq_url

from .reader import add_language
from .runtime import start_django

USAGE, FAILED, INTERRUPTED = 2, 1, 130
DELEGATED = {
    "walkthrough": "play the main job through, from a referral to the closing, on a database of its own",
    "bench": "measure and write var/bench.json",
    "canton": "load or check the values of a canton, name its first officer (`ciiz canton load VS`)",
    "audit": "check the audit trail (`ciiz audit verify`)",
    "backup": "everything in one encrypted file (`ciiz backup FILE --for age1…`)",
    "restore": "such a file into an empty database (`ciiz restore FILE --key KEYFILE`)",
}
DEMO_CASES = 630
"""Three years of some 200 complex cases."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when done, 1 when refused with a reason, 2 when not understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given and given[0] in DELEGATED:
            return delegate(given[0], given[1:])
        options = parser().parse_args(given)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except PostgresError as problem:
        print(f"ciiz: {problem}", file=sys.stderr)
        return FAILED
    except OperationalError as problem:
        print(f"ciiz: the database does not answer: {str(problem).strip()}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(prog="ciiz", description="Interinstitutional cooperation: the platform's commands.")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    demo = commands.add_parser("demo", help="run everything on this machine with an invented canton")
    demo.add_argument(
        "--cases", type=_count, default=DEMO_CASES, help="cases to load, 0 for an empty database (default %(default)s)"
    )
    add_language(demo, "the list of logins")
    demo.set_defaults(run=run_demo)

    prepare = commands.add_parser("prepare-demo", help="load schema and demo canton (a part of `ciiz demo`)")
    prepare.add_argument("--cases", type=_count, default=DEMO_CASES)
    add_language(prepare, "the list of logins")
    prepare.set_defaults(run=run_prepare)

    serve = commands.add_parser("serve", help="serve the pages")
    serve.add_argument("--host", default=os.environ.get("CIIZ_HOST") or "127.0.0.1")
    serve.add_argument("--port", type=_port, default=None, help="default: CIIZ_PORT or 8000")
    serve.set_defaults(run=run_serve)

    commands.add_parser("worker", help="run jobs from the queue").set_defaults(run=run_worker)
    commands.add_parser("migrate", help="bring schema and protection up to date").set_defaults(run=run_migrate)
    commands.add_parser("resetdb", help="empty the embedded database").set_defaults(run=run_reset)
    for name, text in DELEGATED.items():
        commands.add_parser(name, help=text, add_help=False)

    _database_commands(commands.add_parser("db", help="roles, protection, address of the database"))
    return top


def _database_commands(database: argparse.ArgumentParser) -> None:
    commands = database.add_subparsers(metavar="COMMAND", required=True)
    protect = commands.add_parser("protect", help="make policies and privileges what the models declare")
    protect.add_argument("--check", action="store_true", help="only say what differs; exit code 1 if anything does")
    protect.set_defaults(run=run_protect)
    roles = commands.add_parser("roles", help="the database roles")
    roles.add_argument("--sql", action="store_true", required=True, help="print the SQL an administrator runs")
    roles.set_defaults(run=run_roles)
    url = commands.add_parser("url", help="print a libpq connection string; starts the embedded server if need be")
    url.add_argument("--role", choices=sorted(LOGIN), default="app")
    url.set_defaults(run=run_url)
    commands.add_parser("stop", help="stop the embedded server that `db url` started").set_defaults(run=run_stop)
    commands.add_parser("reset", help="empty the embedded database").set_defaults(run=run_reset)


def delegate(name: str, arguments: list[str]) -> int:
    """Hand over to the module of that name, whose `run(arguments)` returns the exit code."""
    found = importlib.util.find_spec(f"ciiz.jobs.{name}")
    if found is None or found.origin is None:
        print(f"ciiz: this version has no `{name}`.", file=sys.stderr)
        return FAILED
    run: Callable[[list[str]], int] = importlib.import_module(f"ciiz.jobs.{name}").run
    return run(arguments)


def run_demo(options: argparse.Namespace) -> int:
    """`ciiz demo`."""
    from .supervisor import Supervisor

    if not is_embedded():
        raise PostgresError("DATABASE_URL names a server; the demo only ever writes to its own. Unset it for the demo.")
    return Supervisor(port=_default_port(), cases=options.cases, language=options.language).run()


def run_prepare(options: argparse.Namespace) -> int:
    """`ciiz prepare-demo`."""
    start_django("owner")
    from .demo_start import prepare

    return prepare(options.cases, options.language)


def run_serve(options: argparse.Namespace) -> int:
    """`ciiz serve`."""
    start_django("app")
    from .serve import serve

    return serve(options.host, options.port or _default_port())


def run_worker(_options: argparse.Namespace) -> int:
    """`ciiz worker`."""
    start_django("worker")
    from .worker import work

    return work()


def run_migrate(_options: argparse.Namespace) -> int:
    """`ciiz migrate`."""
    from .embedded import database

    start_django("owner")
    with database():
        from .database import migrate

        migrate()
    return 0


def run_protect(options: argparse.Namespace) -> int:
    """`ciiz db protect [--check]`."""
    from .embedded import database

    start_django("owner")
    with database():
        from .database import differences, protect, require_schema

        require_schema()

        if not options.check:
            protect()
            print("protected")
            return 0
        found = differences()
        print("\n".join(found) if found else "the database is protected as declared")
        return FAILED if found else 0


def run_roles(_options: argparse.Namespace) -> int:
    """`ciiz db roles --sql`."""
    print(administrator_sql())
    return 0


def run_url(options: argparse.Namespace) -> int:
    """`ciiz db url --role …`."""
    from .embedded import database

    with database(keep=True):
        print(libpq_url(options.role))
    return 0


def run_stop(_options: argparse.Namespace) -> int:
    """`ciiz db stop`."""
    from .embedded import stop_server

    print("stopped" if stop_server() else "no embedded server was running")
    return 0


def run_reset(_options: argparse.Namespace) -> int:
    """`ciiz db reset`."""
    from .embedded import reset

    print(f"emptied {reset()}")
    return 0


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not a number of cases")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port (1 to 65535)")
    return int(text)


def _default_port() -> int:
    try:
        return _port(os.environ.get("CIIZ_PORT") or "8000")
    except argparse.ArgumentTypeError as problem:
        raise PostgresError(f"CIIZ_PORT: {problem}") from None


if __name__ == "__main__":
    sys.exit(main())
