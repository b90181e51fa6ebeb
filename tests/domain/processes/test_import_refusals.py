"""What a file may not hold is refused by name, and all reasons are told at once."""

import pytest

from ciiz.domain.processes.engine import ImportRefused

from .drawings import END, LINE, PARALLEL, START, arrow, file, gateway, read, said, step, stop_event


def codes(content: bytes) -> set[str]:
    """Codes of the problems for which a file is refused."""
    with pytest.raises(ImportRefused) as refusal:
        read(content)
    assert all(problem.element and problem.kind and problem.instead for problem in refusal.value.problems)
    return {problem.code for problem in refusal.value.problems}


def test_sound_drawings_are_accepted() -> None:
    assert set(read(file(*LINE)).steps) == {"T1.1", "T1.2"}
    assert len(read(file(*PARALLEL)).blocks) == 1


@pytest.mark.parametrize(
    "kind",
    [
        "scriptTask",
        "serviceTask",
        "manualTask",
        "sendTask",
        "inclusiveGateway",
        "eventBasedGateway",
        "dataObjectReference",
    ],
)
def test_elements_outside_the_subset_are_refused_with_what_to_draw_instead(kind: str) -> None:
    with pytest.raises(ImportRefused) as refusal:
        read(file(*LINE, f'<bpmn:{kind} id="odd"/>'))
    (problem,) = refusal.value.problems
    assert (problem.code, problem.element, problem.kind) == ("not_in_subset", "odd", kind)
    assert problem.instead != "leave it out"


@pytest.mark.parametrize(
    "inner",
    [
        "<bpmn:conditionExpression>__import__('os').system('true')</bpmn:conditionExpression>",
        "<bpmn:multiInstanceLoopCharacteristics/>",
        "<bpmn:ioSpecification/>",
        "<other:script>1</other:script>",
    ],
)
def test_expressions_and_foreign_elements_are_refused(inner: str) -> None:
    assert codes(file(*LINE[:1], step(1, inner=inner), *LINE[2:])) == {"not_in_subset"}


def test_an_expression_on_an_arrow_is_refused() -> None:
    spoilt = arrow("s1", "s2").replace("></bpmn", "><bpmn:conditionExpression>1</bpmn:conditionExpression></bpmn")
    assert codes(file(*LINE[:5], spoilt, LINE[6])) == {"not_in_subset"}


def test_foreign_attributes_are_refused() -> None:
    assert codes(file(LINE[0], step(1).replace(" id=", ' other:run="x" id='), *LINE[2:])) == {"attribute_not_in_subset"}


def test_foreign_extensions_are_refused() -> None:
    assert codes(file(LINE[0], step(1, more="<other:thing/>"), *LINE[2:])) == {"extension_unknown"}


@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ((START, step(1), END, arrow("start", "s1")), "dead_end"),
        ((*LINE, step(3), arrow("s3", "end")), "unreachable"),
        ((*LINE, END.replace('"end"', '"other"')), "unreachable"),
        ((*LINE, step(3), arrow("s1", "s3"), arrow("s3", "end")), "implicit_fork"),
        ((*LINE, arrow("end", "s1")), "end_goes_on"),
        ((*LINE, arrow("s2", "start")), "implicit_fork"),
        ((*LINE, arrow("s2", "nowhere")), "arrow_loose"),
        ((START, START.replace('"start"', '"begin"'), *LINE[1:], arrow("begin", "s1")), "one_start"),
        ((START, step(1), step(2), arrow("start", "s1"), arrow("s1", "s2"), arrow("s2", "s1")), "no_end"),
        ((LINE[0], step(1), step(2).replace("T1.2", "T1.1"), *LINE[3:]), "duplicate_code"),
        ((LINE[0], step(1).replace("T1.1", "X9.1"), *LINE[2:]), "code_missing"),
        ((LINE[0], step(1, "do.magic"), *LINE[2:]), "journey_unknown"),
        ((LINE[0], step(1).replace("do.it", ""), *LINE[2:]), "journey_unknown"),
        ((LINE[0], step(1).replace('lang="it"', 'lang="rm"'), *LINE[2:]), "language_missing"),
        ((LINE[0], step(1).replace('ciiz:source="R"', ""), *LINE[2:]), "source_mark"),
        ((LINE[0], step(1, "do.go_on", again="done"), *LINE[2:]), None),
        ((LINE[0], step(1, "do.go_on", again="more done"), *LINE[2:]), "ongoing"),
        ((*LINE, stop_event("T1.7")), "resume_unknown"),
        ((*LINE, stop_event("T1.2", "T1.7")), "interrupts_unknown"),
        ((*LINE, stop_event().replace('isInterrupting="true"', 'isInterrupting="false"')), "event_beside"),
        ((*LINE, stop_event().replace('triggeredByEvent="true"', "")), "not_in_subset"),
        ((*LINE, stop_event(), stop_event().replace('"event', '"other').replace("T1.X", "T1.Y")), "event_journey"),
    ],
)
def test_unsound_drawings_are_refused(elements: tuple[str, ...], code: str | None) -> None:
    if code is None:
        assert read(file(*elements))
    else:
        assert code in codes(file(*elements))


