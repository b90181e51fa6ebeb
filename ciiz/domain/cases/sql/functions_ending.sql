-- How a case ends: exit report, closing, hand-over, leaving. What it calls stands in functions.sql, which is read first.

-- Who ends the work: who manages the case or coordinates it; before anybody manages it, the referring contact person;
-- the tandem of a coaching.
CREATE OR REPLACE FUNCTION cases_ends(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT cases_is(dossier, '{case_manager,coordinator}') OR cases_coaches(dossier) OR cases_is(dossier, '{pool}') AND EXISTS (
        SELECT FROM cases_case c
        WHERE c.dossier_id = dossier AND c.case_manager_id IS NULL AND cases_mine(c.contributor_id))
$$;

CREATE OR REPLACE FUNCTION cases_guard_closing() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT cases_ends(NEW.dossier_id)
       AND NOT cases_is(NEW.dossier_id, cases_closers(NEW.dossier_id)) THEN
        RAISE EXCEPTION 'this role does not end the work on a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF current_user = 'ciiz_app'
       AND (NEW.closed_on IS NOT NULL OR NEW.annulled_on IS NOT NULL)
       AND (TG_OP = 'INSERT'
            OR (NEW.closed_on, NEW.annulled_on) IS DISTINCT FROM (OLD.closed_on, OLD.annulled_on))
       AND NOT cases_is(NEW.dossier_id, cases_closers(NEW.dossier_id)) THEN
        RAISE EXCEPTION 'this role does not close cases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Closed is what has its checklist, was asked for, waits for no answer and is open to nobody by a consent, wherever it
-- was recorded: whatever of that the actor sees.
CREATE OR REPLACE FUNCTION cases_guard_closed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cases_closing c
        WHERE c.case_id = NEW.dossier_id AND c.closed_on = NEW.closed_on AND c.requested_on IS NOT NULL
          AND c.annulled_on IS NULL) THEN
        RAISE EXCEPTION 'a case is closed by its checklist' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM cases_handover h WHERE h.dossier_id = NEW.dossier_id AND h.answer = 'open') THEN
        RAISE EXCEPTION 'a hand-over waits for its answer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT FROM access_consentscope s
        WHERE s.dossier_id = NEW.dossier_id
          AND (s.valid_to IS NULL OR s.valid_to > greatest(s.valid_from, NEW.closed_on))) THEN
        RAISE EXCEPTION 'the consents of a case end with it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Exit report and hand-over.
CREATE OR REPLACE FUNCTION cases_guard_ending() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT cases_ends(NEW.dossier_id) THEN
        RAISE EXCEPTION 'this role does not end the work on a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- The receiver's contact person answers, once; what is said by telephone, those notes who asked.
CREATE OR REPLACE FUNCTION cases_guard_answer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    answer CONSTANT text[] := '{answer,answered_on,answered_by_id,talk_on}';
BEGIN
    IF current_user = 'ciiz_app' AND (
           to_jsonb(NEW) - answer IS DISTINCT FROM to_jsonb(OLD) - answer OR OLD.answer <> 'open'
        OR NOT (cases_is(NEW.dossier_id, '{case_manager,coordinator}')
                OR cases_mine(OLD.receiver_id) AND cases_is(NEW.dossier_id, '{pool}'))) THEN
        RAISE EXCEPTION 'a hand-over is answered by its receiver' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Some days after the closing founder and leader see no more than what is their own; an annulled closing gives it back.
CREATE OR REPLACE FUNCTION cases_settle_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE access_participation
    SET standing_to = NEW.closed_on + (cases_value(NEW.dossier_id, '{closing,sight_days}', '30'))[1]::integer
    WHERE dossier_id = NEW.dossier_id AND standing <> 'partner';
    RETURN NULL;
END $$;

-- Who had joined only to be asked, and declines, leaves: the day of the answer is the last.
CREATE OR REPLACE FUNCTION cases_leave_when_declined() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE access_participation SET valid_to = greatest(valid_from, NEW.answered_on) + 1
    WHERE dossier_id = NEW.dossier_id AND institution_id = NEW.receiver_id AND valid_to IS NULL
      AND standing = 'partner';
    RETURN NULL;
END $$;

-- What holds the actor's institution in a dossier: one of its people manages it or deputises, a hand-over waits for it.
-- Only codes of what concerns the institution itself, which it may not see for want of consent.
CREATE OR REPLACE FUNCTION cases_ties(dossier uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY(
        SELECT 'in_charge' WHERE EXISTS (
            SELECT FROM cases_assignment a JOIN organisations_membership m ON m.id = a.membership_id
            WHERE a.dossier_id = dossier AND a.valid_to IS NULL
              AND m.institution_id = (organisations_acting()).institution_id)
        UNION ALL
        SELECT 'hand_over' WHERE EXISTS (
            SELECT FROM cases_handover h
            WHERE h.dossier_id = dossier AND h.answer = 'open'
              AND h.receiver_id = (organisations_acting()).institution_id))
$$;

-- The coordination lets an institution go whatever holds it; by itself it leaves when nothing does.
CREATE OR REPLACE FUNCTION cases_guard_leaving() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT cases_is(NEW.dossier_id, '{coordinator,office}')
       AND cardinality(cases_ties(NEW.dossier_id)) > 0 THEN
        RAISE EXCEPTION 'who manages a case or has to answer does not leave it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
