CREATE OR REPLACE TRIGGER privacy_guard BEFORE INSERT OR UPDATE ON privacy_personalpage
    FOR EACH ROW EXECUTE FUNCTION privacy_guard_page();
CREATE OR REPLACE TRIGGER privacy_guard BEFORE INSERT ON privacy_showing
    FOR EACH ROW EXECUTE FUNCTION privacy_guard_showing();
CREATE OR REPLACE TRIGGER privacy_guard BEFORE INSERT OR UPDATE ON privacy_concern
    FOR EACH ROW EXECUTE FUNCTION privacy_guard_concern();
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON privacy_personalpage
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('invited_by_id', 'ended_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON privacy_showing
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('said_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON privacy_concern
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('answered_by_id');
