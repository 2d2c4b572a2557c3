-- The tables of the type orders. Their owner creates them once: psql -f. Existing tables stay unchanged.
-- A drain with another login needs: GRANT INSERT ON orders, order_lines TO maskroute_drain;
CREATE TABLE IF NOT EXISTS orders (
    message_id           uuid         NOT NULL PRIMARY KEY,
    order_id             varchar(64)  NOT NULL,
    placed_at            timestamptz  NOT NULL,
    masked_ip            varchar(256),
    ip_network           varchar(64),
    masked_name          varchar(256) NOT NULL,
    masked_emails        text[]       NOT NULL,
    email_domains        text[]       NOT NULL,
    masked_phone         varchar(256),
    birth_year           smallint,
    payment_method       varchar(32),
    card_last            varchar(8),
    note                 text
);
CREATE TABLE IF NOT EXISTS order_lines (
    message_id           uuid         NOT NULL REFERENCES orders ON DELETE CASCADE,
    line                 integer      NOT NULL,
    sku                  varchar(64)  NOT NULL,
    quantity             integer      NOT NULL,
    price                numeric      NOT NULL,
    masked_gift_for      varchar(256),
    PRIMARY KEY (message_id, line)
);
