"""The main job in a browser: from the check to closing, each step by the right person.

Wide and narrow, in German and French, with and without JavaScript; every page on the way is accessible and fits.
"""

import re
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ciiz.domain.cases.models import Case
from ciiz.domain.plans.models import Acceptance, Plan
from ciiz.foundation import clock
from ciiz.foundation.postgres.roles import WORKER
from ciiz.jobs import letters
from ciiz.journeys.letter import JOB

from ..harness.databases import connected_as
from ..worlds import act, institution, membership
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Story:
    """One case and the browsers of the people who work on it."""

    open_page: OpenPage
    lang: str
    width: int
    javascript: bool
    pages: dict[str, Page] = field(default_factory=dict)

    def of(self, who: str) -> Page:
        """The browser of a person."""
        if who not in self.pages:
            self.pages[who] = self.open_page(self.lang, self.width, self.javascript, membership(who).user)
        return self.pages[who]

    def looked_at(self, page: Page, name: str) -> None:
        """What is on the screen has one heading, is accessible, fits, and is kept as a picture."""
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        shoot(page, f"main-{name}-{self.lang}-{self.width}")
        assert not overflows(page), name
        if self.javascript:
            assert axe_findings(page) == [], name

    def case(self) -> Case:
        """The case as the contact person sees it."""
        with act("rav.contact", clock.today()):
            return Case.objects.get()

    def address(self, name: str) -> str:
        """A page of the case."""
        return reverse(name, args=[self.case().dossier_id])


def send(page: Page, action: str = "") -> None:
    """Presses the main button of the form."""
    chosen = (
        f"main button[value={action}]" if action else "main form[method=post] .actions .btn, main form.actions .btn"
    )
    with page.expect_navigation():
        page.locator(chosen).first.click()


def check(story: Story) -> None:
    page = story.of("rav.front")
    page.goto("/")
    page.goto(reverse("referrals:check"))
    story.looked_at(page, "1-check")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    story.looked_at(page, "1-check-refused")
    page.locator("#id_family_name").fill("Neumann")
    page.locator("#id_given_names").fill("Rosa")
    for code in ("institutions", "health_social", "coordination"):
        page.locator(f"input[name=criteria][value={code}]").check()
    page.locator("input[name=indicated][value=round_table]").check()
    send(page)
    expect(page).to_have_url(re.compile(r"/referral/$"))


def refer(story: Story) -> None:
    page = story.of("rav.front")
    story.looked_at(page, "2-referral")
    page.locator("#id_reason").fill("Seit zwei Jahren ohne Stelle, Rückenleiden.")
    page.locator(f"input[name=partners][value='{institution('SMZ').id}']").check()
    page.locator("#id_talked_with").select_option(str(membership("rav.contact").id))
    page.locator("#id_talked_on").fill(clock.today().isoformat())
    page.locator("#id_birth_date").fill("1984-03-14")
    page.locator("#id_commune").fill("Oberdorf")
    page.locator("#id_health").fill("Rückenleiden, in Behandlung.")
    page.locator("#id_file_number").fill("RAV-1234")
    page.locator("#id_percent").fill("50")
    send(page, "complete")
    expect(page.get_by_role("status")).to_be_visible()
    story.looked_at(page, "2-case")


def forward(story: Story) -> None:
    page = story.of("rav.contact")
    page.goto(story.address("referrals:edit"))
    send(page, "complete")
    expect(page).to_have_url(re.compile(r"/forward/$"))
    story.looked_at(page, "3-forward-without-consent")
    page.goto(story.address("consent:new"))
    story.looked_at(page, "3-consent")
    for name in ("receivers", "givers"):
        for code in ("RAV", "SMZ", "IIZ"):
            page.locator(f"input[name={name}][value='{institution(code).id}']").check()
    for code in ("work", "social", "health"):
        page.locator(f"input[name=categories][value={code}]").check()
    page.locator("#id_signed_on").fill(clock.today().isoformat())
    send(page)
    page.goto(story.address("referrals:forward"))
    story.looked_at(page, "3-forward")
    send(page)
    expect(page.get_by_role("status")).to_be_visible()


def decide(story: Story) -> None:
    page = story.of("regional")
    page.goto(reverse("referrals:inbox"))
    story.looked_at(page, "4-inbox")
    page.get_by_role("link", name="Neumann Rosa").click()
    story.looked_at(page, "4-triage")
    page.locator("input[name=form][value=round_table]").check()
    page.locator(f"input[name=partners][value='{institution('SMZ').id}']").check()
    send(page, "accept")
    expect(page.get_by_role("status")).to_be_visible()
    sender = story.of("rav.front")
    sender.goto(story.address("referrals:outcome"))
    story.looked_at(sender, "4-outcome")
    send(sender)
    expect(sender).to_have_url(re.compile(r"/cases/[0-9a-f-]+/$"))


