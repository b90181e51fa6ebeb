CREATE OR REPLACE TRIGGER consent_keeps_its_word BEFORE UPDATE ON consent_consent
    FOR EACH ROW EXECUTE FUNCTION consent_keeps_its_word();
CREATE OR REPLACE TRIGGER consent_closes_scopes AFTER UPDATE OF ended_on ON consent_consent
    FOR EACH ROW WHEN (NEW.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on)
    EXECUTE FUNCTION consent_closes_scopes();
-- Pages and jobs, whatever role they act in; the owner loads in bulk what was checked before.
CREATE OR REPLACE TRIGGER consent_guards_scope BEFORE INSERT OR UPDATE ON access_consentscope
    FOR EACH ROW WHEN (session_user <> 'ciiz_owner') EXECUTE FUNCTION consent_guards_scope();
CREATE OR REPLACE TRIGGER consent_is_recorded BEFORE INSERT ON consent_consent
    FOR EACH ROW WHEN (current_user = 'ciiz_app') EXECUTE FUNCTION consent_is_recorded();
CREATE OR REPLACE TRIGGER consent_is_signed BEFORE UPDATE ON consent_consent
    FOR EACH ROW WHEN (current_user = 'ciiz_app' AND OLD.signed_on IS NULL) EXECUTE FUNCTION consent_is_recorded();
