-- The person's page is a page: the worker has no part in it.
REVOKE ALL ON FUNCTION privacy_me(), privacy_by_code(text, date), privacy_by_id(uuid, date), privacy_born(uuid, date),
    privacy_choose(uuid, text, text, date), privacy_open(uuid, date), privacy_head(), privacy_team(date), privacy_plan(), privacy_appointments(date),
    privacy_openings(date), privacy_documents(), privacy_document(uuid), privacy_withheld(), privacy_concerns(),
    privacy_looked(uuid, bigint, integer), privacy_withdraw(uuid, date), privacy_say(uuid, text, text, date, date),
    privacy_give_up(date) FROM ciiz_worker;
