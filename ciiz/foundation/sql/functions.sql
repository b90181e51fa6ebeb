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

-- From here on transactions are numbered by another cluster; what the former one left unsealed is sealed first.
CREATE OR REPLACE FUNCTION audit.begin_era() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    fresh integer;
    called text;
BEGIN
    INSERT INTO audit.era (id) SELECT max(id) + 1 FROM audit.era RETURNING id INTO fresh;
    FOREACH called IN ARRAY '{entry,reading,erasure}'::text[] LOOP
        EXECUTE format('ALTER TABLE audit.%I ALTER era SET DEFAULT %s', called, fresh);
    END LOOP;
    RETURN fresh;
END $$;

-- Links what finished transactions have written to the block before; one sealer at a time; returns the rows sealed.
CREATE OR REPLACE FUNCTION audit.seal() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    last audit.block;
    fresh audit.block;
    sealed bigint := 0;
    present integer := (SELECT max(id) FROM audit.era);
    everything CONSTANT xid8 := '18446744073709551615';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit.seal'));
    LOOP
        SELECT * INTO last FROM audit.block ORDER BY id DESC LIMIT 1;
        last.era := coalesce(last.era, 1);
        IF last.era < present AND last.before_txid = everything THEN
            last.era := last.era + 1;
            last.before_txid := '0';
        END IF;
        fresh.id := coalesce(last.id, 0) + 1;
        fresh.sealed_at := clock_timestamp();
        fresh.era := last.era;
        fresh.before_txid := CASE
            WHEN last.era < present THEN everything ELSE pg_snapshot_xmin(pg_current_snapshot()) END;
        SELECT * INTO fresh.entries, fresh.readings, fresh.erasures, fresh.digest
        FROM audit.digest_of(fresh.id, fresh.sealed_at, fresh.era, coalesce(last.before_txid, '0'), fresh.before_txid,
            coalesce(last.digest, ''));
        -- An era that is over ends with a block, even if that holds nothing.
        IF last.era < present OR fresh.entries + fresh.readings + fresh.erasures > 0 THEN
            INSERT INTO audit.block SELECT fresh.*;
        END IF;
        sealed := sealed + fresh.entries + fresh.readings + fresh.erasures;
        EXIT WHEN last.era = present;
    END LOOP;
    RETURN sealed;
END $$;

-- The digest of a block: of its own facts, of the block before, of every row in full. Rows are written out as
-- PostgreSQL writes them, which quotes what would blur where one value ends.
DROP FUNCTION IF EXISTS audit.digest_of(xid8, xid8, bytea);
CREATE OR REPLACE FUNCTION audit.digest_of(
    number bigint, sealed_at timestamptz, p_era integer, from_txid xid8, before_txid xid8, previous bytea
) RETURNS TABLE (entries bigint, readings bigint, erasures bigint, digest bytea)
LANGUAGE sql STABLE
SET search_path = audit, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET bytea_output = 'hex' AS $$
    WITH e AS (
        SELECT count(*) AS n, coalesce(string_agg(sha256(convert_to(w::text, 'UTF8')), '' ORDER BY w.id), '') AS rows
        FROM audit.entry w WHERE w.era = p_era AND w.txid >= from_txid AND w.txid < before_txid
    ), r AS (
        SELECT count(*) AS n, coalesce(string_agg(sha256(convert_to(w::text, 'UTF8')), '' ORDER BY w.id), '') AS rows
        FROM audit.reading w WHERE w.era = p_era AND w.txid >= from_txid AND w.txid < before_txid
    ), x AS (
        SELECT count(*) AS n, coalesce(string_agg(sha256(convert_to(w::text, 'UTF8')), '' ORDER BY w.id), '') AS rows
        FROM audit.erasure w WHERE w.era = p_era AND w.txid >= from_txid AND w.txid < before_txid
    )
    SELECT e.n, r.n, x.n, sha256(sha256(previous)
        || sha256(convert_to(ROW(number, sealed_at, p_era, before_txid, e.n, r.n, x.n)::text, 'UTF8'))
        || sha256(e.rows) || sha256(r.rows) || sha256(x.rows))
    FROM e, r, x
$$;

