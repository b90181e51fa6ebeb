-- Everything here runs as ciiz_audit: the callers have no right on the tables of the schema.
SET LOCAL ROLE ciiz_audit;

CREATE OR REPLACE FUNCTION audit.record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    fresh jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    former jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    touched text[];
    values_now jsonb;
    salt uuid := gen_random_uuid();
    entry bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(key ORDER BY key), jsonb_object_agg(key, jsonb_build_array(former -> key, value))
        INTO touched, values_now
        FROM jsonb_each(fresh) WHERE value IS DISTINCT FROM former -> key;
        IF touched IS NULL THEN
            RETURN NULL;
        END IF;
    ELSE
        values_now := coalesce(fresh, former);
        touched := '{}';
    END IF;
    INSERT INTO audit.entry (actor, role, action, relation, row_id, dossier_id, columns, digest)
    VALUES (
        coalesce(nullif(current_setting('ciiz.actor', true), ''), 'database'), session_user,
        left(TG_OP, 1)::"char", TG_TABLE_NAME, coalesce(fresh, former) ->> TG_ARGV[0],
        (coalesce(fresh, former) ->> TG_ARGV[1])::uuid, touched,
        sha256(convert_to(salt::text || values_now::text, 'UTF8')))
    RETURNING id INTO entry;
    INSERT INTO audit.payload (entry_id, nonce, payload) VALUES (entry, salt, values_now);
    RETURN NULL;
END $$;

-- Within an actor's context readings are logged in that actor's name, whatever is claimed. A row for each dossier; its
-- categories and bases come joined by commas. PL/pgSQL, which keeps the plan: every page comes here.
CREATE OR REPLACE FUNCTION audit.log_readings(
    p_door text, p_actor text, p_dossiers uuid[], p_categories text[], p_basis text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
BEGIN
    INSERT INTO audit.reading (actor, door, dossier_id, categories, basis)
    SELECT coalesce(nullif(current_setting('ciiz.actor', true), ''), p_actor), p_door, r.dossier,
        string_to_array(r.categories, ','), string_to_array(r.basis, ',')
    FROM unnest(p_dossiers, p_categories, p_basis) AS r (dossier, categories, basis);
END $$;

-- Links what finished transactions have written to the block before; one sealer at a time; returns the rows sealed.
CREATE OR REPLACE FUNCTION audit.seal() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    last audit.block;
    horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
    n_entries bigint;
    n_readings bigint;
    link bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit.seal'));
    SELECT * INTO last FROM audit.block ORDER BY id DESC LIMIT 1;
    SELECT entries, readings, digest INTO n_entries, n_readings, link
    FROM audit.digest_of(coalesce(last.before_txid, '0'), horizon, coalesce(last.digest, ''));
    IF n_entries + n_readings > 0 THEN
        INSERT INTO audit.block (id, before_txid, entries, readings, digest)
        VALUES (coalesce(last.id, 0) + 1, horizon, n_entries, n_readings, link);
    END IF;
    RETURN n_entries + n_readings;
END $$;

CREATE OR REPLACE FUNCTION audit.digest_of(from_txid xid8, before_txid xid8, previous bytea)
RETURNS TABLE (entries bigint, readings bigint, digest bytea)
LANGUAGE sql STABLE SET search_path = audit, pg_temp AS $$
    WITH e AS (
        SELECT count(*) AS n, coalesce(string_agg(sha256(convert_to(concat_ws('|', id, at AT TIME ZONE 'UTC', txid,
            actor, role, action, relation, row_id, dossier_id, columns::text, encode(digest, 'hex')), 'UTF8')), ''
            ORDER BY id), '') AS rows
        FROM audit.entry WHERE txid >= from_txid AND txid < before_txid
    ), r AS (
        SELECT count(*) AS n, coalesce(string_agg(sha256(convert_to(concat_ws('|', id, at AT TIME ZONE 'UTC', txid,
            actor, door, dossier_id, categories::text, basis::text), 'UTF8')), '' ORDER BY id), '') AS rows
        FROM audit.reading WHERE txid >= from_txid AND txid < before_txid
    )
    SELECT e.n, r.n, sha256(previous || sha256(e.rows) || sha256(r.rows)) FROM e, r
$$;

-- The first thing that does not fit, or null: a block whose rows were changed, added or removed, or a value that is
-- not the one recorded (erased values are no fault).
CREATE OR REPLACE FUNCTION audit.verify() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    b audit.block;
    previous bytea := '';
    start xid8 := '0';
    number bigint := 0;
    found record;
BEGIN
    FOR b IN SELECT * FROM audit.block ORDER BY id LOOP
        number := number + 1;
        SELECT * INTO found FROM audit.digest_of(start, b.before_txid, previous);
        IF b.id <> number OR found.entries <> b.entries OR found.readings <> b.readings OR found.digest <> b.digest THEN
            RETURN 'block ' || b.id;
        END IF;
        previous := b.digest;
        start := b.before_txid;
    END LOOP;
    SELECT p.entry_id AS id INTO found FROM audit.payload p JOIN audit.entry e ON e.id = p.entry_id
    WHERE e.digest <> sha256(convert_to(p.nonce::text || p.payload::text, 'UTF8')) LIMIT 1;
    RETURN CASE WHEN found.id IS NOT NULL THEN 'value of entry ' || found.id END;
END $$;

-- Erases the values that were kept of a dossier, and of a row that belongs to no dossier (a person), if one is named; who
-- changed what and when stays, with its digest.
CREATE OR REPLACE FUNCTION audit.erase(dossier uuid, other uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
    DELETE FROM audit.payload p USING audit.entry e
    WHERE e.id = p.entry_id AND (e.dossier_id = dossier OR e.dossier_id IS NULL AND e.row_id = other::text)
$$;

-- Who looked at a dossier, the latest first, before one entry (null: from the end). For functions of the owner alone,
-- which ask whether the caller may know.
CREATE OR REPLACE FUNCTION audit.readings_of(dossier uuid, before bigint, most integer) RETURNS SETOF audit.reading
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = audit, pg_temp AS $$
    SELECT r.* FROM audit.reading r
    WHERE r.dossier_id = dossier AND (before IS NULL OR r.id < before) ORDER BY r.id DESC LIMIT most
$$;

CREATE OR REPLACE FUNCTION audit.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.entry
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.reading
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit.reading
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.block
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit.block
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();

REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC, ciiz_owner, ciiz_app, ciiz_worker;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC, ciiz_owner, ciiz_app, ciiz_worker;
GRANT USAGE ON SCHEMA audit TO ciiz_owner, ciiz_app, ciiz_worker;
GRANT EXECUTE ON FUNCTION audit.log_readings(text, text, uuid[], text[], text[]) TO ciiz_app, ciiz_worker;
GRANT EXECUTE ON FUNCTION audit.record(), audit.refuse(), audit.erase(uuid, uuid),
    audit.readings_of(uuid, bigint, integer) TO ciiz_owner;
GRANT EXECUTE ON FUNCTION audit.seal() TO ciiz_worker;
GRANT EXECUTE ON FUNCTION audit.verify() TO ciiz_worker, ciiz_owner;

RESET ROLE;
