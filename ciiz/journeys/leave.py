"""An institution leaves a case that it takes part in: its part is done, or it is not the right one."""

from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor, Standing, leave_dossier, standing
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.organisations.public import by_code, values_of
from ciiz.domain.plans import public as plans
from ciiz.foundation.db.transactions import atomic

from .keep import ask_if_alone


@atomic
def leave(*, actor: Actor, dossier_id: UUID, reason: str, said: str = "") -> Case:
    """The contact person's institution leaves with a coded reason, `said` in words if no code says it; that day is
    the last on which it sees the case.

    The founding institution stays. Refused, with what holds it, while one of its people manages the case or
    deputises, or a hand-over, a measure or an ordered service waits for it. Its open tasks are cancelled (trigger). If
    no second institution is left, the coordination is asked why the case goes on.
    """
    case = cases.lock(actor=actor, dossier_id=dossier_id)
    if not cases.may_leave(actor, case):
        raise cases.WrongRole
    if Stage(case.stage).over or standing(actor, dossier_id) is None:
        raise cases.NotNow
    if by_code(values_of(case.dossier.canton).decline_reasons, reason) is None:
        raise cases.UnknownReason(field="reason")
    held = ties(actor, dossier_id)
    if held:
        raise cases.StillHeld(held, words(actor, dossier_id, held))
    if standing(actor, dossier_id) is Standing.FOUNDING:
        raise cases.WrongRole
    cases.record_leaving(actor=actor, case=case, reason=reason, words=said)
    leave_dossier(actor=actor, dossier_id=dossier_id)
    ask_if_alone(actor=actor, case=case)
    return case


def ties(actor: Actor, dossier_id: UUID) -> list[str]:
    """Codes of what holds the actor's institution in a case."""
    return [*cases.ties(actor=actor, dossier_id=dossier_id), *plans.ties(actor, dossier_id)]


def words(actor: Actor, dossier_id: UUID, held: list[str]) -> list[str]:
    """The same in words; measures by name where they are open to the actor."""
    measures = ", ".join(measure.text for measure in plans.open_measures(actor, dossier_id))
    said = {
        "in_charge": _("one of your people manages the case or deputises"),
        "hand_over": _("a hand-over waits for your answer"),
        "measures": _("open measures (%(measures)s)") % {"measures": measures} if measures else _("open measures"),
        "orders": _("an ordered service is open"),
    }
    return [said[code] for code in held]
