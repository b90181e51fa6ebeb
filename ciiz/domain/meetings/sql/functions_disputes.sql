-- Who takes part in a case or coordinates it opens a dispute, in words that stay. The coordination leads it, or the officer
-- in its place; the officer alone takes a position, refers it to the legal commission and records the answer; each is said
-- once, one after the other. Until the session whoever opened it may withdraw it; once settled it stays so.
CREATE OR REPLACE FUNCTION meetings_guard_dispute() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    acts CONSTANT text := coalesce((organisations_acting()).role, '');
    leads CONSTANT boolean := acts IN ('regional', 'thematic', 'officer');
    session CONSTANT text[] := '{held_on,led_by_id}';
    stand CONSTANT text[] := '{position,stated_on,stated_by_id,referred_on}';
    reply CONSTANT text[] := '{answer,answered_on}';
    ending CONSTANT text[] := '{outcome,settled,closed_on,closed_by_id}';
    fresh jsonb;
    former jsonb;
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    fresh := to_jsonb(NEW);
    IF TG_OP = 'INSERT' THEN
        IF coalesce(NEW.held_on, NEW.stated_on, NEW.referred_on, NEW.answered_on, NEW.closed_on) IS NOT NULL
           OR coalesce(NEW.led_by_id, NEW.stated_by_id, NEW.closed_by_id) IS NOT NULL
           OR NOT (acts IN ('front_line', 'contact') AND access_sits(NEW.dossier_id) OR acts IN ('regional', 'thematic')) THEN
            RAISE EXCEPTION 'who takes part in a case opens a dispute, and nothing of it is said before'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    former := to_jsonb(OLD);
    IF OLD.outcome = '' AND (
        leads AND OLD.held_on IS NULL AND NEW.held_on IS NOT NULL AND fresh - session = former - session
        OR acts = 'officer' AND OLD.stated_on IS NULL AND NEW.stated_on IS NOT NULL AND fresh - stand = former - stand
        OR acts = 'officer' AND OLD.answered_on IS NULL AND NEW.answered_on IS NOT NULL
           AND fresh - reply = former - reply
        OR fresh - ending = former - ending AND NEW.outcome <> '' AND (leads
           OR NEW.outcome = 'withdrawn' AND OLD.held_on IS NULL AND OLD.opened_by_id = organisations_actor())) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the coordination leads a dispute, the officer takes a position, each once'
        USING ERRCODE = 'insufficient_privilege';
END $$;