def choice(*arrows: str, journey: str = "do.choose") -> bytes:
    """Start, a step, a choice with these arrows, a second step, end."""
    return file(
        START,
        step(1, journey),
        gateway("g"),
        step(2),
        END,
        arrow("start", "s1"),
        arrow("s1", "g"),
        arrow("s2", "end"),
        *arrows,
    )


def test_a_choice_needs_an_answer_for_each_outcome() -> None:
    assert read(choice(arrow("g", "s2", "yes"), arrow("g", "end", "no")))
    assert "outcome_missing" in codes(choice(arrow("g", "s2", "yes"), arrow("g", "end")))
    assert "outcome_unknown" in codes(choice(arrow("g", "s2", "yes"), arrow("g", "end", "no perhaps")))
    assert "outcome_twice" in codes(choice(arrow("g", "s2", "yes"), arrow("g", "end", "yes no")))
    assert "outcome_misplaced" in codes(choice(arrow("g", "s2", "yes")))
    assert "outcome_missing" in codes(choice(arrow("g", "s2", "more"), arrow("g", "end", "yes"), journey="do.go_on"))


def test_a_choice_stands_directly_behind_its_step() -> None:
    drawing = file(
        START,
        gateway("g"),
        step(1),
        END,
        arrow("start", "g"),
        arrow("g", "s1", "yes"),
        arrow("g", "end", "no"),
        arrow("s1", "end"),
    )
    assert "choice_without_step" in codes(drawing)


def test_a_circle_of_gateways_is_refused() -> None:
    drawing = file(*LINE, gateway("g"), gateway("h"), arrow("g", "h"), arrow("h", "g"))
    assert "circle_of_gateways" in codes(drawing)


def test_a_step_without_lane_is_refused() -> None:
    lane = f'<bpmn:lane id="lane" ciiz:role="worker">{said()}<bpmn:flowNodeRef>s1</bpmn:flowNodeRef></bpmn:lane>'
    assert codes(file(*LINE, lanes=lane)) == {"lane_missing"}


def test_a_step_in_two_lanes_and_an_unknown_role_are_refused() -> None:
    lane = f'<bpmn:lane id="lane" ciiz:role="worker">{said()}<bpmn:flowNodeRef>s1</bpmn:flowNodeRef>'
    lane += "<bpmn:flowNodeRef>s2</bpmn:flowNodeRef></bpmn:lane>"
    double = lane.replace('"lane"', '"lane2"').replace("worker", "king")
    assert codes(file(*LINE, lanes=lane + double)) == {"two_lanes", "role_unknown"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: (*parts, arrow("s3", "end")),  # a branch that leaves
        lambda parts: (*(part for part in parts if part != arrow("s3", "join")), arrow("s3", "end")),
        lambda parts: (*parts, step(5), arrow("s4", "s5"), arrow("s5", "s1")),
        lambda parts: (*parts, arrow("fork", "join")),  # an empty branch
        lambda parts: (*parts, arrow("start", "s2")),  # a way in from outside
    ],
)
def test_a_parallel_block_must_be_closed(spoil: object) -> None:
    assert callable(spoil)
    assert codes(file(*spoil(PARALLEL))) & {"parallel_block", "implicit_fork"}


def test_what_is_not_drawn_is_refused() -> None:
    assert codes(file(*LINE, undrawn="s2")) == {"not_drawn"}


