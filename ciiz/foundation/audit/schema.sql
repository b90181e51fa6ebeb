-- Owned by ciiz_audit, a role nobody logs in as: neither the pages nor the migrations' owner can rewrite it.

-- Numbers of transactions begin anew in another cluster: after a restore there counts another era.
CREATE TABLE audit.era (
    id integer PRIMARY KEY,
    began_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO audit.era (id) VALUES (1);

CREATE TABLE audit.entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    era integer NOT NULL DEFAULT 1,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor text NOT NULL,
    role text NOT NULL,
    action "char" NOT NULL,
    relation text NOT NULL,
    row_id text NOT NULL,
    dossier_id uuid,
    columns text[] NOT NULL,
    digest bytea NOT NULL
);
CREATE INDEX entry_txid ON audit.entry (era, txid);
CREATE INDEX entry_dossier ON audit.entry (dossier_id, id);
CREATE INDEX entry_row ON audit.entry (row_id) WHERE dossier_id IS NULL;

CREATE TABLE audit.payload (
    entry_id bigint PRIMARY KEY REFERENCES audit.entry,
    nonce uuid NOT NULL,
    payload jsonb NOT NULL
);

CREATE TABLE audit.reading (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    era integer NOT NULL DEFAULT 1,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor text NOT NULL,
    door text NOT NULL,
    dossier_id uuid NOT NULL,
    categories text[] NOT NULL,
    basis text[] NOT NULL
);
CREATE INDEX reading_txid ON audit.reading (era, txid);
CREATE INDEX reading_dossier ON audit.reading (dossier_id, id);

-- Orders by which values were erased; a value that is missing without one was taken away.
CREATE TABLE audit.erasure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    era integer NOT NULL DEFAULT 1,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor text NOT NULL,
    role text NOT NULL,
    dossier_id uuid NOT NULL,
    row_id text,
    payloads bigint NOT NULL
);
CREATE INDEX erasure_txid ON audit.erasure (era, txid);
CREATE INDEX erasure_dossier ON audit.erasure (dossier_id);
CREATE INDEX erasure_row ON audit.erasure (row_id) WHERE row_id IS NOT NULL;

CREATE TABLE audit.block (
    id bigint PRIMARY KEY,
    sealed_at timestamptz NOT NULL,
    era integer NOT NULL,
    before_txid xid8 NOT NULL,
    entries bigint NOT NULL,
    readings bigint NOT NULL,
    erasures bigint NOT NULL,
    digest bytea NOT NULL
);
