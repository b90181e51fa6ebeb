CREATE OR REPLACE TRIGGER persons_spread_tokens AFTER INSERT OR UPDATE OF tokens ON persons_person
    FOR EACH ROW EXECUTE FUNCTION persons_spread_tokens();
CREATE OR REPLACE TRIGGER persons_subject_tokens AFTER INSERT ON persons_subject
    FOR EACH ROW EXECUTE FUNCTION persons_subject_tokens();
CREATE OR REPLACE TRIGGER persons_subject_guard BEFORE INSERT ON persons_subject
    FOR EACH ROW EXECUTE FUNCTION persons_subject_guard();
CREATE OR REPLACE TRIGGER persons_guard_match BEFORE UPDATE ON persons_match
    FOR EACH ROW EXECUTE FUNCTION persons_guard_match();
CREATE OR REPLACE TRIGGER persons_guard_person BEFORE INSERT OR UPDATE OF ahv_number, birth_date ON persons_person
    FOR EACH ROW EXECUTE FUNCTION persons_guard_person();
