CREATE OR REPLACE TRIGGER tasks_guard BEFORE INSERT OR UPDATE ON tasks_task
    FOR EACH ROW EXECUTE FUNCTION tasks_guard();
CREATE OR REPLACE TRIGGER tasks_leave AFTER UPDATE OF valid_to ON access_participation
    FOR EACH ROW WHEN (OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL AND NEW.member_id IS NULL)
    EXECUTE FUNCTION tasks_leave();
CREATE OR REPLACE TRIGGER tasks_join AFTER INSERT ON access_participation
    FOR EACH ROW WHEN (NEW.standing = 'partner' AND NEW.member_id IS NULL) EXECUTE FUNCTION tasks_join();
CREATE OR REPLACE TRIGGER tasks_reminded BEFORE UPDATE ON tasks_task
    FOR EACH ROW WHEN (OLD.reminded_on IS NOT NULL AND NEW.due_on IS DISTINCT FROM OLD.due_on)
    EXECUTE FUNCTION tasks_forget_reminder();
CREATE OR REPLACE TRIGGER tasks_seen_to AFTER UPDATE ON tasks_task
    FOR EACH ROW WHEN (OLD.escalated_on IS NOT NULL AND (NEW.state <> 'open' OR NEW.escalated_on IS NULL))
    EXECUTE FUNCTION tasks_seen_to();
