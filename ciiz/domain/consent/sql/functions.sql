-- A signed consent keeps its word: only its end (once, or earlier) and the signed copy (once) can still be written.
CREATE OR REPLACE FUNCTION consent_keeps_its_word() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    loose CONSTANT text[] := '{ended_on,ending,withdrawn_how,document_id}';
BEGIN
    IF OLD.signed_on IS NOT NULL AND (
           to_jsonb(NEW) - loose IS DISTINCT FROM to_jsonb(OLD) - loose
        OR OLD.ended_on IS NOT NULL AND (NEW.ended_on IS NULL OR NEW.ended_on > OLD.ended_on)
        OR OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id) THEN
        RAISE EXCEPTION 'a signed consent does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Whatever ends a consent closes what it opened, in the same statement and in every dossier, also in those that
-- whoever ends it does not see.
CREATE OR REPLACE FUNCTION consent_closes_scopes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE access_consentscope s SET valid_to = greatest(s.valid_from, NEW.ended_on)
    WHERE s.consent_id = NEW.id AND (s.valid_to IS NULL OR s.valid_to > greatest(s.valid_from, NEW.ended_on));
    RETURN NULL;
END $$;

-- No opening without a signed consent of this dossier's person that says as much. The lock makes an opening and a
-- withdrawal at the same moment wait for each other.
CREATE OR REPLACE FUNCTION consent_guards_scope() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c consent_consent;
BEGIN
    SELECT * INTO c FROM consent_consent WHERE id = NEW.consent_id FOR SHARE;
    IF c.id IS NULL OR c.signed_on IS NULL
       OR NOT EXISTS (SELECT FROM persons_subject s WHERE s.dossier_id = NEW.dossier_id AND s.person_id = c.person_id)
       OR NOT NEW.receiver_id = ANY (c.receivers)
       OR NOT NEW.givers <@ c.givers
       OR NOT NEW.categories <@ (c.categories || 'basic'::varchar)
       OR NOT coalesce(NEW.valid_to = NEW.valid_from, false) AND (
              NEW.valid_from < c.valid_from
              OR coalesce(NEW.valid_to, 'infinity') > least(c.valid_to, coalesce(c.ended_on, 'infinity'))) THEN
        RAISE EXCEPTION 'no consent says so' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- A consent is that of the dossier's person, recorded and signed by those who founded, lead or coordinate the dossier.
CREATE OR REPLACE FUNCTION consent_is_recorded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT access_manages(NEW.dossier_id) OR NOT EXISTS (
        SELECT FROM persons_subject s WHERE s.dossier_id = NEW.dossier_id AND s.person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'those who manage the dossier record its consents' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
