-- Everybody tells facts in the own name, and corrects only what the own institution told.
CREATE OR REPLACE FUNCTION timeline_guard_event() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF NEW.actor_id IS DISTINCT FROM organisations_actor() THEN
        RAISE EXCEPTION 'an event is told in the own name' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM timeline_event e
        WHERE e.id = NEW.corrects_id AND e.dossier_id = NEW.dossier_id AND e.contributor_id = NEW.contributor_id) THEN
        RAISE EXCEPTION 'an event is corrected by those who told it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who told the event says why, in the same name; an event has one reason, which never changes.
CREATE OR REPLACE FUNCTION timeline_guard_reason() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT EXISTS (
        SELECT FROM timeline_event e
        WHERE e.id = NEW.event_id AND e.dossier_id = NEW.dossier_id AND e.contributor_id = NEW.contributor_id
          AND e.actor_id = organisations_actor()) THEN
        RAISE EXCEPTION 'why something happened is said by who tells it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
