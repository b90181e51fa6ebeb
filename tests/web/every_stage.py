"""One case at each stage and an account in each state, so that every page exists for somebody."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ciiz.domain.access.public import Category
from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.consent.enums import Purpose, WithdrawalForm
from ciiz.domain.consent.models import Consent
from ciiz.domain.consent.public import Terms
from ciiz.domain.consent.public import draft as draft_consent
from ciiz.domain.documents.enums import DocumentKind, Letter
from ciiz.domain.documents.public import draft_template, file, publish_template, save_template
from ciiz.domain.journal.enums import InformalKind, LegalBasis
from ciiz.domain.journal.public import Told
from ciiz.domain.meetings.enums import Excuse, MeetingKind, MeetingState, Party, Reply
from ciiz.domain.meetings.public import CHOOSING, Invitation, answer, answer_token, ask
from ciiz.domain.organisations.models import ContactPerson, User
from ciiz.domain.organisations.public import make_feed, save_network, save_view
from ciiz.domain.persons.public import register_with
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind, KeptBack, Outcome, SecondStep
from ciiz.domain.processes.public import draft_blank, draft_from, published, show_draft
from ciiz.domain.tasks.models import Task
from ciiz.foundation import clock
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.foundation.invitations import invitation_token
from ciiz.foundation.postgres.roles import WORKER
from ciiz.jobs.periodic import matches, reminders
from ciiz.journeys import agree, contact, dispute, hear, leave, order, refer
from ciiz.journeys import consent as consenting
from ciiz.journeys import hand_over as handing_over
from ciiz.journeys.agenda import ask_office
from ciiz.journeys.intake import receive
from ciiz.web.personal import entering
from ciiz.web.shell import sought
from ciiz.web.shell.lost_device import lost_device_token
from tests.harness.databases import connected_as
from tests.journeys import meeting_scene, plan_scene, scene
from tests.worlds import TODAY, become, institution, membership

from .conftest import PASSWORD, give_role

NUMBER = "756.9217.0769.85"
SPREADSHEET = "Name;Vorname;Geb.datum;Institution;Hobby\nZum;Anna;3.2.1980;RAV;x\nZum;Ida;31.2.80;RAV;y\nZum;Urs;;SMZ;"
"""A referral, two rows that are none, and a column that nobody knows."""
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Stages:
    """Addresses to begin with besides "/", by role."""

    starts: dict[str, list[str]]
    pages: dict[str, UUID]
    """Pages of persons concerned, by whether they are "open" or "offered"."""

    def of(self, name: str) -> list[str]:
        """Where this role begins."""
        return [*self.starts.get(name, []), "/"]


def cases_at_every_stage() -> Stages:
    """One case at each stage, as the right people brought it there.

    Of each kind of page few are opened: without addresses to begin with it would be those of cases where there is
    little to see.
    """
    with transaction.atomic():
        begun = scene.begun()
        scene.accepted()
        scene.decided()
        scene.decided(outcome=SessionOutcome.BILATERAL)
        alone = scene.decided()
        for name in ("smz.contact", "iv.contact"):
            leave.leave(actor=become(name), dossier_id=alone, reason="not_competent")
        coached = scene.decided(outcome=SessionOutcome.COACHING)
        scene.assigned(TODAY - timedelta(days=60))
        drafted = plan_scene.drafted()
        signed = plan_scene.signed()
        running = plan_scene.running()
        scene.reported()
        closed = scene.closed()
        network = scene.network()
        for _line in range(2):
            agree.agree(
                actor=become("rav.contact"),
                dossier_id=network,
                goal="Gap",
                text="Gap",
                membership_id=membership("rav.contact").id,
                due_on=TODAY,
            )
        asked = handing_over.propose(
            actor=become("smz.contact"), dossier_id=running, receiver_id=institution("IV").id, on=TODAY
        )
        ordered = order.place(
            actor=become("smz.contact"),
            dossier_id=running,
            contact_id=membership("iv.contact").id,
            text="Assess the capacity",
        )
        document = file(
            actor=become("rav.contact"),
            dossier_id=begun,
            kind=DocumentKind.OTHER,
            title="Certificate",
            file_name="certificate.txt",
            content=b"Works.",
            dated_on=TODAY,
        )
        registration = register_with(actor=become("rav.contact"), dossier_id=begun, dispositif_id="ALV")
        consent = draft_consent(actor=become("rav.contact"), dossier_id=begun, terms=_terms())
        for name in ("rav.contact", "smz.contact"):
            become(name)
            ContactPerson.objects.create(membership=membership(name), languages=["de"])
        brought = receive.receive(actor=become("rav.contact"), file_name="2026.csv", content=SPREADSHEET.encode())
        contact.log(
            actor=become("rav.contact"),
            told=Told(
                kind=InformalKind.STATUS_INQUIRY,
                partner_id=institution("SMZ").id,
                subject="Gap",
                occurred_on=TODAY,
                next_step="Gap",
            ),
            initials="Gap",
        )
        contact.log(
            actor=become("rav.contact"),
            told=Told(
                kind=InformalKind.EXCHANGE,
                partner_id=institution("SMZ").id,
                subject="Gap",
                occurred_on=TODAY,
                basis=LegalBasis.STATUTE,
                article="unclear_payer",
            ),
            dossier_id=begun,
        )
        save_view(actor=become("rav.contact"), name="Running", query="stage=running")
        make_feed(actor=become("rav.contact"))
        save_network(
            actor=become("officer"),
            network_id=None,
            expected_version=None,
            name=TranslatedText.same("Work and health"),
            institution_ids=[institution(code).id for code in ("RAV", "SMZ")],
            agreed_on=TODAY,
        )
        disputed = dispute.open_dispute(actor=become("smz.contact"), dossier_id=running, about="Gap")
        stated = dispute.open_dispute(actor=become("smz.contact"), dossier_id=drafted, about="Gap")
        dispute.hold(actor=become("regional"), dispute_id=stated.id, held_on=TODAY)
        dispute.state(actor=become("officer"), dispute_id=stated.id, position="Gap", referred_on=TODAY)
        meeting_scene.without_cases(MeetingKind.POOL)
        coming = meeting_scene.seated(meeting_scene.invited(parts_by=TODAY), ("rav.front",))
        today = meeting_scene.invited(held_on=TODAY, parts_by=TODAY)
        meeting_scene.in_need(today)
        decision = meeting_scene.held(today)
        undated = meeting_scene.offered()
        ask(actor=become("secretariat"), meeting_id=undated.id)
        meeting_scene.seated(undated, ("rav.front",))
        series = meeting_scene.standing()
        meeting_scene.with_doctor()
        undated_own = meeting_scene.invitation_of(undated, "iv.contact")
        answered = meeting_scene.invitation_of(coming, "smz.contact")
        answer(actor=become("smz.contact"), invitation_id=answered.id, reply=Reply.NO, excuse=Excuse.ABSENT)
        answered = meeting_scene.invitation_of(coming, "iv.contact")
        drawn, described = (
            draft_blank(actor=become("officer"), process=code, name={"de": "Gap"}) for code in ("ZZ-GAP", "ZZ-TOLD")
        )
        show_draft(actor=become("officer"), draft_id=described.id, expected_version=1, shown=True)
        sound = draft_from(actor=become("officer"), definition_id=published(become("officer"), "CII104").id)
        at_table = meeting_scene.item_of(today).id
        met = meeting_scene.item_of(coming).dossier_id
        ask_office(actor=become("regional"), dossier_id=met, kind=MeetingKind.NETWORK, due_on=TODAY)
        _templates()
    with transaction.atomic():
        page, _code = privacy.invite(actor=become("regional"), dossier_id=running)
        privacy.choose(page.id, SecondStep.MAIL, "anna@example.org", TODAY)
        privacy.open_page(page.id, TODAY)
        file(
            actor=become("smz.contact"),
            dossier_id=running,
            kind=DocumentKind.LETTER,
            title="Certificate",
            file_name="certificate.txt",
            content=b"Works.",
            dated_on=TODAY,
        )
        invited, _code = privacy.invite(actor=become("regional"), dossier_id=signed)
        privacy.choose(invited.id, SecondStep.APP, SECRET, TODAY)
        wanted = [
            hear.note(
                actor=become("smz.contact"), dossier_id=running, kind=ConcernKind.CORRECTION, words="Gap", said_on=TODAY
            )
            for _twice in range(2)
        ]
        hear.answer(actor=become("smz.contact"), concern_id=wanted[0].id, outcome=Outcome.DONE, words="Gap")
        privacy.show(actor=become("rav.contact"), document_id=document.id, shown=False, why=KeptBack.THIRD_PARTIES)
        withdrawn = Consent.objects.filter(dossier_id=drafted).values_list("id", flat=True)[0]
        consenting.withdraw(actor=become("smz.contact"), consent_id=withdrawn, how=WithdrawalForm.TALK)
    _same_number_twice()
    overdue = _overdue()
    return Stages(
        {
            "rav.contact": [
                reverse("referrals:forward", args=[begun]),
                sought.address(reverse("search"), membership("rav.contact").user_id, "zum"),
                reverse("referrals:paper", args=[begun]),
                reverse("persons:registration", args=[begun, registration.id]),
                reverse("consent:sign", args=[consent.id]),
                reverse("consent:form", args=[consent.id]),
                reverse("documents:list", args=[begun]),
                reverse("documents:download", args=[document.id]),
                reverse("personal:office", args=[begun]),
                reverse("cases:views"),
                reverse("contacts:agreed", args=[network]),
                reverse("imports:show", args=[brought.id]),
                reverse("account_entry"),
                reverse("account_logout"),
            ],
            "smz.contact": [
                reverse("plans:edit", args=[drafted]),
                reverse("plans:rhythm", args=[drafted]),
                reverse("plans:goal_new", args=[drafted]),
                *(
                    reverse(f"plans:{name}", args=[running])
                    for name in ("show", "compare", "copy", "decide_change", "decide_finish", "progress", "orders")
                ),
                reverse("closing:answer", args=[asked.id]),
                reverse("personal:office", args=[running]),
                reverse("personal:withdrawn", args=[withdrawn]),
                reverse("role"),
                reverse("account_reauthenticate"),
                reverse("meetings:decision", args=[decision.id]),
                reverse("meetings:dispute", args=[disputed.id]),
                reverse("meetings:position", args=[at_table]),
            ],
            "iv.contact": [
                reverse("plans:order", args=[ordered.id]),
                reverse("meetings:show", args=[coming.id]),
                reverse("meetings:invitation", args=[answered.id]),
                reverse("meetings:show", args=[undated.id]),
                reverse("meetings:choose", args=[undated_own.id]),
            ],
            "secretariat": [
                reverse("papers:template_edit", args=[Letter.CLOSING.value]),
                *(reverse("papers:template", args=[letter.value]) for letter in (Letter.CLOSING, Letter.PLAN)),
                reverse("meetings:show", args=[coming.id]),
                reverse("meetings:add", args=[coming.id]),
                reverse("meetings:show", args=[undated.id]),
                reverse("meetings:offer", args=[undated.id]),
                reverse("meetings:series", args=[series.id]),
                reverse("meetings:assign", args=[series.id]),
                *(reverse(f"meetings:{name}", args=[at_table]) for name in ("item", "guest", "decide", "needs")),
            ],
            "regional": [
                reverse("plans:validate", args=[signed]),
                reverse("coaching:waiting", args=[coached]),
                reverse("coaching:minutes", args=[coached]),
                reverse("waiting:overdue", args=[overdue]),
                *(reverse(f"meetings:{name}", args=[disputed.id]) for name in ("dispute", "dispute_next")),
                reverse("meetings:item", args=[at_table]),
            ],
            "officer": [
                reverse("closing:annul", args=[closed]),
                *(reverse(f"meetings:dispute{name}", args=[stated.id]) for name in ("", "_next", "_outcome")),
                reverse("administration_entry", args=[membership("rav.contact").id]),
                reverse("administration_person", args=[membership("iv.front").id]),
                reverse("processes:draft_edit", args=[drawn.id]),
                *(reverse("processes:draft", args=[one.id]) for one in (drawn, described)),
                *(reverse(f"processes:{name}", args=[sound.id]) for name in ("draft_try", "draft_publish")),
            ],
        },
        {"open": page.id, "offered": invited.id},
    )


def _templates() -> None:
    """A template with a version of the canton and a draft, a text of it without translation; another with a version."""
    actor = become("secretariat")
    for letter in (Letter.CLOSING, Letter.PLAN):
        begun = draft_template(actor=actor, letter=letter)
        publish_template(actor=actor, template_id=begun.id, note="Running", expected_revision=begun.revision)
    begun = draft_template(actor=actor, letter=Letter.CLOSING)
    texts = {"de": {"thanks": "Danke."}, "fr": {"thanks": ""}}
    save_template(actor=actor, template_id=begun.id, texts=texts, expected_revision=begun.revision)


def _terms() -> Terms:
    parties = frozenset(institution(code).id for code in ("RAV", "SMZ"))
    return Terms(
        givers=parties,
        receivers=parties,
        categories=frozenset({Category.WORK}),
        purposes=(Purpose.COORDINATION,),
        valid_from=TODAY,
        until=TODAY + timedelta(days=100),
    )


def _same_number_twice() -> None:
    """Two forwarded referrals with one AHV number, which the worker has noticed."""
    for name in ("Anna", "Anna Maria"):
        with transaction.atomic():
            found = scene.begun(identity={**scene.IDENTITY, "given_names": name, "ahv_number": NUMBER})
            scene.consented(found)
            refer.forward(actor=become("rav.contact", scene.START), dossier_id=found, on=scene.START)
    with connected_as(WORKER):
        matches.find(TODAY)


def _overdue() -> UUID:
    """What nobody did for weeks the coordination sees to; a task of which it was told."""
    with connected_as(WORKER):
        reminders.climb(TODAY)
        return Task.objects.filter(escalated_on=TODAY, state="open").values_list("id", flat=True)[0]


def somebody_with_app() -> User:
    """An account with a second step."""
    user = User.objects.create_user("app@test.example")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def nobody() -> tuple[Client, list[str]]:
    """Somebody who is not signed in, and the pages that are for them."""
    user = membership("iv.contact").user
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    names = (
        "account_login",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    )
    addresses = [
        *map(reverse, names),
        reverse("invitation", args=[invitation_token(user)]),
        reverse("invitation", args=["forged"]),
        reverse("lost_device", args=[lost_device_token(somebody_with_app())]),
        reverse("lost_device", args=["forged"]),
        *_replies(),
        reverse("personal:enter"),
        reverse("account_reset_password_from_key", kwargs=dict(zip(("uidb36", "key"), key.split("-", 1), strict=True))),
    ]
    return Client(raise_request_exception=False), addresses


def _replies() -> list[str]:
    """Links of invitations: one that waits, one that was answered, one that is forged."""
    with transaction.atomic():
        become("secretariat")
        coming = Invitation.objects.filter(meeting__held_on__gt=TODAY).exclude(channel="")
        waiting = coming.get(membership=membership("iv.contact"))
        said = coming.get(membership=membership("smz.contact"))
        doctor = Invitation.objects.get(party=Party.DOCTOR)
        undated = Invitation.objects.get(membership=membership("iv.contact"), meeting__state=MeetingState.OFFERED)
    replies = [reverse("meetings:reply", args=[token]) for token in (*map(_token, (waiting, said, doctor)), "forged")]
    replies += [reverse("meetings:report", args=[token]) for token in (_token(doctor), "forged")]
    choices = (answer_token(undated.id, undated.sequence, salt=CHOOSING), "forged")
    return [*replies, *(reverse("meetings:choose_by_link", args=[token]) for token in choices)]


def _token(invitation: Invitation) -> str:
    return answer_token(invitation.id, invitation.sequence)


def persons(stages: Stages) -> list[tuple[str, Client, list[str]]]:
    """The person concerned at each step of coming in, and on the own page."""
    steps = {"birth": "offered", "choose": "offered", "confirm": "offered", "code": "open", "in": "open"}
    found = []
    for step, which in steps.items():
        client = Client(raise_request_exception=False)
        held = {"page": str(stages.pages[which]), "step": step, "at": clock.now().isoformat()}
        session = client.session
        session[entering.SESSION] = held
        session.save()
        found.append((step, client, [reverse("personal:home" if step == "in" else f"personal:{step}")]))
    return found


def with_second_factor() -> tuple[Client, Client, list[str]]:
    """The same person half and wholly signed in with an app, and the pages about it."""
    user = User.objects.create_user("app@example.org", PASSWORD, first_name="Anna", last_name="Muster")
    give_role(user, "rav.front")
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    half, whole = Client(raise_request_exception=False), Client(raise_request_exception=False)
    for client in (half, whole):
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        client.cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
    code = format_hotp_value(hotp_value(SECRET, max(yield_hotp_counters_from_time())))
    assert whole.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/"
    whole.cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
    names = ("index", "reauthenticate", "deactivate_totp", "view_recovery_codes", "generate_recovery_codes")
    return half, whole, [reverse(f"mfa_{name}") for name in (*names, "download_recovery_codes")]
