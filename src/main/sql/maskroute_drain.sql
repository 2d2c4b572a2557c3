-- maskroute_drain: the login of the running drain, with maskroute.db.migrate=false. It adds rows that it cannot read back.
--
-- Who:  a superuser, in the database of the drain. When: after `maskroute migrate`; may be run again.
-- Then: set a password (\password maskroute_drain in psql). Tables of routes of your own need grants of their own.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_drain') THEN
        CREATE ROLE maskroute_drain LOGIN;
    END IF;
    -- Edits are tried on temporary tables, to see which columns they fill.
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO maskroute_drain', current_database());
END $$;

GRANT USAGE ON SCHEMA public TO maskroute_drain;
REVOKE ALL ON public.user_logins, public.processed_message, public.unmask_audit FROM maskroute_drain;
GRANT INSERT ON public.user_logins TO maskroute_drain;
-- SELECT tells which messages are stored already; DELETE is for the pruning of old entries.
GRANT SELECT, INSERT, DELETE ON public.processed_message TO maskroute_drain;
