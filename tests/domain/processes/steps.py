"""Cases brought to a step, as the actors that do it."""

import uuid

from ciiz.domain.processes.models import Instance
from ciiz.domain.processes.public import (
    complete_step,
    start,
)
from tests.worlds import TODAY, act


def step(who: str, dossier: uuid.UUID, journey: str, outcome: str = "done", **more: object):  # type: ignore[no-untyped-def]
    with act(who) as actor:
        return complete_step(
            actor=actor,
            dossier_id=dossier,
            journey=journey,
            outcome=outcome,
            on=TODAY,
            **more,  # type: ignore[arg-type]
        )


def refer(dossier: uuid.UUID) -> None:
    """Checks, completes and forwards a referral."""
    with act("rav.contact") as actor:
        start(actor=actor, dossier_id=dossier, process="IIZ", on=TODAY)
    step("rav.contact", dossier, "refer.check", "complex")
    step("rav.contact", dossier, "refer.complete")
    step("rav.contact", dossier, "refer.forward")


def manage(dossier: uuid.UUID) -> None:
    """Brings a case into case management, with a validated plan."""
    refer(dossier)
    step("regional", dossier, "triage.accept", "round_table")
    step("regional", dossier, "session.record_result", "case_management")
    step("regional", dossier, "assign.name_case_manager")
    step("rav.contact", dossier, "plan.sign")
    step("regional", dossier, "plan.validate", "yes")


def active(dossier: uuid.UUID) -> dict[str, list[str]]:
    with act("regional"):
        running = Instance.objects.filter(dossier_id=dossier, ended_on__isnull=True)
        return {row.process: row.state["active"] for row in running}
