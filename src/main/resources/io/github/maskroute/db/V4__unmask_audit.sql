-- The audit of decodings: who had how many tokens turned back, when and why, one record each time, kept for good. Records are
-- numbered without gaps, and each carries the hash of the one before it, so that a later alteration or removal shows.
--
-- In the schema of the other tables, the first of the search_path. Version 3 made it in schema public, whatever the schema of the
-- others; from there it moves to them, with all its records and privileges, if it is theirs.
DO $migration$
DECLARE
    home    text     := current_schema();
    audit   regclass := to_regclass(format('%I.unmask_audit', home));
    history regclass := to_regclass(format('%I.maskroute_schema_history', home));
    theirs  boolean  := false;
BEGIN
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = audit AND tgname = 'unmask_audit_append') THEN
        RETURN;
    ELSIF audit IS NOT NULL THEN
        RAISE 'table unmask_audit is there already' USING ERRCODE = 'MR005';
    END IF;

    IF history IS NOT NULL THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE version = ''3'' AND success)', history) INTO theirs;
    END IF;
    IF theirs AND to_regclass('public.unmask_audit') IS NOT NULL THEN
        EXECUTE format('ALTER TABLE public.unmask_audit SET SCHEMA %I', home);
        EXECUTE format('ALTER FUNCTION public.unmask_audit_append() SET SCHEMA %I', home);
        EXECUTE format('ALTER FUNCTION public.unmask_audit_refuse() SET SCHEMA %I', home);
        RETURN;
    END IF;

    CREATE TABLE unmask_audit (
        id         bigint      NOT NULL PRIMARY KEY,
        at         timestamptz NOT NULL,
        actor      text        NOT NULL,
        actor_host text        NOT NULL CONSTRAINT unmask_audit_actor_host CHECK (char_length(actor_host) <= 255),
        reason     text        NOT NULL
            CONSTRAINT unmask_audit_reason CHECK (char_length(btrim(reason, E' \t\n\v\f\r')) >= 10 AND char_length(reason) <= 1000),
        token_hash text        NOT NULL CONSTRAINT unmask_audit_token_hash CHECK (token_hash ~ '^[0-9a-f]{64}$'),
        count      integer     NOT NULL CONSTRAINT unmask_audit_count CHECK (count >= 1),
        prev_hash  text        NOT NULL CONSTRAINT unmask_audit_prev_hash CHECK (prev_hash ~ '^[0-9a-f]{64}$'),
        hash       text        NOT NULL CONSTRAINT unmask_audit_hash CHECK (hash ~ '^[0-9a-f]{64}$')
    );

    -- For the daily limit, which sums what one login asked for today.
    CREATE INDEX unmask_audit_actor_at ON unmask_audit (actor, at);

    -- Completes a new record; what the client says about itself, the time and the chain is overwritten. Runs as the owner, because
    -- those who insert may not read. Refuses with
    --   MR001  the login's daily limit would be exceeded
    --   MR002  the session states no daily limit in maskroute.unmask_daily_limit
    CREATE FUNCTION unmask_audit_append() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        daily_limit text := current_setting('maskroute.unmask_daily_limit', true);
        last_id     bigint;
        used        bigint;
        field       text;
        content     text := '';
    BEGIN
        IF daily_limit IS NULL OR daily_limit !~ '^[0-9]{1,9}$' THEN
            RAISE EXCEPTION 'no daily limit is stated, so nothing may be decoded'
                USING ERRCODE = 'MR002', HINT = 'Set maskroute.unmask_daily_limit to a number of tokens in this session.';
        END IF;

        -- One at a time until the commit: the next sees this record, and takes its hash. The first number is Maskroute's own.
        PERFORM pg_advisory_xact_lock(1970171233, TG_RELID::integer);
        EXECUTE format('SELECT id, hash FROM %s ORDER BY id DESC LIMIT 1', TG_RELID::regclass) INTO last_id, NEW.prev_hash;
        NEW.id := coalesce(last_id, 0) + 1;
        NEW.prev_hash := coalesce(NEW.prev_hash, repeat('0', 64));
        NEW.at := clock_timestamp();
        NEW.actor := session_user;

        EXECUTE format('SELECT coalesce(sum(count), 0) FROM %s WHERE actor = $1 AND at >= $2', TG_RELID::regclass)
            INTO used USING NEW.actor, date_trunc('day', NEW.at, 'UTC');
        IF used + NEW.count > daily_limit::integer THEN
            RAISE EXCEPTION '% has asked for % tokens today (UTC), and % more would exceed the daily limit of %',
                NEW.actor, used, NEW.count, daily_limit USING ERRCODE = 'MR001';
        END IF;

        -- Each field with its length in bytes before it, so that no two records have one encoding; the time in microseconds.
        FOREACH field IN ARRAY ARRAY[NEW.id::text, (extract(epoch FROM NEW.at) * 1000000)::bigint::text, NEW.actor,
            NEW.actor_host, NEW.reason, NEW.token_hash, NEW.count::text, NEW.prev_hash]
        LOOP
            content := content || octet_length(convert_to(field, 'UTF8')) || ':' || field;
        END LOOP;
        NEW.hash := encode(sha256(convert_to(content, 'UTF8')), 'hex');
        RETURN NEW;
    END $$;

    -- Otherwise anybody could set it on a table of his own, whose policies would then run as the owner.
    REVOKE ALL ON FUNCTION unmask_audit_append() FROM PUBLIC;

    CREATE TRIGGER unmask_audit_append BEFORE INSERT ON unmask_audit
        FOR EACH ROW EXECUTE FUNCTION unmask_audit_append();

    -- Refuses, with MR003, whatever is not an insert; the owner could only disable it first.
    CREATE FUNCTION unmask_audit_refuse() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        RAISE EXCEPTION '% on % is refused: the audit of decodings only grows', TG_OP, TG_RELID::regclass USING ERRCODE = 'MR003';
    END $$;

    CREATE TRIGGER unmask_audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON unmask_audit
        FOR EACH STATEMENT EXECUTE FUNCTION unmask_audit_refuse();

    -- Also for rows that are reached through another table, which fires no statement trigger of this one.
    CREATE TRIGGER unmask_audit_refuse_row BEFORE UPDATE OR DELETE ON unmask_audit
        FOR EACH ROW EXECUTE FUNCTION unmask_audit_refuse();
END $migration$;
