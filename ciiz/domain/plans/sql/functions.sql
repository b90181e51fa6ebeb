-- A signed plan stays as it was signed, whoever writes: rules of the version chain, for the role of the pages.

-- Whether no institution with a part in a version, but for its author's, has left the answer open or said no last.
CREATE OR REPLACE FUNCTION plans_accepted(version plans_plan) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM plans_measure m
        WHERE m.dossier_id = version.dossier_id AND m.institution_id <> version.contributor_id
          AND m.since <= version.number AND (m.until IS NULL OR m.until > version.number)
          AND coalesce((
              SELECT a.answer FROM plans_acceptance a
              WHERE a.plan_id = version.id AND a.contributor_id = m.institution_id
              ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1), 'no') = 'no')
$$;

CREATE OR REPLACE FUNCTION plans_guard_plan() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := organisations_actor();
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.drafted_by_id IS DISTINCT FROM me THEN
            RAISE EXCEPTION 'a plan begins as a draft of the actor' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT cases_is(NEW.dossier_id, '{case_manager}') THEN
            RAISE EXCEPTION 'a plan is drawn up by the case manager' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.number <> OLD.number OR NEW.version <= OLD.version THEN
        RAISE EXCEPTION 'a plan keeps its number and counts its changes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'draft' AND NOT cases_is(NEW.dossier_id, '{case_manager}') THEN
        RAISE EXCEPTION 'a plan is drawn up by the case manager' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state <> NEW.state THEN
        IF (OLD.state, NEW.state) NOT IN (('draft', 'signed'), ('signed', 'validated'), ('signed', 'sent_back'), ('signed', 'withdrawn'),
                                          ('validated', 'superseded'), ('sent_back', 'superseded')) THEN
            RAISE EXCEPTION 'a plan does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'signed'
            AND (NEW.signed_by_id IS DISTINCT FROM me OR NOT cases_is(NEW.dossier_id, '{case_manager}')) THEN
            RAISE EXCEPTION 'a plan is signed by the case manager' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.state = 'withdrawn'
            AND (NEW.decided_by_id IS DISTINCT FROM me OR NOT cases_is(NEW.dossier_id, '{case_manager}')) THEN
            RAISE EXCEPTION 'a plan is withdrawn by the case manager' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.state IN ('validated', 'sent_back', 'superseded') AND (
            NEW.state <> 'superseded' AND NEW.decided_by_id IS DISTINCT FROM me
            OR NOT cases_is(NEW.dossier_id, cases_value(NEW.dossier_id, '{plan,validates}', 'coordinator'))) THEN
            RAISE EXCEPTION 'this role does not validate plans' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.state = 'validated' AND cases_value(NEW.dossier_id, '{plan,acceptance_binding}', 'false') = '{true}'
            AND NOT plans_accepted(NEW) THEN
            RAISE EXCEPTION 'here a plan comes into force once all parts are accepted'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    IF OLD.state <> 'draft' AND (
        NEW.rhythm_days, NEW.drafted_on, NEW.drafted_by_id, NEW.change_reason, NEW.person_signed_on,
        NEW.manager_signed_on, NEW.signed_by_id
    ) IS DISTINCT FROM (
        OLD.rhythm_days, OLD.drafted_on, OLD.drafted_by_id, OLD.change_reason, OLD.person_signed_on,
        OLD.manager_signed_on, OLD.signed_by_id
    ) THEN
        RAISE EXCEPTION 'what is signed does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.signed_copy_id IS DISTINCT FROM OLD.signed_copy_id AND (OLD.signed_copy_id IS NOT NULL
        OR NOT cases_is(NEW.dossier_id, '{case_manager}') OR NOT EXISTS (
        SELECT FROM documents_document WHERE id = NEW.signed_copy_id AND dossier_id = NEW.dossier_id)) THEN
        RAISE EXCEPTION 'the signed copy is a document of this dossier and stays' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.state NOT IN ('draft', 'signed') OR OLD.state = NEW.state) AND (NEW.decided_on, NEW.decided_by_id, NEW.alternatives)
        IS DISTINCT FROM (OLD.decided_on, OLD.decided_by_id, OLD.alternatives) THEN
        RAISE EXCEPTION 'what is decided does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Goals and measures: added, reworded and ended only in the version that is being drafted.
CREATE OR REPLACE FUNCTION plans_guard_held() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    drafted integer;
    progress CONSTANT text[] := '{status,status_on,granted_on,result,version}';
    free text[] := '{until,position,status,status_on,granted_on,result,version,id,contributor_id,dossier_id}';
