"""Every canton of the library is loaded by the command into a database without it; its ways are then gone by people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from ciiz.domain.access.public import found
from ciiz.domain.cases.enums import Domain, Occasion, SessionKind, SessionOutcome, Stage
from ciiz.domain.cases.public import ResourceLine, WrongRole, case
from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.journal.public import Told
from ciiz.domain.meetings.enums import MeetingKind
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.models import Canton, Institution, Membership, Office, Region, Theme
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.organisations.values.files import CANTONS
from ciiz.domain.processes.graphs import graph_of
from ciiz.domain.processes.models import Definition, Instance
from ciiz.domain.processes.public import WrongOutcome, complete_step, start
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case, waiting
from ciiz.domain.timeline.public import events
from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.roles import APP, OWNER
from ciiz.jobs import canton as command
from ciiz.jobs import embedded
from ciiz.journeys import agenda, assign, breakoff, close, contact, implement, refer, report, session, triage
from tests.journeys import scene
from tests.worlds import TODAY, act, become, institution, membership

CODES = sorted(path.name for path in CANTONS.iterdir() if path.is_dir() and path.name != "VS")
START = TODAY - timedelta(days=40)
ROUND, ASSESSMENT, COACHING = CaseForm.ROUND_TABLE, CaseForm.ASSESSMENT, CaseForm.COACHING
YOUNG = {**scene.IDENTITY, "birth_date": date(2008, 5, 4)}

Load = Callable[[str], None]


@pytest.fixture
def load(cluster: Cluster, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Loads a canton as its operator does, then lets the people of the test canton work there."""

    @contextmanager
    def here() -> Iterator[None]:
        yield

    def loaded(code: str) -> None:
        connection.close()
        connection.settings_dict["USER"] = OWNER
        assert not Canton.objects.filter(code=code).exists()
        assert command.run(["load", code]) == 0
        Institution.objects.filter(canton="ZZ").update(canton=code, region=None)
        Office.objects.get().cantons.set([Canton.objects.get(code=code)])
        Membership.objects.filter(region__code="upper").update(region=Region.objects.get(canton=code))
        Membership.objects.filter(theme__isnull=False).update(theme=Theme.objects.get(canton=code, code="youth"))
        connection.close()
        connection.settings_dict["USER"] = APP

    monkeypatch.setattr(embedded, "database", here)
    monkeypatch.setattr(command, "start_django", lambda role: None)
    yield loaded
    connection.close()
    connection.settings_dict["USER"] = APP


PREFERRED = {"change.decide": "no", "plan.validate": "yes", "finish.decide": "yes", "implement.progress": "stage_done"}
AHEAD = ("complex", "round_table", "assessment", "coaching", "case_management", "done")


def walk(dossier_id: UUID, process: str) -> str:
    """Completes whatever waits, straight ahead, until the process ends; says at which end."""
    for _move in range(40):
        running = list(Instance.objects.filter(dossier_id=dossier_id, state__ended=None).select_related("definition"))
        steps = [graph_of(one.definition).steps[code] for one in running for code in one.state["active"]]
        waits = next((step for step in steps if step.journeys), None)
        if waits is None:
            break
        journey, outcomes = next(iter(waits.journeys.items()))
        outcome = PREFERRED.get(journey) or next((one for one in AHEAD if one in outcomes), outcomes[0])
        actor = become("rav.contact")
        complete_step(
            actor=actor,
            dossier_id=dossier_id,
            journey=journey,
            outcome=outcome,
            on=TODAY,
            kind=waits.kinds.get(journey, ""),
        )
    return str(Instance.objects.get(dossier_id=dossier_id, process=process).state["ended"])


