"""The same verbs as SQL, past every journey; whatever the policies and guards let through would be kept."""

READ = "SELECT dossier_id FROM cases_case WHERE dossier_id = %(dossier)s"
READ_PLAN = "SELECT id FROM plans_measure WHERE dossier_id = %(dossier)s AND contributor_id <> %(mine)s"
TALK = "UPDATE cases_referral SET talked_on = %(today)s, version = version + 1 WHERE dossier_id = %(dossier)s"
COMPLETE = (
    "UPDATE cases_referral SET completed_on = %(today)s, completed_by_id = %(me)s, version = version + 1"
    " WHERE dossier_id = %(dossier)s"
)
FORWARD = "UPDATE cases_referral SET forwarded_on = %(today)s, forwarded_by_id = %(me)s WHERE dossier_id = %(dossier)s"
DECIDE = (
    "UPDATE cases_referral SET decision = 'accepted', decided_on = %(today)s, decided_by_id = %(me)s"
    " WHERE dossier_id = %(dossier)s"
)
RECORD_SESSION = (
    "INSERT INTO cases_sessionresult (id, dossier_id, contributor_id, case_id, kind, held_on, outcome, person_present,"
    " recorded_by_id) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(dossier)s, 'round_table', %(today)s,"
    " 'case_management', true, %(me)s)"
)
NAME_MANAGER = (
    "INSERT INTO cases_assignment (id, dossier_id, contributor_id, case_id, kind, membership_id, named_on, valid_from,"
    " recorded_by_id) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(dossier)s, 'case_manager', %(chosen)s,"
    " %(today)s, %(today)s, %(me)s)"
)
DRAFT_PLAN = (
    "INSERT INTO plans_plan (id, dossier_id, contributor_id, number, state, rhythm_days, drafted_on, drafted_by_id,"
    " change_reason, alternatives, version) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, 99, 'draft', 14,"
    " %(today)s, %(me)s, '', '', 1)"
)
VALIDATE = (
    "UPDATE plans_plan SET state = 'validated', decided_on = %(today)s, decided_by_id = %(me)s, version = version + 1"
    " WHERE dossier_id = %(dossier)s AND state = 'signed'"
)
SEND_BACK = (
    "UPDATE plans_plan SET state = 'sent_back', alternatives = '-', decided_on = %(today)s, decided_by_id = %(me)s,"
    " version = version + 1 WHERE dossier_id = %(dossier)s AND state = 'validated'"
)
TAKE_STOCK = (
    "INSERT INTO plans_stocktaking (id, dossier_id, contributor_id, kind, held_on, plan_id, present, person_present,"
    " progress, findings, consent_valid, change_reason, recorded_by_id, recorded_at) SELECT gen_random_uuid(),"
    " %(dossier)s, %(mine)s, 'person', %(today)s, NULL, '{}', true, 'reached', '', true, '', %(me)s, now()"
)
DECIDE_CHANGE = (
    "UPDATE tasks_task SET state = 'done', done_on = %(today)s, done_by_id = %(me)s"
    " WHERE dossier_id = %(dossier)s AND kind = 'decide_change' AND state = 'open'"
)
FINISH = (
    "UPDATE cases_case SET stage = 'ending', version = version + 1 WHERE dossier_id = %(dossier)s AND stage = 'running'"
)
REPORT = (
    "INSERT INTO cases_exitreport (id, dossier_id, contributor_id, case_id, result, exit_reason, exit_words,"
    " actual_end, decided_on, written_on, written_by_id) VALUES (gen_random_uuid(), %(dossier)s, %(mine)s, %(dossier)s,"
    " 'not_integrated', 'other', 'x', %(today)s, %(today)s, %(today)s, %(me)s)"
)
ANSWER = (
    "UPDATE cases_handover SET answer = 'accepted', answered_on = %(today)s, answered_by_id = %(me)s"
    " WHERE dossier_id = %(dossier)s"
)
BREAK_OFF = "UPDATE cases_case SET stage = 'ending', version = version + 1 WHERE dossier_id = %(dossier)s"
CLOSE = "UPDATE cases_case SET stage = 'closed', closed_on = %(today)s WHERE dossier_id = %(dossier)s"
