-- The pages reach a session by the digest of its key, one at a time; nobody lists them.
CREATE OR REPLACE FUNCTION shell_session_read(key text, moment timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT session_data FROM django_session WHERE session_key = key AND expire_date > moment
$$;

CREATE OR REPLACE FUNCTION shell_session_exists(key text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM django_session WHERE session_key = key)
$$;

-- Whether it was written: a new one only if there is none of the key, a changed one only if there is.
CREATE OR REPLACE FUNCTION shell_session_write(key text, content text, expires timestamptz, fresh boolean)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF fresh THEN
        INSERT INTO django_session (session_key, session_data, expire_date) VALUES (key, content, expires)
        ON CONFLICT DO NOTHING;
    ELSE
        UPDATE django_session SET session_data = content, expire_date = expires WHERE session_key = key;
    END IF;
    RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION shell_session_remove(key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM django_session WHERE session_key = key
$$;

-- Second factors and addresses are their person's own: whoever acts keeps those of nobody else. It speaks to the role of
-- the pages only, once somebody acts: while signing in nobody does yet.
CREATE OR REPLACE FUNCTION shell_guard_own() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := (organisations_acting()).user_id;
BEGIN
    IF current_user = 'ciiz_app' AND (TG_OP <> 'INSERT' AND me <> OLD.user_id OR TG_OP <> 'DELETE' AND me <> NEW.user_id
        OR TG_OP = 'UPDATE' AND NEW.user_id <> OLD.user_id) THEN
        RAISE EXCEPTION 'an account is its own person''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
