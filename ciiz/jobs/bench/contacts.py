"""The quick log: an informal contact from the form that is sent to the page that says it is saved."""

from ciiz.domain.journal.enums import InformalKind, LegalBasis
from ciiz.domain.journal.public import Told
from ciiz.journeys import contact

from .ground import Ground
from .pages import page, people
from .report import Figure
from .timing import Taken, clock, middle, statements

RUNS = 21
MOST, QUERIES = 50.0, 8


def figures(ground: Ground) -> list[Figure]:
    """The whole request by initials, and the statements of its journey."""
    who = people(ground)["largest institution"]
    told = Told(
        kind=InformalKind.EXCHANGE,
        partner_id=who.institution_id,
        subject="Mietkaution",
        occurred_on=ground.today,
        basis=LegalBasis.ANONYMOUS,
        next_step="Rückruf",
    )
    taken: list[Taken] = []
    for _run in range(RUNS):
        with who.acting(ground.today, "bench") as actor, statements() as sent:
            contact.log(actor=actor, told=told, initials="A. B.", birth_year=1980)
        taken.append(Taken(0, len(sent)))
    form = page(who, "/contacts/new/")
    values = {
        "initials": "A. B.",
        "whom": f"i{who.institution_id}",
        "kind": "exchange",
        "subject": "Mietkaution",
        "basis": "anonymous",
        "occurred_on": ground.today.isoformat(),
    }
    form.sent(**values)
    times = []
    for _run in range(RUNS):
        with clock() as passed:
            form.sent(**values)
        times.append(Taken(passed[0], 0))
    note = "of the journey, a new dossier and a task"
    return [
        Figure("quick log", middle(times).milliseconds, "ms", f"median of {RUNS} forms sent, all middleware", MOST),
        Figure("quick log, queries", middle(taken).queries, "queries", note, QUERIES),
    ]
