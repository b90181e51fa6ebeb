-- A task is finished, put off or taken back by whoever it waits for, by those who set it and by those whose turn the case
-- is; it passes to another member by the coordination only, and what is finished stays. It speaks to the role of the
-- pages only: jobs set tasks and take them back.
CREATE OR REPLACE FUNCTION tasks_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    free CONSTANT text[] := '{state,done_on,done_by_id,due_on,step,instance_id,membership_id}';
    me organisations_membership;
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' OR NEW.done_by_id IS NOT NULL OR NEW.kind = 'see_to_overdue'
           OR coalesce(NEW.reminded_on, NEW.escalated_on) IS NOT NULL THEN
            RAISE EXCEPTION 'a task is open when it is set' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    me := organisations_acting();
    IF OLD.state <> 'open' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
       OR NEW.state <> 'open' AND NEW.done_by_id IS DISTINCT FROM me.id THEN
        RAISE EXCEPTION 'a task stays what it is and is finished once, in the own name'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.membership_id IS DISTINCT FROM OLD.membership_id AND NOT cases_is(NEW.dossier_id, '{coordinator}') THEN
        RAISE EXCEPTION 'the coordination passes tasks on' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.membership_id = me.id OR OLD.region_id = me.region_id OR OLD.theme_id = me.theme_id
       OR OLD.institution_id = me.institution_id AND OLD.role IN ('', me.role)
       OR cases_takes_turn(NEW.dossier_id)
       OR OLD.contributor_id = me.institution_id AND access_sits(NEW.dossier_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'this task waits for somebody else' USING ERRCODE = 'insufficient_privilege';
END $$;

-- Whoever leaves a case has nothing to do in it any more; an answer that makes it leave finishes its own task.
CREATE OR REPLACE FUNCTION tasks_leave() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE tasks_task t
    SET state = 'cancelled', done_on = NEW.valid_to - 1, done_by_id = organisations_actor()
    WHERE t.dossier_id = NEW.dossier_id AND t.state = 'open' AND t.kind <> 'answer_hand_over'
      AND (t.institution_id = NEW.institution_id OR t.membership_id IN (
          SELECT m.id FROM organisations_membership m WHERE m.institution_id = NEW.institution_id));
    RETURN NULL;
END $$;

-- A second institution takes part again: why there is none needs no answer any more.
CREATE OR REPLACE FUNCTION tasks_join() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE tasks_task t
    SET state = 'done', done_on = coalesce(nullif(current_setting('ciiz.today', true), '')::date, NEW.valid_from),
        done_by_id = organisations_actor()
    WHERE t.dossier_id = NEW.dossier_id AND t.state = 'open' AND t.kind = 'keep_alone';
    RETURN NULL;
END $$;

-- Who was reminded of a term is not yet reminded of another one.
CREATE OR REPLACE FUNCTION tasks_forget_reminder() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.reminded_on := NULL;
    NEW.escalated_on := NULL;
    RETURN NEW;
END $$;

-- What the coordination was asked to see to is done, no longer needed or has another term: it need not see to it.
CREATE OR REPLACE FUNCTION tasks_seen_to() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE tasks_task t
    SET state = 'cancelled', done_by_id = organisations_actor(),
        done_on = coalesce(NEW.done_on, nullif(current_setting('ciiz.today', true), '')::date, t.set_on)
    WHERE t.dossier_id = NEW.dossier_id AND t.state = 'open' AND t.kind = 'see_to_overdue' AND t.subject_id = NEW.id;
    RETURN NULL;
END $$;

-- Cases that nobody seems to look after, the longest silent first: of those that a grant of today opens to an audience
-- of the actor, judged over all open cases at once. Tasks that are another institution's alone count for nobody.
CREATE OR REPLACE FUNCTION tasks_unattended(
    p_stages text[], p_days integer, p_region bigint, p_theme bigint, p_why text[], p_limit integer, p_offset integer
) RETURNS TABLE (dossier_id uuid, last_event_on date, no_task boolean, quiet boolean, no_manager boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH actor AS MATERIALIZED (
        SELECT nullif(current_setting('ciiz.today', true), '')::date AS today,
            nullif(current_setting('ciiz.audiences', true), '')::bigint[] AS audiences,
            nullif(current_setting('ciiz.institutions', true), '')::bigint[] AS institutions
    ), held AS MATERIALIZED (
        SELECT m.id, m.institution_id, m.role, m.region_id, m.theme_id
        FROM actor a JOIN organisations_membership m
            ON m.valid_from <= a.today AND coalesce(m.valid_to > a.today, true)
        JOIN organisations_user u ON u.id = m.user_id AND u.is_active
    ), going AS MATERIALIZED (
        SELECT c.dossier_id, c.case_manager_id, m.last_event_on
        FROM cases_case c JOIN cases_milestone m ON m.dossier_id = c.dossier_id
        WHERE c.stage = ANY (p_stages) AND (p_region IS NULL OR c.region_id = p_region)
          AND (p_theme IS NULL OR c.theme_id = p_theme)
    ), waiting AS MATERIALIZED (
        SELECT t.dossier_id, bool_or(t.kind = 'name_case_manager' AND t.due_on < a.today) AS unnamed,
            bool_or(t.kind <> 'see_to_overdue' AND (
                coalesce(t.membership_id IN (SELECT h.id FROM held h), false)
                OR coalesce((t.institution_id, t.role) IN (SELECT h.institution_id, h.role FROM held h), false)
                OR t.role = '' AND coalesce(t.institution_id IN (SELECT h.institution_id FROM held h), false)
                OR t.region_id IN (SELECT h.region_id FROM held h WHERE h.role = 'regional')
                OR t.theme_id IN (SELECT h.theme_id FROM held h WHERE h.role = 'thematic'))) AS held
        FROM going g JOIN tasks_task t ON t.dossier_id = g.dossier_id AND t.state = 'open' CROSS JOIN actor a
        WHERE t.kind NOT IN ('follow_contact', 'inform_person', 'check_statute') OR t.contributor_id = ANY (a.institutions)
        GROUP BY 1
    ), judged AS (
        SELECT g.dossier_id, g.last_event_on, NOT coalesce(w.held, false) AS no_task,
            coalesce(g.last_event_on < a.today - p_days, false) AS quiet,
            coalesce(w.unnamed, false)
                OR g.case_manager_id IS NOT NULL AND g.case_manager_id NOT IN (SELECT h.id FROM held h) AS no_manager
        FROM going g CROSS JOIN actor a LEFT JOIN waiting w ON w.dossier_id = g.dossier_id
    ), neglected AS (
        SELECT j.* FROM judged j
        WHERE j.no_task AND 'no_task' = ANY (p_why) OR j.quiet AND 'quiet' = ANY (p_why)
           OR j.no_manager AND 'no_manager' = ANY (p_why)
        ORDER BY j.last_event_on, j.dossier_id OFFSET 0
    )
    SELECT n.* FROM neglected n
    WHERE (  -- asked of one case after the other until the page is full
        SELECT true FROM actor a JOIN access_grant g ON g.audience_id = ANY (a.audiences)
        WHERE g.dossier_id = n.dossier_id AND g.category = 'basic' AND g.valid_from <= a.today AND g.valid_to > a.today
        LIMIT 1)
    ORDER BY n.last_event_on, n.dossier_id LIMIT p_limit OFFSET p_offset
$$;
