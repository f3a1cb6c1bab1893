-- The log: gapless positions in commit order, a clock of the database's own, leaves, and the public log `published`.
CREATE TABLE log_head (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    log_id uuid NOT NULL DEFAULT gen_random_uuid(),
    size bigint NOT NULL DEFAULT 0,
    recorded_at timestamptz NOT NULL DEFAULT 'epoch',
    clock_shift interval NOT NULL DEFAULT '0',
    views_epoch bigint NOT NULL DEFAULT 1
);

INSERT INTO log_head DEFAULT VALUES;

CREATE TABLE stored_events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint NOT NULL,
    metadata text NOT NULL,
    recorded_at timestamptz NOT NULL,
    log_id uuid NOT NULL,
    PRIMARY KEY (originator_id, originator_version)
);

CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id);

CREATE TABLE ledger_leaves (
    position bigint PRIMARY KEY,
    leaf bytea NOT NULL
);

CREATE TABLE sealed_values (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    field text NOT NULL,
    key_id uuid NOT NULL,
    salt bytea,
    ciphertext bytea,
    PRIMARY KEY (originator_id, originator_version, field)
);

CREATE TABLE key_pool (
    key_id uuid PRIMARY KEY,
    public_key bytea NOT NULL
);

CREATE TABLE subject_keys (
    subject_id uuid PRIMARY KEY,
    key_id uuid NOT NULL,
    public_key bytea NOT NULL
);

CREATE TABLE snapshots (
    originator_id uuid PRIMARY KEY,
    originator_version bigint NOT NULL,
    format text NOT NULL,
    state bytea NOT NULL
);

CREATE TABLE published (
    position bigint PRIMARY KEY,
    channel text NOT NULL,
    partition smallint NOT NULL,
    previous bigint NOT NULL,
    type text NOT NULL,
    message jsonb NOT NULL
);

CREATE INDEX published_partition_idx ON published (channel, partition, position);

CREATE TABLE partition_head (
    channel text NOT NULL,
    partition smallint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (channel, partition)
);

CREATE TABLE relay_cursor (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    position bigint NOT NULL DEFAULT 0
);

INSERT INTO relay_cursor DEFAULT VALUES;

CREATE TABLE inbox (
    source text NOT NULL,
    channel text NOT NULL,
    partition smallint NOT NULL,
    log_id uuid,
    last bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (source, channel, partition)
);

CREATE TABLE idempotency (
    client text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (client, key)
);

CREATE TABLE views (
    name text PRIMARY KEY,
    version integer NOT NULL,
    generation integer NOT NULL,
    layout text NOT NULL
);
