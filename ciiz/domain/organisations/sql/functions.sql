-- The membership that acts, as the entrance has set it; null for the platform itself and while somebody signs in.
-- Its one expression is bound when it is made, whatever the search path of the caller, and becomes part of what asks.
CREATE OR REPLACE FUNCTION organisations_actor() RETURNS bigint LANGUAGE sql STABLE
RETURN substring(current_setting('ciiz.actor', true) FROM '^membership:([0-9]+)$')::bigint;

CREATE OR REPLACE FUNCTION organisations_acting() RETURNS organisations_membership
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT m.* FROM organisations_membership m WHERE m.id = organisations_actor()
$$;

-- These tables have no row-level security, and who may see what follows from them: the guards below repeat for SQL
-- that nobody but the office writes them. They speak to the role of the pages only, once somebody acts.
CREATE OR REPLACE FUNCTION organisations_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND organisations_actor() IS NOT NULL
       AND (organisations_acting()).role NOT IN ('officer', 'secretariat') THEN
        RAISE EXCEPTION 'the office keeps institutions and people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- An institution is the office's as well; its contact persons say of it, as of today, that its entry is still right.
CREATE OR REPLACE FUNCTION organisations_guard_institution() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
BEGIN
    IF current_user = 'ciiz_app' AND me.id IS NOT NULL AND me.role NOT IN ('officer', 'secretariat')
       AND NOT coalesce(TG_OP = 'UPDATE' AND me.role = 'contact' AND NEW.id = me.institution_id
           AND to_jsonb(NEW) - 'confirmed_on' = to_jsonb(OLD) - 'confirmed_on'
           AND NEW.confirmed_on = nullif(current_setting('ciiz.today', true), '')::date, false) THEN
        RAISE EXCEPTION 'the office keeps institutions and people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- Everybody says of themselves when they are away and who stands in; the office keeps the rest. The
-- secretariat does not rise: the officer's role is given by officers, the national one by nobody here.
CREATE OR REPLACE FUNCTION organisations_guard_membership() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
    own CONSTANT text[] := '{absent_from,absent_to,deputy_id}';
BEGIN
    IF current_user <> 'ciiz_app' OR me.id IS NULL
       OR TG_OP = 'UPDATE' AND NEW.id = me.id AND to_jsonb(NEW) - own = to_jsonb(OLD) - own THEN
        RETURN NEW;
    END IF;
    IF me.role NOT IN ('officer', 'secretariat') THEN
        RAISE EXCEPTION 'the office keeps institutions and people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.user_id, NEW.institution_id) IS DISTINCT FROM (OLD.user_id, OLD.institution_id) THEN
        RAISE EXCEPTION 'a membership stays that of its person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (TG_OP = 'INSERT' OR NEW.role <> OLD.role)
       AND (NEW.role = 'national' OR NEW.role = 'officer' AND me.role <> 'officer') THEN
        RAISE EXCEPTION 'this role is not given here' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- An account is its person's own; the office makes one and keeps names and address, but never knows a password. Signing
-- in, which notes the day, concerns nobody else.
CREATE OR REPLACE FUNCTION organisations_guard_user() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
    alone CONSTANT text[] := '{password,last_login,language,shortcuts}';
BEGIN
    IF current_user <> 'ciiz_app' OR me.user_id = NEW.id
       OR TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'last_login' = to_jsonb(OLD) - 'last_login'
       OR me.id IS NULL AND (TG_OP = 'INSERT' OR to_jsonb(NEW) - alone = to_jsonb(OLD) - alone) THEN
        RETURN NEW;
    END IF;
    IF me.id IS NULL OR me.role NOT IN ('officer', 'secretariat') OR TG_OP = 'UPDATE' AND NEW.password <> OLD.password THEN
        RAISE EXCEPTION 'an account is its own person''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION organisations_guard_contact() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
BEGIN
    IF current_user = 'ciiz_app' AND me.id <> NEW.membership_id AND me.role NOT IN ('officer', 'secretariat') THEN
        RAISE EXCEPTION 'everybody keeps their own entry' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- A saved view belongs to its user alone.
CREATE OR REPLACE FUNCTION organisations_guard_view() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint := (organisations_acting()).user_id;
BEGIN
    IF current_user = 'ciiz_app' AND (
        TG_OP <> 'INSERT' AND OLD.user_id IS DISTINCT FROM mine OR TG_OP <> 'DELETE' AND NEW.user_id IS DISTINCT FROM mine) THEN
        RAISE EXCEPTION 'everybody keeps their own views' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- A calendar belongs to its membership alone.
CREATE OR REPLACE FUNCTION organisations_guard_feed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint := organisations_actor();
BEGIN
    IF current_user = 'ciiz_app' AND (
        TG_OP <> 'INSERT' AND OLD.membership_id IS DISTINCT FROM mine
        OR TG_OP <> 'DELETE' AND NEW.membership_id IS DISTINCT FROM mine) THEN
        RAISE EXCEPTION 'everybody keeps their own calendar' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
