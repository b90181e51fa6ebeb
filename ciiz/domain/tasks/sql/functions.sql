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
