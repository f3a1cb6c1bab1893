-- Erasure: which keys are gone for good, and the few changes that the erasure role may make, each as a function.
CREATE TABLE destroyed_keys (
    key_id uuid PRIMARY KEY,
    erasure uuid NOT NULL,
    destroyed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX sealed_values_key_idx ON sealed_values (key_id);
-- Partial: it costs nothing but at a destruction, and lets every start compare the ledger with the key database.
CREATE INDEX stored_events_destructions_idx ON stored_events (notification_id)
    WHERE topic LIKE '%.erasure.key-destroyed';

-- Salt and ciphertext of these keys, wherever they lie; counts all places, also those emptied by an earlier try.
CREATE FUNCTION erase_ciphertexts(p_key_ids uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE sealed_values SET salt = NULL, ciphertext = NULL
     WHERE key_id = ANY(p_key_ids) AND (salt IS NOT NULL OR ciphertext IS NOT NULL);
    SELECT count(*) FROM sealed_values WHERE key_id = ANY(p_key_ids);
$$;

-- Published codes and blind tokens of a subject: the row stays in its chain and says nothing more.
CREATE FUNCTION published_tells(channel text, message jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (channel = 'statistics' OR jsonb_exists(message -> 'data', 'conflict_tokens'))
$$;

CREATE FUNCTION erase_published(p_subject uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE published
       SET type = regexp_replace(type, '[^.]+\.v[0-9]+$', 'erased.v1'),
           message = message - 'dataschema' || jsonb_build_object(
               'type', regexp_replace(type, '[^.]+\.v[0-9]+$', 'erased.v1'), 'data', '{}'::jsonb)
     WHERE channel IN ('statistics', 'confidential') AND partition = get_byte(uuid_send(p_subject), 15) % 8
       AND message ->> 'subject' = p_subject::text AND published_tells(channel, message) AND message -> 'data' <> '{}'::jsonb;
    SELECT count(*) FROM published
     WHERE channel IN ('statistics', 'confidential') AND partition = get_byte(uuid_send(p_subject), 15) % 8
       AND message ->> 'subject' = p_subject::text AND message -> 'data' = '{}'::jsonb;
$$;

-- Messages set aside that tell of these ids: closed, with their digest in the place of their content.
CREATE FUNCTION erase_parked(p_ids uuid[], p_erasure uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE parked
       SET digest = sha256(convert_to(message::text, 'UTF8')), size = octet_length(message::text),
           message = NULL, subject = NULL, state = 'dismissed', closed_at = coalesce(closed_at, clock_timestamp()),
           closed_by = 'erasure', closed_reason = p_erasure::text
     WHERE message IS NOT NULL AND message::text LIKE ANY (SELECT '%' || id || '%' FROM unnest(p_ids) AS id);
    SELECT count(*) FROM parked WHERE closed_by = 'erasure' AND closed_reason = p_erasure::text;
$$;

DO $$
DECLARE
    app text := current_database();
    erase text := current_database() || '_erase';
BEGIN
    REVOKE ALL ON destroyed_keys FROM PUBLIC;
    REVOKE ALL ON FUNCTION erase_ciphertexts, erase_published, erase_parked FROM PUBLIC;
    EXECUTE format('GRANT EXECUTE ON FUNCTION erase_ciphertexts, erase_published, erase_parked TO %I', erase);
    EXECUTE format('GRANT SELECT, INSERT ON destroyed_keys TO %I', app);
    EXECUTE format('GRANT SELECT ON destroyed_keys TO %I', current_database() || '_audit');
END
$$;
