CREATE OR REPLACE TRIGGER documents_content_fits BEFORE INSERT ON documents_documentcontent
    FOR EACH ROW EXECUTE FUNCTION documents_content_fits();
CREATE OR REPLACE TRIGGER documents_stay_as_filed BEFORE UPDATE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_stay_as_filed();
