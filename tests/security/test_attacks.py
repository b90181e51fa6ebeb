"""What somebody tries who writes SQL on the connection of the pages, within the context of a real membership.

Each attack must reach no row or be refused by policy, privilege or guard; any other error means that the attack itself
is badly written and proves nothing.
"""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import found
from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.foundation.reading import LOGGING
from ciiz.journeys import hand_over as handing_over
from tests.journeys import plan_scene, scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db

SEAT = (
    "INSERT INTO access_participation (id, dossier_id, institution_id, member_id, standing, valid_from) "
    "VALUES (gen_random_uuid(), %(dossier)s, "
)
MANDATE = (
    "INSERT INTO access_mandate (id, dossier_id, institution_id, audience_id, valid_from) "
    "SELECT gen_random_uuid(), %(dossier)s, {party}, a.id, %(today)s FROM access_audience a WHERE {audience}"
)
STATUTE = (
    "INSERT INTO access_statute (id, dossier_id, article, purpose, receiver_id, givers, categories, valid_from, "
    "valid_to) VALUES (gen_random_uuid(), %(dossier)s, 'x', 'x', %(SMZ)s, ARRAY[%(RAV)s]::bigint[], "
    "'{{basic,health}}', %(today)s, %(today)s + 9)"
)
EVENT = (
    "INSERT INTO timeline_event (id, dossier_id, contributor_id, kind, category, occurred_on, recorded_at, "
    "actor_id, legal_basis, step, codes, corrects_id) SELECT gen_random_uuid(), %(dossier)s, %(mine)s, 'probe', "
    "'basic', %(today)s, now(), {actor}, '', '', '{{}}', {corrects}"
)
NOTE = (
    "INSERT INTO cases_referralnote (id, dossier_id, contributor_id, referral_id, domain, category, text) "
    "SELECT gen_random_uuid(), dossier_id, %(mine)s, id, 'housing', 'basic', 'x' FROM cases_referral "
    "WHERE dossier_id = %(dossier)s"
)

WIDENING = {
    "a colleague with basic data only seats herself in the team": (
        "rav.front2",
        SEAT + "%(RAV)s, %(rav.front2)s, 'partner', %(today)s)",
    ),
    "the founder sits down on a partner's chair": (
        "rav.front",
        SEAT + "%(SMZ)s, %(rav.front)s, 'partner', %(today)s)",
    ),
    "the founder seats a stranger on the own chair": (
        "rav.front",
        SEAT + "%(RAV)s, %(smz.contact)s, 'partner', %(today)s)",
    ),
    "the founder puts people of another institution into its team": (
        "rav.front",
        SEAT + "%(SMZ)s, %(smz.front)s, 'partner', %(today)s)",
    ),
    "the founder lets another institution lead": ("rav.front", SEAT + "%(IV)s, NULL, 'leading', %(today)s)"),
    "the founder lets another institution lead by an update": (
        "rav.front",
        "UPDATE access_participation SET standing = 'leading' WHERE dossier_id = %(dossier)s",
    ),
    "the leading institution makes a colleague a founder": (
        "smz.contact",
        SEAT + "%(SMZ)s, %(smz.front)s, 'founding', %(today)s)",
    ),
    "the founder gives its chair to another institution": (
        "rav.front",
        "UPDATE access_participation SET institution_id = %(IV)s WHERE dossier_id = %(dossier)s",
    ),
    "the founder opens what has ended again": (
        "rav.front",
        "UPDATE access_participation SET valid_to = NULL WHERE dossier_id = %(dossier)s",
    ),
    "a colleague ends the participation of a partner": (
        "rav.front2",
        "UPDATE access_participation SET valid_to = %(today)s WHERE dossier_id = %(dossier)s",
    ),
    "a colleague with basic data only looks after the dossier himself": (
        "rav.front2",
        MANDATE.format(party="%(RAV)s", audience="a.membership_id = %(me)s"),
    ),
    "the founder looks after what a partner contributes": (
        "rav.front",
        MANDATE.format(party="%(SMZ)s", audience="a.membership_id = %(me)s"),
    ),
    "the founder calls an institution an office": (
        "rav.front",
        MANDATE.format(party="%(IV)s", audience="a.kind = 'contacts' AND a.institution_id = %(IV)s"),
    ),
    "the founder turns a mandate to another audience": (
        "rav.front",
        "UPDATE access_mandate SET audience_id = (SELECT id FROM access_audience WHERE membership_id = %(me)s) "
        "WHERE dossier_id = %(dossier)s",
    ),
    "a colleague with basic data only opens health by law": ("rav.front2", STATUTE),
}


