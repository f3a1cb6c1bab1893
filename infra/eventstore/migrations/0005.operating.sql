-- What operators ask for: the retry of a parked message, and history for a reaction that came later.
ALTER TABLE parked
    ADD COLUMN retry_requested_at timestamptz,
    ADD COLUMN retry_requested_by text,
    ADD COLUMN retry_failed text;

CREATE INDEX parked_requested_idx ON parked (id) WHERE state = 'parked' AND retry_requested_at IS NOT NULL;

-- Where each reaction began to listen, and how much of the history before that it was given since.
CREATE TABLE reaction_starts (
    reaction text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    partition smallint NOT NULL,
    since bigint NOT NULL,
    done bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (reaction, source, channel, partition)
);

DO $$
DECLARE
    app text := current_database();
BEGIN
    REVOKE ALL ON reaction_starts FROM PUBLIC;
    EXECUTE format('GRANT UPDATE (retry_requested_at, retry_requested_by, retry_failed) ON parked TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE (done) ON reaction_starts TO %I', app);
END
$$;
