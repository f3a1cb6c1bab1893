-- The tree over the leaves: complete tiles of 256 hashes, signed checkpoints, what witnesses said of them.
CREATE TABLE ledger_tiles (
    level smallint NOT NULL,
    index bigint NOT NULL,
    root bytea NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (level, index)
);

CREATE TABLE ledger_checkpoints (
    origin text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    PRIMARY KEY (origin, size)
);

CREATE TABLE ledger_cosignatures (
    origin text NOT NULL,
    size bigint NOT NULL,
    witness text NOT NULL,
    line text NOT NULL,
    PRIMARY KEY (origin, size, witness)
);

-- Confidential stores only. Size follows from the time alone: so many leaves at each tick since the start, the events
-- that wait and, for the rest, padding. Elsewhere the leaf of an event has its position, less one, as its index.
CREATE TABLE ledger_schedule (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    started_at timestamptz NOT NULL,
    seconds integer NOT NULL CHECK (seconds > 0),
    batch integer NOT NULL CHECK (batch > 0)
);

CREATE TABLE ledger_sequence (
    index bigint PRIMARY KEY,
    leaf bytea NOT NULL,
    position bigint,
    padding bytea,
    CHECK ((position IS NULL) <> (padding IS NULL))
);

CREATE UNIQUE INDEX ledger_sequence_position_idx ON ledger_sequence (position) WHERE position IS NOT NULL;

-- The audit looks for the public key of each ciphertext.
CREATE INDEX subject_keys_key_idx ON subject_keys (key_id);

DO $$
DECLARE
    app text := current_database();
    relay text := current_database() || '_relay';
    audit text := current_database() || '_audit';
BEGIN
    REVOKE ALL ON ledger_tiles, ledger_checkpoints, ledger_cosignatures, ledger_schedule, ledger_sequence FROM PUBLIC;
    -- The follower adds to the tree and rewrites nothing; of events it sees hashes and names, never contents.
    EXECUTE format('GRANT SELECT, INSERT ON ledger_tiles, ledger_checkpoints, ledger_cosignatures, ledger_schedule, '
                   'ledger_sequence TO %I', relay);
    EXECUTE format('GRANT SELECT ON ledger_leaves TO %I', relay);
    EXECUTE format('GRANT SELECT (notification_id, topic) ON stored_events TO %I', relay);
    EXECUTE format('GRANT SELECT ON ledger_tiles, ledger_checkpoints, ledger_cosignatures, ledger_schedule, '
                   'ledger_sequence TO %I, %I', app, audit);
    EXECUTE format('GRANT SELECT ON sealed_values, subject_keys TO %I', audit);
END
$$;
