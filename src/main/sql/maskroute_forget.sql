-- maskroute_forget: the group of logins that may forget persons with `maskroute forget`. Its members can read, delete and empty rows, and
-- add to the audit. Grant it to few, or for the time of a request.
--
-- Schema: public, or another one that the session names first: SET maskroute.schema = 'logins'.
-- Who:  a superuser, in the database of the drain. When: after `maskroute migrate`; may be run again.
-- Then: give each person a separate login, because the audit names logins:
--         CREATE ROLE alice LOGIN; GRANT maskroute_forget TO alice;
--       Tables and columns that a forget.yaml of your own names need grants of their own: SELECT, and DELETE for `do: delete`, or UPDATE of
--       the columns that become null. The command keeps tokens in a temporary table, which every login may create by default.
DO $$
DECLARE
    home text := coalesce(nullif(current_setting('maskroute.schema', true), ''), 'public');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_forget') THEN
        CREATE ROLE maskroute_forget NOLOGIN;
    END IF;

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO maskroute_forget', home);
    EXECUTE format('REVOKE ALL ON %1$I.user_logins, %1$I.processed_message, %1$I.unmask_audit FROM maskroute_forget', home);
    EXECUTE format('GRANT SELECT, DELETE, UPDATE (masked_ip) ON %I.user_logins TO maskroute_forget', home);
    EXECUTE format('GRANT INSERT ON %I.unmask_audit TO maskroute_forget', home);
END $$;
