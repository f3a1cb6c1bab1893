-- Private keys of data subjects, wrapped by a master key that no database holds.
CREATE TABLE private_keys (
    key_id uuid PRIMARY KEY,
    kek_id text NOT NULL,
    wrapped bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

DO $$
DECLARE
    keys text := current_database();
BEGIN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', keys);
    EXECUTE format('GRANT SELECT, INSERT ON private_keys TO %I', keys);
END
$$;