def timer(period: str, more: str = "", attributes: str = 'cancelActivity="false"') -> str:
    """A timer on the first step."""
    entry = said(f'<ciiz:deadline code="d"{more}/>')
    return (
        f'<bpmn:boundaryEvent id="t" attachedToRef="s1" {attributes}>{entry}<bpmn:timerEventDefinition>'
        f"<bpmn:timeDuration>{period}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    )


def test_timers_are_deadlines_and_nothing_else() -> None:
    (deadline,) = read(file(*LINE, timer("P2W", ' days="working" after="do.choose"'))).steps["T1.1"].deadlines
    assert (deadline.days, deadline.working_days, deadline.after) == (14, True, "do.choose")
    assert deadline.is_for("any")
    named = read(file(*LINE, timer("P2W", ' task="ring write"'))).steps["T1.1"].deadlines[0]
    assert [task for task in ("ring", "write", "any") if named.is_for(task)] == ["ring", "write"]
    assert codes(file(*LINE, timer("P2W", ' task="ring dance"'))) == {"task_unknown"}
    assert codes(file(*LINE, timer("PT5M"))) == {"timer"}
    assert codes(file(*LINE, timer("P"))) == {"timer"}
    assert codes(file(*LINE, timer("P0D"))) == {"timer"}
    assert codes(file(*LINE, timer("-P14D"))) == {"timer"}
    assert codes(file(*LINE, timer("P-14D"))) == {"timer"}
    assert codes(file(*LINE, timer("P1M", ' days="working"'))) == {"timer"}
    assert codes(file(*LINE, timer("P14D", attributes='cancelActivity="true"'))) == {"timer"}
    assert codes(file(*LINE, timer("P14D", ' after="do.magic"'))) == {"journey_unknown"}


def test_hostile_files_are_refused_before_they_are_read() -> None:
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert codes(file(*LINE, head=entity)) == {"document_type"}
    assert codes(file(*LINE).decode().replace("words", "&x;").encode()) == {"not_xml"}
    assert codes(b"") == {"not_xml"}
    assert codes(b"<a/>") == {"not_bpmn"}
    assert codes("<ä/>".encode("latin-1")) == {"not_utf8"}
    assert codes(file(*LINE).decode().encode("utf-16")) == {"not_utf8"}
    assert codes(b"<a>" + b"x" * 1_000_001 + b"</a>") == {"file_too_large"}
    assert codes(b"<a>" + b"<b/>" * 8_001 + b"</a>") == {"too_many_elements"}
    assert codes(b"<a>" * 30 + b"</a>" * 30) == {"too_deep"}
    assert codes(b'<?xml-stylesheet href="x"?>' + file(*LINE).replace(b"<bpmn:process", b"<?run x?><bpmn:process")) == {
        "instruction"
    }


def test_two_processes_in_one_file_are_refused() -> None:
    assert codes(file(*LINE).replace(b"<bpmndi:BPMNDiagram", b'<bpmn:process id="p2"/><bpmndi:BPMNDiagram')) == {
        "one_process"
    }


def test_all_reasons_are_told_at_once() -> None:
    spoilt = file(LINE[0], step(1, "do.magic"), step(2).replace("T1.2", ""), *LINE[3:], step(3), arrow("s3", "end"))
    assert {"journey_unknown", "code_missing", "unreachable"} <= codes(spoilt)


def alternatives(*, defaults: int = 1) -> bytes:
    """Two ways behind the first step, chosen by the canton."""
    ways = []
    for number, (name, target) in enumerate((("long", "s2"), ("short", "end"))):
        marks = f' ciiz:canton-value="way={name}"'
        marks += ' ciiz:canton-default="true"' if number < defaults else ""
        ways.append(arrow("s1", target).replace(" id=", f"{marks} id="))
    extra = arrow("start", "s1"), arrow("s2", "end")
    return file(START, step(1, "do.choose"), step(2), END, *extra, *ways)


def test_a_canton_chooses_among_the_ways_of_a_file() -> None:
    drawing = read(alternatives(), {"way": "long"})
    assert [flow.target for flow in drawing.outgoing["s1"]] == ["s2"]
    assert read(alternatives()).values == {"way": "long"}


@pytest.mark.parametrize("values", [{"way": "round"}, {"colour": "red"}])
def test_a_value_that_the_file_does_not_offer_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ImportRefused, match="canton value"):
        read(alternatives(), values)


def test_a_choice_of_the_canton_needs_one_default() -> None:
    assert codes(alternatives(defaults=2)) == {"canton_value"}
    assert codes(alternatives(defaults=0)) == {"canton_value"}
