-- Where the rules of plans apply.

CREATE OR REPLACE TRIGGER plans_guard BEFORE INSERT OR UPDATE ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_guard_plan();
CREATE OR REPLACE TRIGGER plans_guard BEFORE INSERT OR UPDATE ON plans_goal
    FOR EACH ROW EXECUTE FUNCTION plans_guard_held();
CREATE OR REPLACE TRIGGER plans_guard BEFORE INSERT OR UPDATE ON plans_measure
    FOR EACH ROW EXECUTE FUNCTION plans_guard_held();
CREATE OR REPLACE TRIGGER plans_guard BEFORE INSERT ON plans_acceptance
    FOR EACH ROW EXECUTE FUNCTION plans_guard_same_dossier();
CREATE OR REPLACE TRIGGER plans_guard BEFORE INSERT ON plans_stocktaking
    FOR EACH ROW EXECUTE FUNCTION plans_guard_same_dossier();
CREATE OR REPLACE TRIGGER plans_guard_stock BEFORE INSERT ON plans_stocktaking
    FOR EACH ROW EXECUTE FUNCTION plans_guard_stock();
CREATE OR REPLACE TRIGGER plans_guard BEFORE INSERT OR UPDATE ON plans_serviceorder
    FOR EACH ROW EXECUTE FUNCTION plans_guard_order();
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON plans_acceptance
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('answered_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT ON plans_stocktaking
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('recorded_by_id');
CREATE OR REPLACE TRIGGER access_in_own_name BEFORE INSERT OR UPDATE ON plans_serviceorder
    FOR EACH ROW EXECUTE FUNCTION access_in_own_name('placed_by_id', 'answered_by_id');
CREATE OR REPLACE TRIGGER plans_guard_leaving BEFORE UPDATE OF valid_to ON access_participation
    FOR EACH ROW WHEN (OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL) EXECUTE FUNCTION plans_guard_leaving();