@pytest.mark.parametrize("attack", WIDENING)
def test_nobody_widens_access(attack: str) -> None:
    who, sql = WIDENING[attack]
    assert rows(who, scene.assigned(), sql) == 0


COURSE = {
    "moves the case": "UPDATE cases_case SET stage = 'ending', version = version + 1 WHERE dossier_id = %(dossier)s",
    "removes the case manager": "UPDATE cases_case SET case_manager_id = NULL WHERE dossier_id = %(dossier)s",
    "names a deputy": "UPDATE cases_case SET deputy_id = %(me)s WHERE dossier_id = %(dossier)s",
    "renumbers the case": "UPDATE cases_case SET number = 'ZZ-1' WHERE dossier_id = %(dossier)s",
    "ends the case manager's work": "UPDATE cases_assignment SET valid_to = %(today)s WHERE dossier_id = %(dossier)s",
    "takes the decision back": (
        "UPDATE cases_referral SET decision = '', decided_on = NULL WHERE dossier_id = %(dossier)s"
    ),
    "takes the forwarding back": "UPDATE cases_referral SET forwarded_on = NULL WHERE dossier_id = %(dossier)s",
    "rewrites the advice": "UPDATE cases_referral SET advice = 'x' WHERE dossier_id = %(dossier)s",
    "names other partners": "UPDATE cases_referral SET partners = '{}' WHERE dossier_id = %(dossier)s",
    "writes into the referral of another": NOTE,
    "answers a hand-over": (
        "UPDATE cases_handover SET answer = 'accepted', answered_on = %(today)s, answered_by_id = %(me)s "
        "WHERE dossier_id = %(dossier)s"
    ),
    "begins a checklist of closing": (
        "INSERT INTO cases_closing (id, dossier_id, contributor_id, case_id, version) "
        "VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(dossier)s, 1)"
    ),
    "writes a signed consent": (
        "INSERT INTO consent_consent (id, dossier_id, contributor_id, person_id, givers, receivers, "
        "directions_stated, categories, categories_stated, purposes, purposes_stated, recurrence, onward, valid_from, "
        "valid_to, until_stated, language, notice_version, form_version, signed_on, ending, withdrawn_how, "
        "recorded_at) SELECT gen_random_uuid(), dossier_id, %(mine)s, person_id, ARRAY[%(RAV)s]::bigint[], "
        "ARRAY[%(IV)s]::bigint[], true, '{{health}}', true, '{{coordination}}', true, 'recurring', 'no', %(today)s, "
        "%(today)s + 90, true, 'de', '', '', %(today)s, '', '', now() FROM persons_subject "
        "WHERE dossier_id = %(dossier)s"
    ),
    "speaks in another's name": EVENT.format(actor="%(smz.contact)s", corrects="NULL"),
    "corrects what another said": EVENT.format(
        actor="%(me)s", corrects="(SELECT id FROM timeline_event WHERE contributor_id <> %(mine)s LIMIT 1)"
    ),
}


@pytest.mark.parametrize("who", ["iv.front", "iv.contact"])
@pytest.mark.parametrize("attack", COURSE)
def test_a_partner_who_sees_the_case_does_not_steer_it(attack: str, who: str) -> None:
    dossier = scene.assigned()
    _propose(dossier)
    assert rows(who, dossier, COURSE[attack]) == 0


def _propose(dossier: UUID) -> None:
    handing_over.propose(
        actor=become("smz.contact"), dossier_id=dossier, receiver_id=institution("RAV").id, on=TODAY, talk_on=TODAY
    )


def test_nobody_lets_the_office_look_after_a_dossier_before_there_is_a_case() -> None:
    """The case would be begun afterwards, and be seen without a referral, hence without consent or statute."""
    bare = found(actor=become("rav.contact"), opened_on=TODAY).id
    office = MANDATE.format(party="%(IIZ)s", audience="a.kind = 'office' AND a.institution_id = %(IIZ)s")
    assert rows("rav.contact", bare, office) == 0


