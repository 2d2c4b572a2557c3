-- Stores a batch of logins once, and returns the number of messages that it claimed. The parameter is the batch as a JSON array of
-- {"message_id": …, "sent_at": …, "event": …}; maskroute_new leaves out messages that the ledger has already.
WITH new AS (
    SELECT * FROM maskroute_new(CAST(:#${body} AS jsonb))
), stored AS (
    INSERT INTO user_logins
           (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
    SELECT event ->> 'user_id', event ->> 'device_type', event ->> 'ip', event ->> 'device_id', event ->> 'locale',
           -- 2.3.0 is 2003000: numbers sort as versions do.
           v[1] * 1000000 + coalesce(v[2], 0) * 1000 + coalesce(v[3], 0),
           -- The day, in UTC, on which the queue accepted the message; today if the queue does not report it.
           CAST(CASE WHEN sent_at = 'epoch' THEN now() ELSE sent_at END AT TIME ZONE 'UTC' AS date)
    FROM new, LATERAL (SELECT CAST(string_to_array(event ->> 'app_version', '.') AS integer[])) AS version (v)
)
SELECT count(*) FROM new
