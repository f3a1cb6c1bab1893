-- Destroying a key is all that one role of its own may do here; whoever reads keys cannot, and this role reads none.
ALTER TABLE private_keys ADD COLUMN destroyed_at timestamptz;
-- The old row version is cleared away at the next turn of autovacuum, not after a fifth of the table has changed.
ALTER TABLE private_keys SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

-- The row stays as a tombstone, so that a key can never be added again under the same id.
CREATE FUNCTION destroy_keys(p_key_ids uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO private_keys (key_id, kek_id, wrapped, destroyed_at)
    SELECT key_id, 'destroyed', NULL, clock_timestamp() FROM unnest(p_key_ids) AS key_id
    ON CONFLICT (key_id) DO UPDATE SET wrapped = NULL, kek_id = 'destroyed',
        destroyed_at = coalesce(private_keys.destroyed_at, excluded.destroyed_at);
    SELECT count(*) FROM private_keys WHERE key_id = ANY(p_key_ids) AND wrapped IS NULL;
$$;

DO $$
DECLARE
    destroy text := regexp_replace(current_database(), '_keys$', '_destroy');
BEGIN
    REVOKE ALL ON FUNCTION destroy_keys FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', destroy);
    EXECUTE format('GRANT EXECUTE ON FUNCTION destroy_keys TO %I', destroy);
END
$$;
