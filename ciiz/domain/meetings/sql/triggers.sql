CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_meeting();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_agendaitem
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_item();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_seat
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_seat();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_invitation
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_invitation();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT ON meetings_decision
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_decision();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_slot
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_slot();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT ON meetings_series
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_series();
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_dispute
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_dispute();
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON meetings_dispute
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('opened_by_id', 'led_by_id', 'stated_by_id', 'closed_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON meetings_series
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('arranged_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('arranged_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON meetings_decision
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('noted_by_id');
CREATE OR REPLACE TRIGGER meetings_guard BEFORE INSERT OR UPDATE ON meetings_position
    FOR EACH ROW EXECUTE FUNCTION meetings_guard_position();
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON meetings_position
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('stated_by_id');
