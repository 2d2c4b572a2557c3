-- Stores a batch of orders once, and returns the number of messages that it claimed: one row in orders for each, and one in order_lines
-- for each of its lines. The parameter is the batch as a JSON array of {"message_id": …, "sent_at": …, "event": …}.
WITH new AS (
    SELECT * FROM maskroute_new(CAST(:#${body} AS jsonb))
), placed AS (
    INSERT INTO orders
           (message_id, order_id, placed_at, masked_ip, ip_network, masked_name, masked_emails, email_domains, masked_phone, birth_year,
            payment_method, card_last, note)
    SELECT message_id, event ->> 'order_id', CAST(event ->> 'placed_at' AS timestamptz), event ->> 'ip', event ->> 'ip_network',
           event -> 'customer' ->> 'name',
           ARRAY(SELECT jsonb_array_elements_text(event -> 'customer' -> 'emails')),
           ARRAY(SELECT jsonb_array_elements_text(event -> 'customer' -> 'emails_domain')),
           event -> 'customer' ->> 'phone', CAST(event -> 'customer' ->> 'birth_date' AS smallint),
           event -> 'payment' ->> 'method', event -> 'payment' ->> 'card_number', event ->> 'note'
    FROM new
), lines AS (
    INSERT INTO order_lines (message_id, line, sku, quantity, price, masked_gift_for)
    SELECT message_id, line, item ->> 'sku', CAST(item ->> 'quantity' AS integer), CAST(item ->> 'price' AS numeric),
           item ->> 'gift_for'
    FROM new, jsonb_array_elements(event -> 'lines') WITH ORDINALITY AS ordered (item, line)
)
SELECT count(*) FROM new