def meet(story: Story) -> None:
    page = story.of("regional")
    page.goto(story.address("referrals:session"))
    story.looked_at(page, "5-session")
    rav = f"{institution('RAV').id}-{membership('rav.contact').id}"
    page.locator(f"input[name=participants][value='{rav}']").check()
    page.locator(f"input[name=participants][value='{institution('SMZ').id}-']").check()
    page.locator("input[name=outcome][value=case_management]").check()
    page.locator("#id_resource_work").fill("Gelernte Verkäuferin")
    page.locator("#id_estimate_work").select_option("3")
    page.locator("#id_possibility_work").fill("Einarbeitung in einem Betrieb")
    send(page)
    expect(page.get_by_role("status")).to_be_visible()


def name_case_manager(story: Story) -> None:
    page = story.of("regional")
    page.goto(story.address("referrals:assign"))
    story.looked_at(page, "6-assign")
    page.locator(f"input[name=membership][value='{membership('smz.contact').id}']").check()
    page.locator("#name_deputy").select_option(str(membership("rav.contact").id))
    send(page, "name")
    expect(page.get_by_role("status")).to_be_visible()
    manager = story.of("smz.contact")
    manager.goto(story.address("cases:case"))
    story.looked_at(manager, "6-case-managed")
    assert story.case().stage == "assigned"


def draw_up(story: Story) -> None:
    page = story.of("smz.contact")
    page.goto(story.address("plans:edit"))
    send(page)
    page.goto(story.address("plans:edit"))
    page.locator("#goal_text").fill("Eine Stelle im Verkauf, 50 Prozent")
    send(page)
    page.locator("a[href*='/measures/new/']").first.click()
    page.locator("#id_text").fill("Einarbeitung in einem Betrieb")
    page.locator("#id_kind").select_option("integration")
    page.locator("#id_phase").select_option("build_up")
    page.locator("#id_member").select_option(str(membership("smz.contact").id))
    send(page)
    page.goto(story.address("plans:edit"))
    page.locator("a[href*='/measures/new/']").first.click()
    page.locator("#id_text").fill("Bewerbungen mit dem Coach")
    page.locator("#id_kind").select_option("integration")
    page.locator("#id_phase").select_option("build_up")
    page.locator("#id_member").select_option(str(membership("rav.contact").id))
    send(page)
    story.looked_at(page, "7-plan")
    agree(story, 1)


def agree(story: Story, number: int) -> None:
    """The newest version is signed, accepted by the institutions that have a part in it, validated."""
    page = story.of("smz.contact")
    page.goto(story.address("plans:sign"))
    for name in ("person_signed_on", "manager_signed_on"):
        page.locator(f"#id_{name}").fill(clock.today().isoformat())
    send(page)
    for who, answer in (("rav.contact", "yes"), ("smz.contact", "reservation")):
        partner = story.of(who)
        partner.goto(story.address("plans:part"))
        partner.locator(f"input[name=answer][value={answer}]").check()
        partner.locator("#id_comment").fill(f"Antwort {number} von {who}")
        story.looked_at(partner, f"7-part-{number}")
        send(partner)
        expect(partner.get_by_role("status")).to_be_visible()
    coordinator = story.of("regional")
    coordinator.goto(story.address("plans:validate"))
    for who in ("rav.contact", "smz.contact"):
        expect(coordinator.get_by_text(f"Antwort {number} von {who}")).to_be_visible()
    story.looked_at(coordinator, f"7-validate-{number}")
    coordinator.locator("input[name=decision][value=validate]").check()
    send(coordinator)
    expect(coordinator.get_by_role("status")).to_be_visible()
    assert story.case().stage == "running"
    with act("regional", clock.today()):
        said = Acceptance.objects.filter(plan__number=number).order_by("contributor__code")
        assert [(one.contributor.code, one.answer) for one in said] == [("RAV", "yes"), ("SMZ", "reservation")]
        assert Plan.objects.get(number=number).state == "validated"


def work(story: Story) -> None:
    """The case manager writes down a talk; the other institution reads it."""
    page = story.of("smz.contact")
    page.goto(story.address("plans:log"))
    page.locator("#id_kind").select_option("talk")
    page.locator("#id_text").fill("Hat sich zweimal beworben.")
    page.locator("#id_minutes").fill("40")
    story.looked_at(page, "8-log")
    send(page)
    expect(page.get_by_role("status")).to_be_visible()
    reader = story.of("rav.contact")
    reader.goto(story.address("cases:case"))
    expect(reader.get_by_text("Hat sich zweimal beworben.")).to_be_visible()


