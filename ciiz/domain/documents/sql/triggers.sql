CREATE OR REPLACE TRIGGER documents_content_fits BEFORE INSERT ON documents_documentcontent
    FOR EACH ROW EXECUTE FUNCTION documents_content_fits();
CREATE OR REPLACE TRIGGER documents_stay_as_filed BEFORE UPDATE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_stay_as_filed();

CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('recorded_by_id', 'annulled_by_id');
CREATE OR REPLACE TRIGGER documents_guard BEFORE INSERT OR UPDATE OR DELETE ON documents_template
    FOR EACH ROW EXECUTE FUNCTION documents_guard_template();
