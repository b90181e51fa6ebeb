CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_institution
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_institution();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_carries
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_office
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_office_cantons
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE DELETE ON organisations_membership
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER organisations_guard_role BEFORE INSERT OR UPDATE ON organisations_membership
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_membership();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE ON organisations_user
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_user();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE ON organisations_contactperson
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_contact();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_cooperationnetwork
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE
    ON organisations_cooperationnetwork_institutions
    FOR EACH ROW EXECUTE FUNCTION organisations_guard();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_savedview
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_view();
CREATE OR REPLACE TRIGGER organisations_guard BEFORE INSERT OR UPDATE OR DELETE ON organisations_calendarfeed
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_feed();
