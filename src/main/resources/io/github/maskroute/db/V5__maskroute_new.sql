-- Claims a batch of messages in the ledger, and gives those that were not stored before, each once. The batch is a JSON array of
-- {"message_id": …, "sent_at": …, "event": …}. A message that another drain is about to store is waited for. Where an event has a
-- "ledger_at", the ledger knows it by that time: history is older than what the ledger keeps, and must be known in it nonetheless.
--
-- Names stand without a schema, so that they mean the tables of the search_path of whoever calls it.
CREATE FUNCTION maskroute_new(batch jsonb)
    RETURNS TABLE (sent_at timestamptz, message_id uuid, event jsonb)
    LANGUAGE sql VOLATILE AS $$
    -- For this commit alone, where server, database or login have it off: a crash must not take back what is deleted from the queue.
    SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';

    WITH messages AS (
        SELECT DISTINCT ON (known_at, message_id) coalesce(ledger_at, sent_at) AS known_at, *
        FROM jsonb_to_recordset(batch) AS rows (sent_at timestamptz, message_id uuid, event jsonb, ledger_at timestamptz)
        -- One order for all drains: two batches that claim the same messages cannot lock each other out.
        ORDER BY known_at, message_id
    ), claimed AS (
        INSERT INTO processed_message (sent_at, message_id)
        SELECT known_at, message_id FROM messages ORDER BY known_at, message_id
        ON CONFLICT DO NOTHING
        RETURNING sent_at AS known_at, message_id
    )
    SELECT sent_at, message_id, event FROM messages JOIN claimed USING (known_at, message_id)
$$;
