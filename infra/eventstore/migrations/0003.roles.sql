-- What each role may do, and nothing else. The database, its application role and its store share one name.
DO $$
DECLARE
    app text := current_database();
    relay text := current_database() || '_relay';
    erase text := current_database() || '_erase';
    audit text := current_database() || '_audit';
BEGIN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I, %I, %I, %I', app, relay, erase, audit);
    EXECUTE format('GRANT SELECT, INSERT ON stored_events, ledger_leaves, published, sealed_values, subject_keys TO %I', app);
    EXECUTE format('GRANT SELECT, UPDATE (size, recorded_at) ON log_head TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON partition_head, inbox TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON key_pool TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency, snapshots TO %I', app);
    EXECUTE format('GRANT SELECT ON views, relay_cursor TO %I', app);
    EXECUTE format('GRANT SELECT ON published, log_head TO %I', relay);
    EXECUTE format('GRANT SELECT, UPDATE ON relay_cursor TO %I', relay);
    EXECUTE format('GRANT SELECT, UPDATE (salt, ciphertext) ON sealed_values TO %I', erase);
    EXECUTE format('GRANT SELECT ON log_head, stored_events, ledger_leaves, published TO %I', audit);
END
$$;