BEGIN
    IF TG_TABLE_NAME = 'plans_measure' THEN
        IF EXISTS (
            SELECT FROM jsonb_array_elements(NEW.shares) s
            HAVING sum((s ->> 'percent')::numeric) > 100 OR min((s ->> 'percent')::numeric) <= 0
                OR count(DISTINCT s ->> 'institution') < count(*)
        ) THEN
            RAISE EXCEPTION 'the shares of a measure are above 0 and together at most 100 percent'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    SELECT number INTO drafted FROM plans_plan
    WHERE dossier_id = NEW.dossier_id AND state = 'draft' AND cases_is(dossier_id, '{case_manager}');
    IF TG_OP = 'INSERT' THEN
        IF NEW.since IS DISTINCT FROM drafted OR NEW.until IS NOT NULL THEN
            RAISE EXCEPTION 'goals and measures are added to a draft' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT cases_is(NEW.dossier_id, '{case_manager}') AND (
        to_jsonb(NEW) - progress IS DISTINCT FROM to_jsonb(OLD) - progress
        OR NOT coalesce(cases_mine((to_jsonb(OLD) ->> 'institution_id')::bigint), false)) THEN
        RAISE EXCEPTION 'who is responsible says how far a measure is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.until IS DISTINCT FROM OLD.until
        AND (drafted IS NULL OR coalesce(OLD.until, drafted) <> drafted OR coalesce(NEW.until, drafted) <> drafted) THEN
        RAISE EXCEPTION 'goals and measures are ended in a draft' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.since IS DISTINCT FROM drafted AND to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'what is signed does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- An answer belongs to a plan of its own dossier.
CREATE OR REPLACE FUNCTION plans_guard_same_dossier() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.plan_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM plans_plan WHERE id = NEW.plan_id AND dossier_id = NEW.dossier_id) THEN
        RAISE EXCEPTION 'the plan belongs to another dossier' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Stock is taken with the person by the case manager, with the team also by the coordination.
CREATE OR REPLACE FUNCTION plans_guard_stock() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT cases_is(
        NEW.dossier_id,
        CASE NEW.kind WHEN 'team' THEN '{case_manager,coordinator,officer}' ELSE '{case_manager}' END::text[]) THEN
        RAISE EXCEPTION 'this role does not take stock' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- An order stays as it was placed; the ordered institution answers, in its own name.
CREATE OR REPLACE FUNCTION plans_guard_order() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := organisations_actor();
    mine bigint[] := nullif(current_setting('ciiz.institutions', true), '')::bigint[];
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'placed' OR NEW.placed_by_id IS DISTINCT FROM me THEN
            RAISE EXCEPTION 'an order is placed in the own name' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT cases_is(NEW.dossier_id, '{case_manager}') THEN
            RAISE EXCEPTION 'services are ordered by the case manager' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NOT EXISTS (
            SELECT FROM organisations_membership m JOIN access_participation p
              ON p.institution_id = m.institution_id AND p.dossier_id = NEW.dossier_id AND p.member_id IS NULL
            WHERE m.id = NEW.contact_id AND m.institution_id = NEW.institution_id AND m.role = 'contact'
              AND m.valid_from <= NEW.placed_on AND (m.valid_to IS NULL OR NEW.placed_on < m.valid_to)
              AND (p.valid_to IS NULL OR NEW.placed_on < p.valid_to)) THEN
            RAISE EXCEPTION 'a service is ordered from a contact person of an institution that takes part'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.measure_line, NEW.text, NEW.institution_id, NEW.contact_id, NEW.placed_by_id, NEW.placed_on, NEW.wanted_by)
        IS DISTINCT FROM (OLD.measure_line, OLD.text, OLD.institution_id, OLD.contact_id, OLD.placed_by_id,
                          OLD.placed_on, OLD.wanted_by) THEN
        RAISE EXCEPTION 'an order stays as it was placed' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT (ARRAY[OLD.contributor_id, OLD.institution_id] && mine) THEN
        RAISE EXCEPTION 'an order is answered by the institution that got it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state <> NEW.state THEN
        IF (OLD.state, NEW.state) NOT IN (('placed', 'accepted'), ('placed', 'declined'), ('accepted', 'done'),
                                          ('placed', 'cancelled'), ('accepted', 'cancelled')) THEN
            RAISE EXCEPTION 'an order does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
        END IF;
        IF NOT (CASE WHEN NEW.state = 'cancelled' THEN OLD.contributor_id ELSE OLD.institution_id END = ANY (mine)) THEN
            RAISE EXCEPTION 'an order is answered by the institution that got it' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- What holds the actor's institution in a dossier: measures that it is responsible for, services ordered from it.
CREATE OR REPLACE FUNCTION plans_ties(dossier uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY(
        SELECT 'measures' WHERE EXISTS (
            SELECT FROM plans_measure p
            WHERE p.dossier_id = dossier AND p.until IS NULL AND p.status IN ('planned', 'granted', 'running')
              AND p.institution_id = (organisations_acting()).institution_id)
        UNION ALL
        SELECT 'orders' WHERE EXISTS (
            SELECT FROM plans_serviceorder o
            WHERE o.dossier_id = dossier AND o.state IN ('placed', 'accepted')
              AND o.institution_id = (organisations_acting()).institution_id))
$$;

CREATE OR REPLACE FUNCTION plans_guard_leaving() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT cases_is(NEW.dossier_id, '{coordinator,office}')
       AND cardinality(plans_ties(NEW.dossier_id)) > 0 THEN
        RAISE EXCEPTION 'who has open measures in a case does not leave it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
