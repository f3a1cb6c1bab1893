-- One statement, one round trip: take the head, number the events, hash the leaves, finish the messages.
CREATE FUNCTION ledger_leaf(
    log_id uuid, pos bigint, stream uuid, version bigint, at timestamptz, topic text, metadata text, state bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(
        '\x0001'::bytea || uuid_send(log_id) || int8send(pos) || uuid_send(stream) || int8send(version)
        || int8send((extract(epoch FROM at) * 1000000)::bigint)
        || sha256(convert_to(topic, 'UTF8')) || sha256(convert_to(metadata, 'UTF8')) || sha256(state)
    )
$$;

CREATE FUNCTION append_events(
    p_streams uuid[], p_versions bigint[], p_topics text[], p_states bytea[], p_metadata text[],
    p_channels text[], p_messages jsonb[], p_views_epoch bigint
) RETURNS TABLE (log_id uuid, last_position bigint, recorded_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    n integer := coalesce(array_length(p_streams, 1), 0);
    head log_head;
    first bigint;
    part smallint;
    prev bigint;
    pos bigint;
    i integer;
    any_published boolean := false;
BEGIN
    UPDATE log_head h
       SET size = h.size + n,
           recorded_at = greatest(clock_timestamp() + h.clock_shift, h.recorded_at + interval '1 microsecond')
    RETURNING h.* INTO head;
    IF head.views_epoch <> p_views_epoch THEN
        RAISE EXCEPTION 'read models were switched' USING ERRCODE = 'TV001';
    END IF;
    first := head.size - n;
    INSERT INTO stored_events (originator_id, originator_version, topic, state, notification_id, metadata, recorded_at, log_id)
    SELECT e.stream, e.version, e.topic, e.state, first + e.i, e.metadata, head.recorded_at, head.log_id
      FROM unnest(p_streams, p_versions, p_topics, p_states, p_metadata)
           WITH ORDINALITY AS e(stream, version, topic, state, metadata, i);
    INSERT INTO ledger_leaves (position, leaf)
    SELECT first + e.i, ledger_leaf(head.log_id, first + e.i, e.stream, e.version, head.recorded_at, e.topic, e.metadata, e.state)
      FROM unnest(p_streams, p_versions, p_topics, p_states, p_metadata)
           WITH ORDINALITY AS e(stream, version, topic, state, metadata, i);
    FOR i IN 1..n LOOP
        CONTINUE WHEN p_messages[i] IS NULL;
        any_published := true;
        pos := first + i;
        part := get_byte(uuid_send(p_streams[i]), 15) % 8;
        SELECT h.position INTO prev FROM partition_head h WHERE h.channel = p_channels[i] AND h.partition = part;
        INSERT INTO partition_head (channel, partition, position) VALUES (p_channels[i], part, pos)
            ON CONFLICT (channel, partition) DO UPDATE SET position = excluded.position;
        INSERT INTO published (position, channel, partition, previous, type, message)
        VALUES (pos, p_channels[i], part, coalesce(prev, 0), p_messages[i] ->> 'type',
                p_messages[i] || jsonb_build_object(
                    'time', to_char(head.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    'logid', head.log_id, 'partition', part, 'position', pos::text, 'previous', coalesce(prev, 0)::text));
    END LOOP;
    IF any_published THEN
        PERFORM pg_notify('published', '');
    END IF;
    RETURN QUERY SELECT head.log_id, head.size, head.recorded_at;
END
$$;