@pytest.mark.parametrize("code", CODES)
def test_a_canton_is_loaded_and_each_of_its_processes_can_be_walked_to_an_end(load: Load, code: str) -> None:
    load(code)
    values = canton_values(code)
    processes = list(Definition.objects.filter(canton=code, state="published").order_by("code"))
    assert {*values.process.library, *values.entries()} <= {one.code for one in processes}
    assert {str(path.stem) for path in (CANTONS / code / "processes").glob("*.bpmn")} <= {one.code for one in processes}
    for definition in processes:
        with act("rav.contact") as actor:
            dossier_id = found(actor=actor, opened_on=TODAY).id
            start(actor=actor, dossier_id=dossier_id, process=definition.code, on=TODAY)
            assert walk(dossier_id, definition.code) in graph_of(definition).ends, definition.code


def active(dossier_id: UUID, who: str = "regional") -> set[str]:
    """Steps that wait for somebody, not for a called process."""
    with act(who):
        found_here = {
            code
            for one in Instance.objects.filter(dossier_id=dossier_id, state__ended=None).select_related("definition")
            for code in one.state["active"]
            if not graph_of(one.definition).steps[code].calls
        }
    return found_here


def checked(form: CaseForm, *, identity: dict[str, object] | None = None, dossier_id: UUID | None = None) -> UUID:
    """A contact person of the employment office has checked."""
    with transaction.atomic():
        begun = refer.check(
            actor=become("rav.contact", START),
            on=START,
            occasion=Occasion.MANDATE,
            criteria={},
            indicated=form,
            identity=None if dossier_id else identity or scene.IDENTITY,
            dossier_id=dossier_id,
            notes={Domain.REASON: "Back to work after two years."},
            partners=[institution("SMZ").id, institution("IV").id],
        )
    return begun.dossier_id


def forwarded(form: CaseForm, *, identity: dict[str, object] | None = None) -> UUID:
    """With a consent, to the only region (or the theme) of the canton."""
    dossier_id = checked(form, identity=identity)
    with transaction.atomic():
        scene.consented(dossier_id, on=START)
        refer.save(
            actor=become("rav.contact", START),
            dossier_id=dossier_id,
            expected_version=1,
            talked_with_id=membership("rav.contact").id,
            talked_on=START,
        )
        refer.forward(actor=become("rav.contact", START), dossier_id=dossier_id, on=START)
    return dossier_id


def accepted(form: CaseForm, *, identity: dict[str, object] | None = None, by: str = "regional") -> UUID:
    """Forwarded, and accepted for this form."""
    dossier_id = forwarded(form, identity=identity)
    with transaction.atomic():
        triage.accept(actor=become(by, START), dossier_id=dossier_id, on=START, form=form)
    return dossier_id


def held(dossier_id: UUID, kind: SessionKind, outcome: SessionOutcome, *, by: str = "regional") -> None:
    """The session has been held and its result recorded."""
    with transaction.atomic():
        session.record_result(
            actor=become(by, START),
            dossier_id=dossier_id,
            kind=kind,
            held_on=START,
            outcome=outcome,
            participants=[(institution("RAV").id, membership("rav.contact").id), (institution("SMZ").id, None)],
            possibilities=[(Domain.WORK, "Training on the job")],
            resources=[ResourceLine(Domain.WORK, resource="Trained clerk", obstacle="Gap", estimate=3)],
        )


def named(dossier_id: UUID, *, by: str = "regional") -> None:
    """The coordination records whom the session has put in charge."""
    with transaction.atomic():
        assign.name_case_manager(
            actor=become(by, START), dossier_id=dossier_id, membership_id=membership("smz.contact").id, named_on=START
        )


def called(dossier_id: UUID, kind: InformalKind, next_step: str = "") -> None:
    """The contact person logs that they talked with the social service."""
    with transaction.atomic():
        told = Told(kind, institution("SMZ").id, "Who does what", START, next_step=next_step)
        contact.log(actor=become("rav.contact", START), told=told, dossier_id=dossier_id)


