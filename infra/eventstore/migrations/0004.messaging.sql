-- What a consumer set aside, and how often it tried the message at hand.
CREATE TABLE parked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text,
    channel text NOT NULL,
    partition smallint NOT NULL,
    log_id uuid,
    subject uuid,
    position bigint,
    type text,
    message jsonb,
    digest bytea,
    size integer,
    reason text NOT NULL,
    attempts smallint NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state text NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'applied', 'dismissed')),
    closed_at timestamptz,
    closed_by text,
    closed_reason text,
    CHECK ((message IS NULL) = (digest IS NOT NULL AND size IS NOT NULL)),
    CHECK ((message IS NULL) = (subject IS NULL)),
    CHECK ((state = 'parked') = (closed_at IS NULL)),
    CHECK ((state = 'dismissed') = (closed_by IS NOT NULL AND closed_reason IS NOT NULL))
);

CREATE UNIQUE INDEX parked_position_idx ON parked (source, channel, log_id, position) WHERE position IS NOT NULL;
CREATE UNIQUE INDEX parked_digest_idx ON parked (channel, partition, digest) WHERE digest IS NOT NULL;
CREATE INDEX parked_open_idx ON parked (source, subject, position) WHERE state = 'parked';
CREATE INDEX parked_recent_idx ON parked (parked_at);

CREATE TABLE attempts (
    source text NOT NULL,
    channel text NOT NULL,
    partition smallint NOT NULL,
    position bigint NOT NULL,
    attempts smallint NOT NULL,
    PRIMARY KEY (source, channel, partition)
);

DO $$
DECLARE
    app text := current_database();
BEGIN
    REVOKE ALL ON parked, attempts FROM PUBLIC;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE (state, closed_at, closed_by, closed_reason) ON parked TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON attempts TO %I', app);
    EXECUTE format('GRANT SELECT ON parked TO %I', current_database() || '_audit');
END
$$;
