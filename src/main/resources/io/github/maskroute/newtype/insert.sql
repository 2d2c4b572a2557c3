-- Stores a batch of events of the type @TYPE@ once, and returns the number of messages that it claimed. The parameter is the batch as a
-- JSON array of {message_id, sent_at, event}. maskroute_new returns those that were not stored before. A message may give no row, one, or
-- several.
WITH new AS (
    SELECT * FROM maskroute_new(CAST(:#${body} AS jsonb))
), stored AS (
@INSERT@)
SELECT count(*) FROM new
