-- maskroute_remask: the group of logins that may rewrite tokens with `maskroute remask`. Its members can read the rows and change
-- the two columns of tokens, and nothing else. Grant it for the time of a rotation.
--
-- Schema: public, or another one that the session names first: SET maskroute.schema = 'logins'.
-- Who:  a superuser, in the database of the drain. When: after `maskroute migrate`; may be run again.
-- Then: GRANT maskroute_remask TO carol; and afterwards REVOKE maskroute_remask FROM carol. Tables and columns of routes of your
--       own need grants of their own. The command keeps known values in a temporary table, which every login may create by default.
DO $$
DECLARE
    home text := coalesce(nullif(current_setting('maskroute.schema', true), ''), 'public');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_remask') THEN
        CREATE ROLE maskroute_remask NOLOGIN;
    END IF;

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO maskroute_remask', home);
    EXECUTE format('REVOKE ALL ON %1$I.user_logins, %1$I.processed_message, %1$I.unmask_audit FROM maskroute_remask', home);
    EXECUTE format('GRANT SELECT, UPDATE (masked_ip, masked_device_id) ON %I.user_logins TO maskroute_remask', home);
END $$;
