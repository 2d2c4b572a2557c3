-- maskroute_admin: owns Maskroute's tables, and creates and updates them with `maskroute migrate`.
--
-- Schema: public, or another one that the session names first: SET maskroute.schema = 'logins'.
-- Who:  a superuser, in the database of the drain. When: first, before `maskroute migrate`; may be run again.
-- Then: set a password (\password maskroute_admin in psql), and run the migrations as maskroute_admin. Tables that another
--       login made before must become its own, each with ALTER TABLE ... OWNER TO maskroute_admin.
--
-- An owner can disable triggers, those of the audit too. Do not use this login for decoding or for a drain.
DO $$
DECLARE
    home text := coalesce(nullif(current_setting('maskroute.schema', true), ''), 'public');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_admin') THEN
        CREATE ROLE maskroute_admin LOGIN;
    END IF;

    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', home);
    -- Before PostgreSQL 15 every login may create tables in public. If nothing else relies on that, revoke it:
    --   REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO maskroute_admin', home);
END $$;
