CREATE OR REPLACE TRIGGER timeline_guard BEFORE INSERT ON timeline_event
    FOR EACH ROW EXECUTE FUNCTION timeline_guard_event();
CREATE OR REPLACE TRIGGER timeline_guard BEFORE INSERT ON timeline_reason
    FOR EACH ROW EXECUTE FUNCTION timeline_guard_reason();
