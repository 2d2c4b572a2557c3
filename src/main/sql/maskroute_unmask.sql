-- maskroute_unmask: the group of logins that may decode tokens with `maskroute unmask`. Its members can add to the audit of
-- decodings, and neither read nor change it.
--
-- Schema: public, or another one that the session names first: SET maskroute.schema = 'logins'.
-- Who:  a superuser, in the database of the audit. When: after `maskroute migrate`; may be run again.
-- Then: give each person a separate login, because the audit names logins:
--         CREATE ROLE alice LOGIN; GRANT maskroute_unmask TO alice;
--       and each reader of the audit, who should not decode, the right to read:
--         GRANT SELECT ON unmask_audit TO bob;
DO $$
DECLARE
    home text := coalesce(nullif(current_setting('maskroute.schema', true), ''), 'public');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'maskroute_unmask') THEN
        CREATE ROLE maskroute_unmask NOLOGIN;
    END IF;

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO maskroute_unmask', home);
    EXECUTE format('REVOKE ALL ON %1$I.user_logins, %1$I.processed_message, %1$I.unmask_audit FROM maskroute_unmask', home);
    EXECUTE format('GRANT INSERT ON %I.unmask_audit TO maskroute_unmask', home);
END $$;
