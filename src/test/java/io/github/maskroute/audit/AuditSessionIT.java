package io.github.maskroute.audit;

import static io.github.maskroute.audit.AuditDatabase.REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.testing.Services;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session settings of a login, a database or a URL neither redirect records nor make them less durable. */
class AuditSessionIT {

    private static final String SHADOW = "unmask_audit (actor_host text, reason text, token_hash text, count integer)";

    private final AuditDatabase database = new AuditDatabase();
    private final String actor = database.newActor();

    @Test
    void shouldRecordInPublicForALoginWithASchemaOfItsName() {
        shadow(actor);

        assertThat(recorded(database.url())).containsExactly(Map.of("actor", actor));
    }

    @Test
    void shouldRecordInPublicForALoginWithASearchPathOfItsOwn() {
        shadow("mine_" + actor);
        database.execute("ALTER ROLE " + actor + " SET search_path = mine_" + actor);

        assertThat(recorded(database.url())).containsExactly(Map.of("actor", actor));
    }

    @Test
    void shouldRefuseASchemaWhoseTableIsNotTheAudit() {
        shadow("mine_" + actor);

        assertThatThrownBy(() -> recorded(database.url() + "?currentSchema=mine_" + actor)).isInstanceOf(AuditRefusedException.class)
                .hasMessageContaining("the first schema of currentSchema in maskroute.db.url has no table unmask_audit");
        assertThat(recorded(database.url() + "?currentSchema=public,mine_" + actor)).containsExactly(Map.of("actor", actor));
    }

    @Test
    void shouldNotCallFunctionsOfTheLogin() {
        shadow(actor);
        database.execute("CREATE FUNCTION " + actor + ".set_config(text, text, boolean) RETURNS text LANGUAGE sql AS 'SELECT $2'; "
                + "ALTER ROLE " + actor + " SET search_path = " + actor + ", pg_catalog, public");

        assertThat(recorded(database.url())).containsExactly(Map.of("actor", actor));
    }

    @Test
    void shouldReadFromPublicWhateverTheReaderOwns() {
        database.recorded(2);
        shadow(actor);
        database.execute("GRANT SELECT ON public.unmask_audit TO " + actor);

        assertThat(new AuditTrail(database.login(actor)).verify()).extracting("count").isEqualTo(2L);
    }

    /** Reads the setting while the record is inserted: it is not visible after the commit. */
    @ParameterizedTest
    @ValueSource(strings = {"ALTER ROLE ACTOR SET synchronous_commit = off",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$"})
    void shouldCommitToDiskWhateverTheLoginSets(String setting) {
        database.execute("""
                CREATE TABLE seen (setting text);
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN INSERT INTO public.seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
                CREATE TRIGGER see AFTER INSERT ON unmask_audit FOR EACH ROW EXECUTE FUNCTION see()""");
        database.execute(setting.replace("ACTOR", actor));
        database.audit(actor, 9).record(REASON, List.of("token-1"));

        assertThat(Services.query(database.url(), "SELECT setting FROM seen")).containsExactly(Map.of("setting", "on"));
    }

    private List<Map<String, String>> recorded(String url) {
        new UnmaskAudit(AuditDatabase.dataSource(url, actor), 9, "h").record(REASON, List.of("token-1"));
        return Services.query(database.url(), "SELECT actor FROM public.unmask_audit");
    }

    private void shadow(String schema) {
        database.execute("CREATE SCHEMA " + schema + " AUTHORIZATION " + actor + "; SET ROLE " + actor + "; CREATE TABLE " + schema
                + "." + SHADOW);
    }
}