PLAN = {
    "replaces the plan in force": "UPDATE plans_plan SET state = 'superseded', version = version + 1",
    "says how far a foreign measure is": (
        "UPDATE plans_measure SET status = 'done' WHERE institution_id <> %(mine)s AND dossier_id = %(dossier)s"
    ),
    "moves goals": "UPDATE plans_goal SET position = 9",
}


@pytest.mark.parametrize("attack", PLAN)
def test_a_partner_who_sees_the_plan_does_not_change_it(attack: str) -> None:
    assert rows("rav.front", plan_scene.running(), PLAN[attack]) == 0


def test_a_partner_does_not_word_a_draft() -> None:
    words = "UPDATE plans_plan SET change_reason = 'x', rhythm_days = 90, version = version + 1"
    assert rows("iv.contact", plan_scene.drafted(), words) == 0


def test_nobody_decides_beside_the_decision() -> None:
    words = "UPDATE plans_plan SET alternatives = 'x', decided_by_id = %(me)s, version = version + 1"
    assert rows("iv.contact", plan_scene.signed(), words) == 0


@pytest.mark.parametrize("who", ["iv.contact", "regional"])
def test_nobody_but_the_case_manager_withdraws_a_signed_version(who: str) -> None:
    words = (
        "UPDATE plans_plan SET state = 'withdrawn', decided_on = %(today)s, decided_by_id = %(me)s, "
        "version = version + 1 WHERE dossier_id = %(dossier)s"
    )
    dossier_id = plan_scene.signed()
    assert rows(who, dossier_id, words) == 0
    assert rows("smz.contact", dossier_id, words) == 1


@pytest.mark.parametrize("who", ["rav.contact", "smz.contact"])
def test_a_row_of_one_dossier_does_not_hang_on_a_case_of_another(who: str) -> None:
    """Unseen by those whom it concerns it would block their own row for ever."""
    victim, own = scene.assigned(), scene.begun(who=who)
    become(who)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_closing (id, dossier_id, contributor_id, case_id, version) "
            "VALUES (gen_random_uuid(), %s, %s, %s, 1)",
            [own, membership(who).institution_id, victim],
        )


RISING = {
    "becomes the cantonal officer": "UPDATE organisations_membership SET role = 'officer' WHERE id = %(me)s",
    "becomes a colleague": "UPDATE organisations_membership SET user_id = (SELECT user_id FROM "
    "organisations_membership WHERE id = %(me)s) WHERE id = %(smz.contact)s",
    "gives himself a second role": (
        "INSERT INTO organisations_membership (user_id, institution_id, role, contact_kind, valid_from) "
        "SELECT user_id, %(IIZ)s, 'officer', '', %(today)s FROM organisations_membership WHERE id = %(me)s"
    ),
    "calls the own institution an office": "UPDATE organisations_institution SET kind = 'office' WHERE id = %(mine)s",
    "founds an office": ("INSERT INTO organisations_office (institution_id, website) VALUES (%(mine)s, '')"),
    "sets a colleague's password": "UPDATE organisations_user SET password = 'x' WHERE id = "
    "(SELECT user_id FROM organisations_membership WHERE id = %(smz.contact)s)",
    "changes a process": "UPDATE processes_definition SET xml = ''",
}


@pytest.mark.parametrize("who", ["rav.front", "regional"])
@pytest.mark.parametrize("attack", RISING)
def test_nobody_rises_by_rewriting_the_organisation(attack: str, who: str) -> None:
    assert rows(who, scene.begun(), RISING[attack]) == 0


@pytest.mark.parametrize("role", ["officer", "national"])
def test_the_secretariat_gives_no_role_above_its_own(role: str) -> None:
    sql = f"UPDATE organisations_membership SET role = '{role}' WHERE id = %(me)s"
    assert rows("secretariat", scene.begun(), sql) == 0


@pytest.mark.django_db(transaction=True)
def test_a_reading_is_logged_in_the_readers_own_name(cluster: Cluster) -> None:
    reading = ("page", "membership:0", [UUID(int=0)], ["basic"], ["grant"])
    with transaction.atomic(), connection.cursor() as cursor:
        me = become("rav.front")
        cursor.execute(LOGGING, reading)
    with cluster.connect(str(connection.settings_dict["NAME"]), SUPERUSER) as direct:
        assert direct.execute("SELECT DISTINCT actor FROM audit.reading").fetchall() == [(str(me),)]
