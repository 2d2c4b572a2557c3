-- The ledger: which messages are stored. The time comes first so that new entries meet at the right edge of the index
-- and old ones are pruned from the left.
CREATE TABLE processed_message (
    sent_at    timestamptz NOT NULL,
    message_id uuid        NOT NULL,
    PRIMARY KEY (sent_at, message_id)
);
