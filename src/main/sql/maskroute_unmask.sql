-- maskroute_unmask: the group of those who may decode tokens with `maskroute unmask`. Its members can add to the audit of
-- decodings, and neither read nor change it.
--
-- Who:  a superuser, in the database of the audit. When: after `maskroute migrate`; may be run again.
-- Then: give each person a login of his own, because the audit names logins:
--         CREATE ROLE alice LOGIN; GRANT maskroute_unmask TO alice;
--       and each reader of the audit, who should not decode, the right to read:
--         GRANT SELECT ON public.unmask_audit TO bob;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_unmask') THEN
        CREATE ROLE maskroute_unmask NOLOGIN;
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO maskroute_unmask;
REVOKE ALL ON public.user_logins, public.processed_message, public.unmask_audit FROM maskroute_unmask;
GRANT INSERT ON public.unmask_audit TO maskroute_unmask;
