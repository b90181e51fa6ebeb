-- Where a case stands in a process: moved on step by step by those whose turn it is, to another version of the drawing or
-- out of an end by the coordination and the office. It speaks to the role of the pages only.
CREATE OR REPLACE FUNCTION processes_guard_instance() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF (NEW.process, NEW.parent_id, NEW.started_on, NEW.version)
       IS DISTINCT FROM (OLD.process, OLD.parent_id, OLD.started_on, OLD.version + 1) THEN
        RAISE EXCEPTION 'a process keeps its beginning and counts its moves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.definition_id <> OLD.definition_id AND NOT cases_is(NEW.dossier_id, '{coordinator,office}') THEN
        RAISE EXCEPTION 'the coordination and the office move a case to another drawing'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.ended_on IS NOT NULL AND NOT cases_is(NEW.dossier_id, '{coordinator,office,pool}')
       OR NOT cases_takes_turn(NEW.dossier_id) THEN
        RAISE EXCEPTION 'this process is moved on by somebody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who did a step says so in the own name.
CREATE OR REPLACE FUNCTION processes_guard_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app'
       AND (NEW.done_by_id IS DISTINCT FROM organisations_actor() OR NOT cases_takes_turn(NEW.dossier_id)) THEN
        RAISE EXCEPTION 'a step is recorded by whoever did it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
