-- Words for the search follow the names by trigger, so that they can neither be forgotten nor be changed alone; the
-- rows of a dossier belong to whoever contributed its subject.

CREATE OR REPLACE FUNCTION persons_spread_tokens() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.tokens IS NOT DISTINCT FROM OLD.tokens THEN
            RETURN NULL;
        END IF;
        DELETE FROM persons_nametoken t USING persons_subject s
        WHERE s.person_id = NEW.id AND t.dossier_id = s.dossier_id;
    END IF;
    INSERT INTO persons_nametoken (id, dossier_id, contributor_id, token)
    SELECT gen_random_uuid(), s.dossier_id, s.contributor_id, word
    FROM persons_subject s, unnest(NEW.tokens) AS word WHERE s.person_id = NEW.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION persons_subject_tokens() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO persons_nametoken (id, dossier_id, contributor_id, token)
    SELECT gen_random_uuid(), NEW.dossier_id, NEW.contributor_id, word
    FROM persons_person p, unnest(p.tokens) AS word WHERE p.id = NEW.person_id;
    RETURN NULL;
END $$;

-- Asked by the trigger below only: does the person exist, whoever may see them?
CREATE OR REPLACE FUNCTION persons_known(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM persons_person WHERE id = person)
$$;

-- Nobody points a dossier of theirs at a person whom they do not see already: it would open the person to them.
CREATE OR REPLACE FUNCTION persons_subject_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF persons_known(NEW.person_id) AND NOT EXISTS (SELECT FROM persons_person WHERE id = NEW.person_id) THEN
        RAISE EXCEPTION 'no such person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- What a match found stays as it was found; who looks after one of the two says in the own name what it means.
CREATE OR REPLACE FUNCTION persons_guard_match() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    free CONSTANT text[] := '{outcome,decided_on,decided_by_id,version}';
BEGIN
    IF current_user = 'ciiz_app' AND (
           to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
        OR NEW.outcome = '' OR NEW.decided_by_id IS DISTINCT FROM organisations_actor()) THEN
        RAISE EXCEPTION 'a match is decided in the own name' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- The 13 digits begin with 756 and end with the digit that follows from the others (EAN-13: by turns once and thrice).
CREATE OR REPLACE FUNCTION persons_ahv_valid(number text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN number ~ '^756[0-9]{10}$' THEN (
        SELECT sum(substr(number, place, 1)::integer * CASE place % 2 WHEN 1 THEN 1 ELSE 3 END) % 10 = 0
        FROM generate_series(1, 13) AS place) ELSE false END
$$;

-- An AHV number is one, whoever writes it; for pages nobody is born after the day on which they write.
CREATE OR REPLACE FUNCTION persons_guard_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.ahv_number <> '' AND NOT persons_ahv_valid(NEW.ahv_number) THEN
        RAISE EXCEPTION 'not an AHV number' USING ERRCODE = 'check_violation';
    END IF;
    IF current_user = 'ciiz_app'
       AND NEW.birth_date > coalesce(nullif(current_setting('ciiz.today', true), '')::date, current_date) THEN
        RAISE EXCEPTION 'nobody is born in the future' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
