"""Five cases, five ends; at each stage somebody tries what must be refused."""

from datetime import date

from ciiz.domain.plans.enums import MeasureStatus, Progress, StockTakingKind

from . import statements as sql
from .stage import Stage, Story

HIDDEN = ("not_found",)
WRONG_ROLE = ("wrong_role", "not_allowed", "not_case_manager", "not_coordinator")


def returned(stage: Stage) -> None:
    """Forwarded, asked back, answered and returned with a reason and advice."""
    with stage.story("returned") as story:
        forward(story, try_all=True)
        play, day = story.play, stage.after
        play.ask_back(day(5))
        play.answer_question(day(8))
        contact, stranger = play.contact, story.stranger()
        story.refuse(
            "wrong_role",
            "CII100.5",
            contact,
            day(9),
            verb=lambda: play.return_case(day(9), reason="other", by=contact),
            codes=WRONG_ROLE,
            sql=sql.DECIDE,
        )
        story.refuse(
            "foreign_institution",
            "CII100.5",
            stranger,
            day(9),
            verb=lambda: play.look(stranger, day(9)),
            codes=HIDDEN,
            sql=sql.READ,
        )
        play.return_case(day(10), reason=stage.values.return_reasons[1].code)
        story.note(day(10))


def integrated(stage: Stage) -> None:
    """Accepted, round table, case management, plan, stock-taking, integrated, closed."""
    with stage.story("integrated") as story:
        play, day = story.play, stage.after
        forward(story)
        decide(story)
        session(story)
        plan(story)
        play.grant_measures(day(45), done_on=day(110))
        story.note(play.carry_out(day(50), day(92)))
        stranger, front = story.stranger(), play.people.front(play.case_manager.institution)
        story.refuse(
            "foreign_institution",
            "CII101.5",
            stranger,
            day(95),
            verb=lambda: play.log_talk(day(95), by=stranger),
            codes=HIDDEN,
            sql=sql.READ_PLAN,
        )
        story.refuse(
            "wrong_role",
            "CII101.6",
            front,
            day(100),
            verb=lambda: play.take_stock(day(100), by=front),
            codes=(*WRONG_ROLE, *HIDDEN),
            sql=sql.TAKE_STOCK,
        )
        play.take_stock(day(115), progress=Progress.REACHED, change_plan=False, finished=True)
        close(story, day(118), reason="integrated")


def renewed(stage: Stage) -> None:
    """The plan is sent back first; the consent ends on the way and is renewed when stock is taken."""
    with stage.story("renewed") as story:
        play, day = story.play, stage.after
        forward(story, until=day(70))
        decide(story)
        session(story)
        play.draft_plan(day(25))
        play.sign(day(28))
        play.send_back(day(33))
        play.plan_and_validate(day(34))
        play.advance_measure(day(45), status=MeasureStatus.GRANTED)
        story.note(play.carry_out(day(48), day(64)))
        late = day(75)
        partner = play.people.contact(play.institutions[2], play.number)
        story.refuse(
            "expired_consent",
            "CII101.5",
            play.case_manager,
            late,
            verb=lambda: play.place_order(late, contact=partner),
            codes=("consent_expired",),
            sql=sql.READ_PLAN,
            reader=partner,
        )
        story.refuse(
            "expired_consent",
            "CII101.4",
            play.coordinator,
            late,
            verb=lambda: play.send_back(late),
            codes=("consent_expired", *HIDDEN),
            sql=sql.SEND_BACK,
        )
        play.take_stock(day(80), renew_until=day(80 + 364), change_plan=True)
        order = play.place_order(day(81), contact=partner)
        play.answer_order(day(84), order, by=partner)
        play.sign(day(86))
        play.accept_parts(day(87))
        play.validate(day(90))
        play.take_stock(
            day(170), kind=StockTakingKind.TEAM, progress=Progress.ON_TRACK, change_plan=False, finished=True
        )
        story.refuse(
            "wrong_role",
            "CII101.9",
            partner,
            day(172),
            verb=lambda: play.write_report(day(172), reason="network", by=partner),
            codes=WRONG_ROLE,
            sql=sql.REPORT,
        )
        close(story, day(175), reason="network")