@pytest.mark.parametrize(
    ("code", "form", "kind", "waits"),
    [
        ("LU", ASSESSMENT, SessionKind.ASSESSMENT, "LU-IIZ.7"),
        ("OW", ROUND, SessionKind.ROUND_TABLE, "SSG.7"),
        ("NW", ROUND, SessionKind.ROUND_TABLE, "SSG.7"),
        ("GE", ASSESSMENT, SessionKind.ASSESSMENT, "GE-CII.9"),
        ("ZH", ASSESSMENT, SessionKind.ASSESSMENT, "ZH-IIZ.7"),
        ("SG", ROUND, SessionKind.ROUND_TABLE, "SG-IIZ.7"),
        ("TG", ROUND, SessionKind.ROUND_TABLE, "TG-IIZ.7"),
        ("FR", ASSESSMENT, SessionKind.ASSESSMENT, "FR-MEDVAL.2"),
    ],
)
def test_a_complex_case_reaches_case_management_by_the_session_of_the_canton(
    load: Load, code: str, form: CaseForm, kind: SessionKind, waits: str
) -> None:
    load(code)
    dossier_id = accepted(form)
    assert active(dossier_id) == {waits}
    held(dossier_id, kind, SessionOutcome.CASE_MANAGEMENT)
    assert active(dossier_id) == {"CII101.2"}
    named(dossier_id)
    assert active(dossier_id) == {"CII101.3"}


@pytest.mark.parametrize(
    ("code", "kinds", "waits"),
    [
        ("LU", (InformalKind.EXCHANGE,), "LU-BZ.2"),
        ("OW", (InformalKind.EXCHANGE,), "SSG.3"),
        ("GE", (InformalKind.ADVICE, InformalKind.EXCHANGE), "GE-CII.3"),
        ("ZH", (InformalKind.SECOND_OPINION,), "ZH-IIZ.3"),
        ("VD", (InformalKind.EXCHANGE,), "VD-UC.3"),
    ],
)
def test_a_lighter_case_is_settled_by_the_contact_that_the_drawing_asks_for(
    load: Load, code: str, kinds: tuple[InformalKind, ...], waits: str
) -> None:
    load(code)
    dossier_id = checked(CaseForm.NETWORK)
    assert active(dossier_id, "rav.contact") == {waits}
    with act("rav.contact") as actor:
        (task,) = of_case(actor, dossier_id)
        assert (task.kind, task.step) == (Kind.OTHER_STEP, waits)
        assert contact.awaited(actor, dossier_id) == kinds[0]
    called(dossier_id, InformalKind.STATUS_INQUIRY)
    assert active(dossier_id, "rav.contact") == {waits}
    for kind in kinds[:-1]:
        called(dossier_id, kind, next_step="Call the social service")
    called(dossier_id, kinds[-1], next_step="Meet again")
    assert len(active(dossier_id, "rav.contact")) == 1
    with act("rav.contact") as actor:
        code_of, names = contact.completes(actor, dossier_id, kinds[-1]) or ("", {})
        assert set(names) == {"de", "fr", "it", "en"}
    called(dossier_id, kinds[-1])
    assert active(dossier_id, "rav.contact") == set()
    with act("rav.contact") as actor:
        assert contact.completes(actor, dossier_id, kinds[-1]) is None
        told = [event.step for event in events(actor, dossier_id) if event.kind == "contact_completed"]
        assert told[:1] == [code_of]
        assert Kind.OTHER_STEP not in {task.kind for task in of_case(actor, dossier_id)}
        assert contact.awaited(actor, dossier_id) == ""


@pytest.mark.parametrize("code", ["OW", "NW"])
def test_the_first_institution_calls_the_interface_talk_from_three_institutions_on(load: Load, code: str) -> None:
    load(code)
    dossier_id = accepted(ROUND)
    kind = MeetingKind.ROUND_TABLE
    with pytest.raises(WrongRole), act("smz.contact") as actor:
        agenda.ask_office(actor=actor, dossier_id=dossier_id, kind=kind, due_on=TODAY)
    with act("rav.contact") as actor:
        agenda.ask_office(actor=actor, dossier_id=dossier_id, kind=kind, due_on=TODAY)
    with act("secretariat") as actor:
        assert [task.kind for task in waiting(actor).tasks] == [Kind.ARRANGE_SESSION]
    rules = canton_values(code).meetings
    assert (rules.least, rules.compulsory) == (3, True)


