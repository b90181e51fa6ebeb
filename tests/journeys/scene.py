"""Takes a case to any stage through the journeys, as the right people; for tests of journeys and pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from ciiz.domain.access.public import Category
from ciiz.domain.cases.enums import Domain, Occasion, Result, SessionKind, SessionOutcome
from ciiz.domain.cases.public import Possibility, ResourceLine, first_plan, lock, write_exit_report
from ciiz.domain.consent.enums import Purpose, Recurrence
from ciiz.domain.consent.public import Terms, grant
from ciiz.domain.organisations.enums import CaseForm
from ciiz.journeys import assign, close, refer, session, triage
from ciiz.journeys.steps import Turn
from tests.worlds import TODAY, become, institution, membership

START = TODAY - timedelta(days=40)
IDENTITY = {
    "family_name": "Zumtest",
    "given_names": "Anna",
    "birth_date": date(1984, 3, 14),
    "commune": "Oberdorf",
}


def criteria() -> dict[str, bool]:
    """What applies of the test canton's criteria: the first two."""
    from ciiz.domain.organisations.public import canton_values

    return {one.code: True for one in canton_values("ZZ").criteria_on(START).criteria[:2]}


def begun(on: date = START, *, who: str = "rav.front", identity: dict[str, object] | None = None) -> UUID:
    """A front-line worker of RAV has checked and begun a referral that wants SMZ and IV at the table."""
    started = refer.check(
        actor=become(who, on),
        on=on,
        occasion=Occasion.MANDATE,
        criteria=criteria(),
        indicated=CaseForm.ROUND_TABLE,
        identity=identity or IDENTITY,
        notes={Domain.REASON: "Back to work after two years.", Domain.HEALTH: "Back pain."},
        partners=[institution("SMZ").id, institution("IV").id],
    )
    refer.save(
        actor=become(who, on),
        dossier_id=started.dossier_id,
        expected_version=1,
        talked_with_id=membership("rav.contact").id,
        talked_on=on,
    )
    return started.dossier_id


def network() -> UUID:
    """Two institutions talk directly: a check, no referral."""
    return refer.check(
        actor=become("rav.contact"),
        on=TODAY,
        occasion=Occasion.MANDATE,
        criteria={},
        indicated=CaseForm.NETWORK,
        identity={"family_name": "Zumtest", "given_names": "Ida"},
    ).dossier_id


def consented(dossier_id: UUID, *, on: date = START, until: date | None = None, without: tuple[str, ...] = ()) -> None:
    """The person's consent opens the dossier to all named institutions and the office."""
    codes = ("RAV", "SMZ", "IV", "IIZ")
    terms = Terms(
        givers=frozenset(institution(code).id for code in codes),
        receivers=frozenset(institution(code).id for code in codes if code not in without),
        categories=frozenset({Category.WORK, Category.SOCIAL, Category.HEALTH}),
        purposes=(Purpose.COORDINATION, Purpose.SURVEY),
        recurrence=Recurrence.RECURRING,
        valid_from=on,
        until=(until or TODAY + timedelta(days=200)) - timedelta(days=1),
    )
    grant(actor=become("rav.contact", on), dossier_id=dossier_id, terms=terms, signed_on=on)


def forwarded(on: date = START, **consent: tuple[str, ...]) -> UUID:
    """The contact person has forwarded it."""
    dossier_id = begun(on)
    consented(dossier_id, on=on, **consent)  # type: ignore[arg-type]
    refer.forward(actor=become("rav.contact", on), dossier_id=dossier_id, on=on)
    return dossier_id


def accepted(on: date = START) -> UUID:
    """The regional coordinator has accepted it for a round table."""
    dossier_id = forwarded(on)
    day = on + timedelta(days=2)
    triage.accept(actor=become("regional", day), dossier_id=dossier_id, on=day, form=CaseForm.ROUND_TABLE)
    return dossier_id


def decided(on: date = START, outcome: SessionOutcome = SessionOutcome.CASE_MANAGEMENT) -> UUID:
    """The round table has decided."""
    dossier_id = accepted(on)
    sit(dossier_id, on, outcome)
    return dossier_id


def sit(dossier_id: UUID, on: date = START, outcome: SessionOutcome = SessionOutcome.CASE_MANAGEMENT) -> None:
    """The round table meets and decides."""
    day = on + timedelta(days=10)
    session.record_result(
        actor=become("regional", day),
        dossier_id=dossier_id,
        kind=SessionKind.ROUND_TABLE,
        held_on=day,
        outcome=outcome,
        participants=[(institution("RAV").id, membership("rav.contact").id), (institution("SMZ").id, None)],
        possibilities=[(Domain.WORK, "Training on the job"), (Domain.HEALTH, "Pain therapy")],
        resources=[ResourceLine(Domain.WORK, resource="Trained clerk", obstacle="Gap", estimate=3)],
    )


def possibilities(dossier_id: UUID) -> Sequence[Possibility]:
    """What the session said could be done, as the case manager sees it."""
    return first_plan(become("smz.contact"), dossier_id)


def assigned(on: date = START) -> UUID:
    """`smz.contact` manages the case, `rav.contact` deputises."""
    dossier_id = decided(on)
    day = on + timedelta(days=11)
    assign.name_case_manager(
        actor=become("regional", day),
        dossier_id=dossier_id,
        membership_id=membership("smz.contact").id,
        deputy_id=membership("rav.contact").id,
        named_on=day,
    )
    return dossier_id


def reported(on: date = START, result: Result = Result.INTEGRATED, reason: str = "integrated") -> UUID:
    """The case manager has written the exit report."""
    dossier_id = assigned(on)
    report(dossier_id, result=result, reason=reason)
    return dossier_id


def report(dossier_id: UUID, *, result: Result, reason: str, day: date = TODAY) -> None:
    """Writes the exit report as the case manager."""
    actor = become("smz.contact", day)
    case = lock(actor=actor, dossier_id=dossier_id)
    write_exit_report(
        actor=actor,
        case=case,
        result=result,
        exit_reason=reason,
        actual_end=day,
        decided_on=day,
        written_on=day,
        notes={Domain.WORK: "Works as a clerk again."},
    )
    Turn(actor=actor, case=case).done("report.write", on=day)


def closed(on: date = START) -> UUID:
    """Asked for by the case manager, closed by the cantonal officer."""
    dossier_id = reported(on)
    close.request(actor=become("smz.contact"), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    close.close(actor=become("officer"), dossier_id=dossier_id, on=TODAY, letter_on=TODAY)
    return dossier_id