-- What the trace holds, and the first thing that does not fit (null where all fits): a block whose rows were changed,
-- added or removed, or a value that is not the one recorded, or is gone without an order.
DROP FUNCTION IF EXISTS audit.verify();
CREATE FUNCTION audit.verify(
    OUT fault text, OUT blocks bigint, OUT entries bigint, OUT readings bigint, OUT unsealed bigint, OUT oldest timestamptz
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = audit, pg_temp AS $$
DECLARE
    b audit.block;
    previous bytea := '';
    span integer := 1;
    start xid8 := '0';
    found record;
BEGIN
    blocks := 0; entries := 0; readings := 0;
    FOR b IN SELECT * FROM audit.block ORDER BY id LOOP
        blocks := blocks + 1;
        entries := entries + b.entries;
        readings := readings + b.readings;
        IF b.era = span + 1 THEN
            span := b.era;
            start := '0';
        END IF;
        SELECT * INTO found FROM audit.digest_of(blocks, b.sealed_at, span, start, b.before_txid, previous);
        IF b.id <> blocks OR b.era <> span OR found.entries <> b.entries OR found.readings <> b.readings
            OR found.erasures <> b.erasures OR found.digest <> b.digest OR b.before_txid < start THEN
            fault := coalesce(fault, 'block ' || b.id);
        END IF;
        previous := b.digest;
        start := b.before_txid;
    END LOOP;
    SELECT count(*), min(at) INTO unsealed, oldest FROM (
        SELECT w.at FROM audit.entry w WHERE (w.era, w.txid) >= (span, start) UNION ALL
        SELECT w.at FROM audit.reading w WHERE (w.era, w.txid) >= (span, start) UNION ALL
        SELECT w.at FROM audit.erasure w WHERE (w.era, w.txid) >= (span, start)) AS waiting;
    IF fault IS NULL THEN
        SELECT 'value of entry ' || e.id INTO fault FROM audit.entry e LEFT JOIN audit.payload p ON p.entry_id = e.id
        WHERE CASE
            WHEN p.entry_id IS NOT NULL THEN e.digest <> sha256(convert_to(p.nonce::text || p.payload::text, 'UTF8'))
            ELSE NOT EXISTS (
                SELECT FROM audit.erasure w
                WHERE w.dossier_id = e.dossier_id AND (w.era, w.txid) >= (e.era, e.txid)
                UNION ALL
                SELECT FROM audit.erasure w
                WHERE e.dossier_id IS NULL AND w.row_id = e.row_id AND (w.era, w.txid) >= (e.era, e.txid))
        END LIMIT 1;
    END IF;
END $$;

-- Digests of blocks by their numbers (null: of the newest one), for comparing with what is kept outside the database.
CREATE OR REPLACE FUNCTION audit.blocks(numbers bigint[])
RETURNS TABLE (id bigint, sealed_at timestamptz, digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = audit, pg_temp AS $$
    SELECT b.id, b.sealed_at, b.digest FROM audit.block b
    WHERE b.id = ANY (coalesce(numbers, ARRAY(SELECT max(newest.id) FROM audit.block newest))) ORDER BY b.id
$$;

-- Erases the values that were kept of a dossier, and of a row that belongs to no dossier (a person), if one is named; who
-- changed what and when stays, with its digest, and so does the order.
CREATE OR REPLACE FUNCTION audit.erase(dossier uuid, other uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
    WITH gone AS (
        DELETE FROM audit.payload p USING audit.entry e
        WHERE e.id = p.entry_id AND (e.dossier_id = dossier OR e.dossier_id IS NULL AND e.row_id = other::text)
        RETURNING e.id
    )
    INSERT INTO audit.erasure (actor, role, dossier_id, row_id, payloads)
    SELECT coalesce(nullif(current_setting('ciiz.actor', true), ''), 'database'), session_user, dossier, other::text, count(*)
    FROM gone
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

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.era
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.erasure
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit.erasure
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER never_changed BEFORE UPDATE ON audit.payload
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit.payload
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();

REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC, ciiz_owner, ciiz_app, ciiz_worker;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC, ciiz_owner, ciiz_app, ciiz_worker;
GRANT USAGE ON SCHEMA audit TO ciiz_owner, ciiz_app, ciiz_worker;
GRANT EXECUTE ON FUNCTION audit.log_readings(text, text, uuid[], text[], text[]) TO ciiz_app, ciiz_worker;
GRANT EXECUTE ON FUNCTION audit.record(), audit.refuse(), audit.erase(uuid, uuid),
    audit.readings_of(uuid, bigint, integer) TO ciiz_owner;
GRANT EXECUTE ON FUNCTION audit.seal() TO ciiz_worker;
GRANT EXECUTE ON FUNCTION audit.begin_era() TO ciiz_owner;
GRANT EXECUTE ON FUNCTION audit.verify(), audit.blocks(bigint[]) TO ciiz_worker, ciiz_owner;

RESET ROLE;
