-- maskroute_remask: the group of those who may renew tokens with `maskroute remask`. Its members can read the rows and change
-- the two columns of tokens, and nothing else; it is a right to give for the time of a rotation.
--
-- Who:  a superuser, in the database of the drain. When: after `maskroute migrate`; may be run again.
-- Then: GRANT maskroute_remask TO carol; and afterwards REVOKE maskroute_remask FROM carol. Tables and columns of routes of your
--       own need grants of their own. The command keeps known values in a temporary table, which everybody may make by default.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_remask') THEN
        CREATE ROLE maskroute_remask NOLOGIN;
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO maskroute_remask;
REVOKE ALL ON public.user_logins, public.processed_message, public.unmask_audit FROM maskroute_remask;
GRANT SELECT, UPDATE (masked_ip, masked_device_id) ON public.user_logins TO maskroute_remask;
