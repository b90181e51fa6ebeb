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

-- A draft is the work of the office of its canton, saved in the own name, one version after the other.
CREATE OR REPLACE FUNCTION processes_guard_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
    held processes_draft := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN held;
    END IF;
    IF coalesce(me.role, '') NOT IN ('officer', 'secretariat') OR NOT EXISTS (
        SELECT FROM organisations_institution i WHERE i.id = me.institution_id AND i.canton_id = held.canton_id
    ) THEN
        RAISE EXCEPTION 'the office of the canton draws its processes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.author_id <> me.id
       OR TG_OP = 'UPDATE' AND (NEW.id, NEW.canton_id, NEW.based_on_id, NEW.version)
          IS DISTINCT FROM (OLD.id, OLD.canton_id, OLD.based_on_id, OLD.version + 1) THEN
        RAISE EXCEPTION 'a draft is saved in the own name and counts its versions'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN held;
END $$;

-- Cases follow a version for years: what it says never changes. When, by whom and why it is in force is said as it comes
-- into force.
CREATE OR REPLACE FUNCTION processes_guard_definition() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    told CONSTANT text[] := '{state,published_on,published_by_id,note}';
BEGIN
    IF to_jsonb(NEW) - told <> to_jsonb(OLD) - told
       OR OLD.state <> 'draft' AND NEW.state = 'draft'
       OR (NEW.state <> 'published' OR OLD.state = 'published')
          AND (NEW.published_on, NEW.published_by_id, NEW.note)
              IS DISTINCT FROM (OLD.published_on, OLD.published_by_id, OLD.note) THEN
        RAISE EXCEPTION 'a version of a process never changes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- What follows from the records before of the same case, in the order in which they are written: what paths are counted
-- by. Who coordinates is no holder: between two institutions its steps hand nothing over. It looks past the policies,
-- because whoever does the step may not see who did the one before.
CREATE OR REPLACE FUNCTION processes_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last processes_steprecord;
BEGIN
    SELECT * INTO last FROM processes_steprecord r WHERE r.dossier_id = NEW.dossier_id ORDER BY r.place DESC LIMIT 1;
    NEW.place := coalesce(last.place, 0) + 1;
    NEW.passage := 1 + (SELECT count(*) FROM processes_steprecord r
                        WHERE r.dossier_id = NEW.dossier_id AND r.code = NEW.code AND NOT r.stays);
    NEW.other_hand := coalesce(last.done_by_id <> NEW.done_by_id, false);
    NEW.holder_id := coalesce(
        (SELECT i.id FROM organisations_institution i WHERE i.id = NEW.contributor_id AND i.kind <> 'office'),
        last.holder_id);
    NEW.handed := coalesce(last.holder_id <> NEW.holder_id, false);
    NEW.back := NEW.handed AND coalesce(last.before_id = NEW.holder_id, false);
    NEW.before_id := CASE WHEN NEW.handed THEN last.holder_id ELSE last.before_id END;
    RETURN NEW;
END $$;
