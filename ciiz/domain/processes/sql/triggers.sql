-- Everybody's cases follow the definitions: nobody who works in a case rewrites one.
CREATE OR REPLACE TRIGGER processes_guard BEFORE INSERT OR UPDATE ON processes_definition
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER processes_guard BEFORE UPDATE ON processes_instance
    FOR EACH ROW EXECUTE FUNCTION processes_guard_instance();
CREATE OR REPLACE TRIGGER processes_guard BEFORE INSERT ON processes_steprecord
    FOR EACH ROW EXECUTE FUNCTION processes_guard_record();
CREATE OR REPLACE TRIGGER processes_guard_version BEFORE UPDATE ON processes_definition
    FOR EACH ROW EXECUTE FUNCTION processes_guard_definition();
CREATE OR REPLACE TRIGGER processes_guard BEFORE INSERT OR UPDATE OR DELETE ON processes_draft
    FOR EACH ROW EXECUTE FUNCTION processes_guard_draft();
CREATE OR REPLACE TRIGGER processes_follow BEFORE INSERT ON processes_steprecord
    FOR EACH ROW EXECUTE FUNCTION processes_follow();