def test_a_lighter_case_that_turns_out_complex_goes_on_to_the_referral(load: Load) -> None:
    load("LU")
    dossier_id = checked(CaseForm.NETWORK)
    assert checked(ASSESSMENT, dossier_id=dossier_id) == dossier_id
    assert active(dossier_id, "rav.contact") == {"LU-IIZ.4"}


def test_zurich_keeps_the_clarification_talk_at_its_step_before_the_team_meets(load: Load) -> None:
    load("ZH")
    dossier_id = accepted(ASSESSMENT)
    with act("regional", START) as actor:
        talk = implement.log_talk(actor=actor, dossier_id=dossier_id, occurred_on=START, text="Finances, work, health")
    assert talk.step == "ZH-IIZ.7"
    assert active(dossier_id) == {"ZH-IIZ.7"}


def test_geneva_goes_from_level_three_to_level_four(load: Load) -> None:
    load("GE")
    dossier_id = accepted(ROUND)
    assert active(dossier_id) == {"GE-CII.8"}
    held(dossier_id, SessionKind.ROUND_TABLE, SessionOutcome.ASSESSMENT)
    assert active(dossier_id) == {"GE-CII.9"}


@pytest.mark.parametrize(("code", "coached", "reports"), [("FR", "FR-PI.2", "FR-PI.3"), ("VD", "VD-UC.7", "VD-UC.8")])
def test_a_coaching_by_tandem_ends_with_report_and_closing(load: Load, code: str, coached: str, reports: str) -> None:
    load(code)
    dossier_id = accepted(COACHING)
    assert active(dossier_id) == {coached}
    with act("regional", START) as actor:
        close.end_coaching(actor=actor, dossier_id=dossier_id, on=START)
    assert active(dossier_id) == {reports}
    with act("regional", START) as actor:
        report.write(actor=actor, dossier_id=dossier_id, exit_reason="integrated", actual_end=START, decided_on=START)
        close.request(actor=actor, dossier_id=dossier_id, on=START, network_informed_on=START)
    with act("officer", START) as actor:
        close.close(actor=actor, dossier_id=dossier_id, on=START, letter_on=START)
        assert case(actor, dossier_id).stage == Stage.CLOSED
    assert active(dossier_id) == set()


def test_vaud_hands_a_case_over_after_two_months_of_incapacity(load: Load) -> None:
    load("VD")
    dossier_id = accepted(COACHING)
    with act("regional", START + timedelta(days=61)) as actor:
        breakoff.break_off(actor=actor, dossier_id=dossier_id, on=START + timedelta(days=61), reason="other_dispositif")
    assert active(dossier_id) == {"VD-UC.8"}


def test_a_young_person_starts_with_vocational_case_management(load: Load) -> None:
    load("TG")
    dossier_id = accepted(ROUND, identity=YOUNG, by="thematic")
    assert active(dossier_id, "thematic") == {"CMBB.6"}
    held(dossier_id, SessionKind.ROUND_TABLE, SessionOutcome.CASE_MANAGEMENT, by="thematic")
    named(dossier_id, by="thematic")
    assert active(dossier_id, "thematic") == {"CII101.3"}


def test_a_form_that_the_canton_does_not_draw_is_neither_offered_nor_accepted(load: Load) -> None:
    load("VD")
    dossier_id = forwarded(COACHING)
    with act("regional", START) as actor:
        assert triage.forms(actor, case(actor, dossier_id)) == (COACHING,)
        with pytest.raises(WrongOutcome):
            triage.accept(actor=actor, dossier_id=dossier_id, on=START, form=ASSESSMENT)
    assert active(dossier_id) == {"VD-UC.6"}
