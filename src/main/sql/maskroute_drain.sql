-- maskroute_drain: the login of the running drain, with maskroute.db.migrate=false. It adds rows and cannot read them.
--
-- Schema: public, or another one that the session names first: SET maskroute.schema = 'logins'.
-- Who:  a superuser, in the database of the drain. When: after `maskroute migrate`; may be run again.
-- Then: set a password (\password maskroute_drain in psql). Tables of routes of your own need grants of their own.
DO $$
DECLARE
    home text := coalesce(nullif(current_setting('maskroute.schema', true), ''), 'public');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_drain') THEN
        CREATE ROLE maskroute_drain LOGIN;
    END IF;
    -- Edits are validated on temporary tables, to determine which columns they fill.
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO maskroute_drain', current_database());

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO maskroute_drain', home);
    EXECUTE format('REVOKE ALL ON %1$I.user_logins, %1$I.processed_message, %1$I.unmask_audit FROM maskroute_drain', home);
    EXECUTE format('GRANT INSERT ON %I.user_logins TO maskroute_drain', home);
    -- SELECT finds messages that are stored already; DELETE is for the pruning of old entries.
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I.processed_message TO maskroute_drain', home);
    -- Every login has this right, unless the database's default privileges withhold it.
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.maskroute_new(jsonb) TO maskroute_drain', home);
END $$;
