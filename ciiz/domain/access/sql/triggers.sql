-- One trigger per source and event: transition tables allow no combination.

CREATE OR REPLACE TRIGGER access_derive_insert AFTER INSERT ON access_participation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_update AFTER UPDATE ON access_participation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_delete AFTER DELETE ON access_participation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();

CREATE OR REPLACE TRIGGER access_derive_insert AFTER INSERT ON access_mandate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_update AFTER UPDATE ON access_mandate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_delete AFTER DELETE ON access_mandate
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();

CREATE OR REPLACE TRIGGER access_derive_insert AFTER INSERT ON access_consentscope
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_update AFTER UPDATE ON access_consentscope
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_delete AFTER DELETE ON access_consentscope
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();

CREATE OR REPLACE TRIGGER access_derive_insert AFTER INSERT ON access_statute
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_update AFTER UPDATE ON access_statute
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();
CREATE OR REPLACE TRIGGER access_derive_delete AFTER DELETE ON access_statute
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_source_changed();

CREATE OR REPLACE TRIGGER access_dossier_opened AFTER INSERT ON access_dossier
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_dossier_opened();

CREATE OR REPLACE TRIGGER access_make_audience AFTER INSERT ON organisations_institution
    FOR EACH ROW EXECUTE FUNCTION access_make_audience();
CREATE OR REPLACE TRIGGER access_make_audience AFTER INSERT ON organisations_membership
    FOR EACH ROW EXECUTE FUNCTION access_make_audience();
CREATE OR REPLACE TRIGGER access_make_audience AFTER INSERT ON organisations_region
    FOR EACH ROW EXECUTE FUNCTION access_make_audience();
CREATE OR REPLACE TRIGGER access_make_audience AFTER INSERT ON organisations_theme
    FOR EACH ROW EXECUTE FUNCTION access_make_audience();

CREATE OR REPLACE TRIGGER access_guard_source BEFORE UPDATE ON access_participation
    FOR EACH ROW EXECUTE FUNCTION access_guard_source();
CREATE OR REPLACE TRIGGER access_guard_source BEFORE UPDATE ON access_mandate
    FOR EACH ROW EXECUTE FUNCTION access_guard_source();
CREATE OR REPLACE TRIGGER access_guard_source BEFORE UPDATE ON access_consentscope
    FOR EACH ROW EXECUTE FUNCTION access_guard_source();
CREATE OR REPLACE TRIGGER access_guard_source BEFORE UPDATE ON access_statute
    FOR EACH ROW EXECUTE FUNCTION access_guard_source();
CREATE OR REPLACE TRIGGER access_guard_participation BEFORE INSERT OR UPDATE ON access_participation
    FOR EACH ROW EXECUTE FUNCTION access_guard_participation();
CREATE OR REPLACE TRIGGER access_guard_mandate BEFORE INSERT ON access_mandate
    FOR EACH ROW EXECUTE FUNCTION access_guard_mandate();