def handed_over(stage: Stage) -> None:
    """Another dispositif goes on: joint talk, its answer, exit report, closing."""
    with stage.story("handed_over") as story:
        play, day = story.play, stage.after
        forward(story)
        decide(story)
        session(story)
        plan(story)
        receiver = play.institutions[2]
        dispositif = story.dispositif(receiver)
        play.report_event(day(60), "entitlement")
        contact = play.people.contact(receiver, play.number)
        story.refuse(
            "wrong_role",
            "CII101.7",
            contact,
            day(61),
            verb=lambda: play.decide_change(day(61), change_plan=False, by=contact),
            codes=WRONG_ROLE,
            sql=sql.DECIDE_CHANGE,
        )
        play.decide_change(day(61), change_plan=False)
        play.hand_over(day(62), receiver=receiver, dispositif=dispositif, talk_on=day(66))
        stranger, colleague = story.stranger(), play.people.contact(play.institutions[0], play.number)
        story.refuse(
            "foreign_institution",
            "CII101.9",
            stranger,
            day(67),
            verb=lambda: play.answer_hand_over(day(67), by=stranger),
            codes=HIDDEN,
            sql=sql.ANSWER,
        )
        if colleague != play.case_manager:
            story.refuse(
                "wrong_role",
                "CII101.9",
                colleague,
                day(67),
                verb=lambda: play.answer_hand_over(day(67), by=colleague),
                codes=WRONG_ROLE,
                sql=sql.ANSWER,
            )
        story.refuse(
            "wrong_role",
            "CII101.8",
            contact,
            day(68),
            verb=lambda: play.decide_finish(day(68), by=contact),
            codes=WRONG_ROLE,
            sql=sql.FINISH,
        )
        play.decide_finish(day(68))
        play.write_report(day(69), reason="other_dispositif", receiver=receiver)
        play.request_closing(day(70))
        story.refuse(
            "not_ready",
            "CII101.10",
            play.officer,
            day(70),
            verb=lambda: play.close(day(70)),
            codes=("not_ready_to_close",),
            sql=sql.CLOSE,
        )
        play.answer_hand_over(day(72), by=play.people.contact(receiver, play.number), talk_on=day(66))
        story.note(day(74))
        play.close(day(75))
        story.note(day(75))


def broken_off(stage: Stage) -> None:
    """Case management begins, the person does not cooperate, the case is broken off, reported and closed."""
    with stage.story("broken_off") as story:
        play, day = story.play, stage.after
        forward(story)
        decide(story)
        session(story)
        play.log_talk(day(24))
        front, stranger = play.people.front(play.institutions[0], play.number), story.stranger()
        story.refuse(
            "wrong_role",
            "CII101.X",
            front,
            day(30),
            verb=lambda: play.break_off(day(30), by=front),
            codes=WRONG_ROLE,
            sql=sql.BREAK_OFF,
        )
        story.refuse(
            "foreign_institution",
            "CII101.X",
            stranger,
            day(30),
            verb=lambda: play.break_off(day(30), by=stranger),
            codes=HIDDEN,
            sql=sql.BREAK_OFF,
        )
        play.break_off(day(31), reason="no_cooperation")
        close(story, day(33), reason="no_cooperation")


def forward(story: Story, *, until: date | None = None, try_all: bool = False) -> None:
    """The contact person gets the consent and forwards; before, others try, and there is no consent yet."""
    play, day = story.play, story.stage.after
    contact, front, stranger = play.contact, play.people.front(play.institutions[0], play.number), story.stranger()
    if try_all:
        story.refuse(
            "foreign_institution",
            "CII100.2",
            stranger,
            day(1),
            verb=lambda: play.talk(day(1), by=stranger),
            codes=HIDDEN,
            sql=sql.TALK,
        )
        story.refuse(
            "foreign_institution",
            "CII100.3",
            stranger,
            day(1),
            verb=lambda: play.complete(day(1), by=stranger),
            codes=HIDDEN,
            sql=sql.COMPLETE,
        )
        story.refuse(
            "wrong_role",
            "CII100.4",
            front,
            day(1),
            verb=lambda: play.forward(day(1), by=front),
            codes=WRONG_ROLE,
            sql=sql.FORWARD,
        )
        story.refuse(
            "foreign_institution",
            "CII100.4",
            stranger,
            day(1),
            verb=lambda: play.forward(day(1), by=stranger),
            codes=HIDDEN,
            sql=sql.FORWARD,
        )
    story.refuse(
        "no_consent",
        "CII100.4",
        contact,
        day(1),
        verb=lambda: play.forward(day(1)),
        codes=("no_consent", "consent_expired"),
        sql=sql.FORWARD,
    )
    play.consent(day(2), until)
    play.forward(day(3))
    story.note(day(3))