def change(story: Story) -> None:
    """Something happens, the case manager decides that the plan changes, a second version takes its place."""
    reporter = story.of("rav.contact")
    reporter.goto(story.address("plans:event"))
    reporter.locator("input[name=what][value=health]").check()
    story.looked_at(reporter, "8-event")
    send(reporter)
    expect(reporter.get_by_role("status")).to_be_visible()
    page = story.of("smz.contact")
    page.goto(story.address("plans:decide_change"))
    page.locator("input[name=change][value=yes]").check()
    page.locator("#id_reason").fill("Weniger Stunden, die Gesundheit geht vor.")
    story.looked_at(page, "8-change")
    send(page)
    expect(page).to_have_url(re.compile(r"/plan/edit/$"))
    page.locator("#goal_text").fill("Eine Stelle im Verkauf, 30 Prozent")
    send(page)
    page.locator("a[href*='/measures/new/']").last.click()
    page.locator("#id_text").fill("Arbeitsversuch")
    page.locator("#id_kind").select_option("integration")
    page.locator("#id_phase").select_option("build_up")
    page.locator("#id_member").select_option(str(membership("smz.contact").id))
    send(page)
    agree(story, 2)
    page.goto(story.address("plans:compare"))
    expect(page.get_by_text("Arbeitsversuch").first).to_be_visible()
    story.looked_at(page, "8-compare")


def downloaded(page: Page, link: Locator) -> bytes:
    """The file behind a link, as the browser gets it."""
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.path().read_bytes()


def take_stock(story: Story) -> None:
    page = story.of("smz.contact")
    page.goto(story.address("plans:stocktaking"))
    for name, value in (("kind", "person"), ("progress", "on_track"), ("change", "no"), ("finished", "yes")):
        page.locator(f"input[name={name}][value={value}]").check()
    page.locator("#id_held_on").fill(clock.today().isoformat())
    story.looked_at(page, "8-stock-taking")
    send(page)
    expect(page.get_by_role("status")).to_be_visible()


def close(story: Story) -> None:
    page = story.of("smz.contact")
    page.goto(story.address("closing:report"))
    page.locator("input[name=exit_reason][value=integrated]").check()
    for name in ("actual_end", "decided_on"):
        page.locator(f"#id_{name}").fill(clock.today().isoformat())
    story.looked_at(page, "9-report")
    send(page)
    page.goto(story.address("closing:close"))
    page.locator("#id_network_informed_on").fill(clock.today().isoformat())
    story.looked_at(page, "9-closing")
    send(page)
    officer = story.of("officer")
    officer.goto(story.address("closing:close"))
    draft = downloaded(officer, officer.locator(f"a[href='{story.address('closing:letter')}']"))
    assert draft.startswith(b"%PDF-")
    story.looked_at(officer, "9-closing-office")
    send(officer)
    expect(officer.get_by_role("status")).to_be_visible()
    assert story.case().stage == "closed"
    story.looked_at(officer, "9-letter-waits")
    worked_off()
    officer.locator("a[href='']").click()
    made = downloaded(officer, officer.locator("a[href$='/file/']"))
    officer.goto(story.address("documents:list"))
    story.looked_at(officer, "9-documents")
    row = officer.locator("tr", has_text=f"ciiz-{story.case().number}.pdf")
    expect(row).to_have_count(1)
    letter = downloaded(officer, row.locator("a[href$='/file/']"))
    assert letter.startswith(b"%PDF-")
    assert letter == made != draft


def worked_off() -> None:
    """The worker makes what waits."""
    with connected_as(WORKER), connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'closing_id', args ->> 'on' FROM procrastinate_jobs WHERE task_name = %s", [JOB]
        )
        for closing_id, on in cursor.fetchall():
            letters.closing(closing_id, on)


@pytest.mark.parametrize(
    ("lang", "width", "javascript"),
    [("de", WIDE, True), ("fr", NARROW, True), ("fr", WIDE, False), ("de", NARROW, False)],
)
def test_a_case_goes_from_the_check_to_closing(browser_page: OpenPage, lang: str, width: int, javascript: bool) -> None:
    story = Story(browser_page, lang, width, javascript)
    for step in (check, refer, forward, decide, meet, name_case_manager, draw_up, work, change, take_stock, close):
        step(story)


def test_the_referral_is_written_by_keyboard_alone(browser_page: OpenPage) -> None:
    story = Story(browser_page, "de", WIDE, True)
    check(story)
    page = story.of("rav.front")
    page.locator("#id_reason").focus()
    page.keyboard.type("Rückkehr in die Arbeit nach langer Krankheit.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _field in range(20):
        if page.evaluate("document.activeElement.id") == "id_talked_with":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    for target, text in (
        ("id_talked_on", f"0101{clock.today().year}"),
        ("id_birth_date", "05051984"),
        ("id_commune", "Oberdorf"),
    ):
        for _field in range(10):
            if page.evaluate("document.activeElement.id") == target:
                break
            page.keyboard.press("Tab")
        page.keyboard.type(text)  # days that read the same in every order of the browser's own language
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("status")).to_be_visible()
    assert story.case().stage == "completed"


def test_a_return_by_telephone_takes_two_clicks(browser_page: OpenPage) -> None:
    story = Story(browser_page, "de", NARROW, False)
    for step in (check, refer, forward):
        step(story)
    page = story.of("regional")
    page.goto(story.address("referrals:triage"))
    page.locator("form.telephone details:has(button[value=network_enough]) summary").click()
    story.looked_at(page, "7-telephone")
    assert story.case().stage == "forwarded"  # the first click only asks
    page.locator("form.telephone button[value=network_enough]").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert story.case().stage == "returned"
