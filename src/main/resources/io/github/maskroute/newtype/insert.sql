-- Stores a batch of events of the type @TYPE@ once, and returns the number of new messages. The parameter is the batch as a JSON array of
-- {message_id, sent_at, event}. maskroute_new returns the messages that were not stored before. A message can have any number of rows.
WITH new AS (
    SELECT * FROM maskroute_new(CAST(:#${body} AS jsonb))
), stored AS (
@INSERT@)
SELECT count(*) FROM new