def decide(story: Story) -> None:
    """The coordination accepts; before, the referring institution and another region try."""
    play, day = story.play, story.stage.after
    contact, other = play.contact, play.people.other_coordinator(play.coordinator)
    story.refuse(
        "wrong_role",
        "CII100.5",
        contact,
        day(5),
        verb=lambda: play.accept(day(5), by=contact),
        codes=WRONG_ROLE,
        sql=sql.DECIDE,
    )
    story.refuse(
        "other_region",
        "CII100.5",
        other,
        day(5),
        verb=lambda: play.accept(day(5), by=other),
        codes=HIDDEN,
        sql=sql.DECIDE,
    )
    play.accept(day(6), partners=play.partners)
    story.note(day(6))


def session(story: Story) -> None:
    """The round table's result, then the case manager; before, case management is tried without it."""
    play, day = story.play, story.stage.after
    chosen = play.people.contact(play.nth_institution(1), play.number)
    front = play.people.front(play.nth_institution(1), play.number)
    coordinator, contact = play.coordinator, play.contact
    story.refuse(
        "no_session_result",
        "CII101.2",
        coordinator,
        day(8),
        verb=lambda: play.name_case_manager(day(8), manager=chosen),
        codes=("no_session_result",),
        sql=sql.NAME_MANAGER,
        chosen=chosen.membership_id,
    )
    story.refuse(
        "wrong_role",
        "CII102.6",
        contact,
        day(15),
        verb=lambda: play.record_session(day(15), by=contact),
        codes=WRONG_ROLE,
        sql=sql.RECORD_SESSION,
    )
    play.record_session(day(15))
    story.refuse(
        "no_contact_person",
        "CII101.2",
        coordinator,
        day(16),
        verb=lambda: play.name_case_manager(day(16), manager=front),
        codes=("not_a_contact_person",),
        sql=sql.NAME_MANAGER,
        chosen=front.membership_id,
    )
    story.refuse(
        "wrong_role",
        "CII101.2",
        contact,
        day(16),
        verb=lambda: play.name_case_manager(day(16), manager=chosen, by=contact),
        codes=WRONG_ROLE,
        sql=sql.NAME_MANAGER,
        chosen=chosen.membership_id,
    )
    play.name_case_manager(day(17), manager=chosen)
    story.note(day(17))


def plan(story: Story) -> None:
    """Drafted and signed by the case manager, accepted by the institutions, validated by the coordination."""
    play, day = story.play, story.stage.after
    contact, manager = play.contact, play.case_manager
    play.log_talk(day(22))
    story.refuse(
        "wrong_role",
        "CII101.3",
        contact,
        day(23),
        verb=lambda: play.draft_plan(day(23), by=contact),
        codes=WRONG_ROLE,
        sql=sql.DRAFT_PLAN,
    )
    play.draft_plan(day(24))
    play.sign(day(28))
    play.accept_parts(day(31))
    story.refuse(
        "wrong_role",
        "CII101.4",
        manager,
        day(33),
        verb=lambda: play.validate(day(33), by=manager),
        codes=WRONG_ROLE,
        sql=sql.VALIDATE,
    )
    play.validate(day(34))
    story.note(day(34))


def close(story: Story, on: date, *, reason: str) -> None:
    """Report and request by the case manager, closing by the canton's closing role; before, the case manager tries."""
    play, stage = story.play, story.stage
    manager = play.case_manager
    play.write_report(on, reason=reason)
    play.request_closing(stage.after((on - stage.day).days + 3))
    later = stage.after((on - stage.day).days + 5)
    story.note(later)
    story.refuse(
        "wrong_role",
        "CII101.10",
        manager,
        later,
        verb=lambda: play.close(later, by=manager),
        codes=WRONG_ROLE,
        sql=sql.CLOSE,
    )
    end = stage.after((on - stage.day).days + 8)
    play.close(end)
    story.note(end)


STORIES = (returned, integrated, renewed, handed_over, broken_off)
