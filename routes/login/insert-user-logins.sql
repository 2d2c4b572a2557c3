-- Stores a batch of rows once, and says how many messages it claimed. The parameter is the batch as a JSON array of objects.
-- A message that is in the ledger already adds no row; one that another drain is about to store is waited for.
WITH batch AS (
    SELECT DISTINCT ON (sent_at, message_id) *
    FROM jsonb_to_recordset(CAST(:#${body} AS jsonb)) AS rows (
        sent_at          timestamptz,
        message_id       uuid,
        user_id          text,
        device_type      text,
        masked_ip        text,
        masked_device_id text,
        locale           text,
        app_version      integer,
        create_date      date
    )
    -- One order for all drains: two batches that claim the same messages cannot lock each other out.
    ORDER BY sent_at, message_id
), claimed AS (
    INSERT INTO processed_message (sent_at, message_id)
    SELECT sent_at, message_id FROM batch ORDER BY sent_at, message_id
    ON CONFLICT DO NOTHING
    RETURNING sent_at, message_id
), stored AS (
    INSERT INTO user_logins
           (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
    SELECT  user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date
    FROM batch JOIN claimed USING (sent_at, message_id)
)
SELECT count(*) FROM claimed
-- For this commit alone, where server, database or login have it off: a crash must not take back what is deleted from the queue.
WHERE (SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) ELSE '' END) <> 'off'
