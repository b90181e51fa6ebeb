CREATE OR REPLACE TRIGGER tasks_guard BEFORE INSERT OR UPDATE ON tasks_task
    FOR EACH ROW EXECUTE FUNCTION tasks_guard();
CREATE OR REPLACE TRIGGER tasks_leave AFTER UPDATE OF valid_to ON access_participation
    FOR EACH ROW WHEN (OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL AND NEW.member_id IS NULL)
    EXECUTE FUNCTION tasks_leave();
CREATE OR REPLACE TRIGGER tasks_join AFTER INSERT ON access_participation
    FOR EACH ROW WHEN (NEW.standing = 'partner' AND NEW.member_id IS NULL) EXECUTE FUNCTION tasks_join();
