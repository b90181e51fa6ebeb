CREATE OR REPLACE TRIGGER cases_follow AFTER INSERT ON timeline_event
    REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION cases_event_recorded();

CREATE OR REPLACE TRIGGER cases_guard_fact BEFORE INSERT ON timeline_event
    FOR EACH ROW WHEN (current_user = 'ciiz_app') EXECUTE FUNCTION cases_guard_fact();

CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT OR UPDATE ON cases_referral
    FOR EACH ROW EXECUTE FUNCTION cases_guard_referral();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT ON cases_sessionresult
    FOR EACH ROW EXECUTE FUNCTION cases_guard_session();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT OR UPDATE ON cases_assignment
    FOR EACH ROW EXECUTE FUNCTION cases_guard_assignment();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT OR UPDATE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_guard_case();
CREATE OR REPLACE TRIGGER cases_guard_closed BEFORE UPDATE OF stage ON cases_case
    FOR EACH ROW WHEN (current_user = 'ciiz_app' AND NEW.stage = 'closed' AND OLD.stage <> 'closed')
    EXECUTE FUNCTION cases_guard_closed();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT OR UPDATE ON cases_closing
    FOR EACH ROW EXECUTE FUNCTION cases_guard_closing();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT ON cases_exitreport
    FOR EACH ROW EXECUTE FUNCTION cases_guard_ending();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION cases_guard_ending();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT ON access_mandate
    FOR EACH ROW EXECUTE FUNCTION cases_guard_mandate();
CREATE OR REPLACE TRIGGER cases_guard_answer BEFORE UPDATE ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION cases_guard_answer();
CREATE OR REPLACE TRIGGER cases_guard BEFORE INSERT ON cases_referralnote
    FOR EACH ROW EXECUTE FUNCTION cases_guard_referral_note();

-- Fires after the guard, which sees what the statement asked for.
CREATE OR REPLACE TRIGGER cases_settle_coached BEFORE UPDATE OF stage ON cases_case
    FOR EACH ROW WHEN (NEW.stage <> OLD.stage AND 'coaching' IN (OLD.stage, NEW.stage))
    EXECUTE FUNCTION cases_settle_coached();
CREATE OR REPLACE TRIGGER cases_settle_standing AFTER UPDATE OF closed_on ON cases_case
    FOR EACH ROW WHEN (NEW.closed_on IS DISTINCT FROM OLD.closed_on) EXECUTE FUNCTION cases_settle_standing();
CREATE OR REPLACE TRIGGER cases_leave_when_declined AFTER UPDATE OF answer ON cases_handover
    FOR EACH ROW WHEN (NEW.joined AND NEW.answer = 'declined' AND OLD.answer = 'open')
    EXECUTE FUNCTION cases_leave_when_declined();

CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON cases_iizcheck
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('done_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON cases_sessionresult
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('recorded_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON cases_resource
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('noted_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON cases_assignment
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('recorded_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON cases_exitreport
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('written_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON cases_importedrow
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('imported_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON cases_handover
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('proposed_by_id', 'answered_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON cases_referral
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('begun_by_id', 'completed_by_id', 'forwarded_by_id', 'decided_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON cases_closing
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('requested_by_id', 'closed_by_id', 'annulled_by_id');
CREATE OR REPLACE TRIGGER cases_guard_leaving BEFORE UPDATE OF valid_to ON access_participation
    FOR EACH ROW WHEN (OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL) EXECUTE FUNCTION cases_guard_leaving();
CREATE OR REPLACE TRIGGER cases_settle_form_insert AFTER INSERT ON access_participation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cases_settle_form();
CREATE OR REPLACE TRIGGER cases_settle_form_update AFTER UPDATE ON access_participation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cases_settle_form();
