package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.CommandResult;
import org.junit.jupiter.api.Test;

/** Changes by an administrator that stop a running drain from storing, and are reverted. */
class DatabaseOperatorFaults {

    @Test
    void tableRenamed() {
        refuses("04.15", "table renamed", "42P01",
                "ALTER TABLE user_logins RENAME TO user_logins_away", "ALTER TABLE user_logins_away RENAME TO user_logins");
    }

    @Test
    void privilegeRevoked() {
        refuses("04.16", "privilege revoked", "42501", "REVOKE INSERT ON user_logins FROM LOGIN", "GRANT INSERT ON user_logins TO LOGIN");
    }

    @Test
    void passwordChanged() {
        refuses("04.17", "password changed", "28P01", "ALTER ROLE LOGIN PASSWORD 'second'", "ALTER ROLE LOGIN PASSWORD 'first'");
    }

    @Test
    void tableThatNoRecordFits() {
        try (FaultRun run = new FaultRun("04.18", "a CHECK that no record meets (23514), dropped later")) {
            Packaged drain = run.start();
            run.send(FaultRun.EVENTS / 2).awaitEmpty();
            run.services().execute("ALTER TABLE user_logins ADD CONSTRAINT nobody CHECK (create_date < '2000-01-01') NOT VALID");
            run.send(FaultRun.EVENTS / 10).awaitEmpty();
            run.services().execute("ALTER TABLE user_logins DROP CONSTRAINT nobody");
            CommandResult redriven = run.command("dlq", "redrive", "--reason", "constraint");
            assertThat(redriven.exit()).as(redriven.err()).isZero();
            assertThat(FaultRun.log(drain)).contains("SQLState 23514, constraint nobody");
            run.finish("the records of that time became dead letters; `dlq redrive` (" + redriven.out().strip() + ") stored them once");
        }
    }

    /** @param begin and {@code end}: SQL, in which LOGIN is the drain's login */
    private static void refuses(String number, String scenario, String state, String begin, String end) {
        try (FaultRun run = new FaultRun(number, scenario + " (" + state + ")")) {
            DrainLogin login = new DrainLogin(run);
            Packaged drain = run.start();
            run.outage(drain, "The database refuses since", () -> {
                login.execute(begin.replace("LOGIN", login.name()));
                login.cut();
            }, () -> login.execute(end.replace("LOGIN", login.name())));
            run.finish("the drain logged it and waited; no record became a dead letter because of it,"
                    + " and the drain went on when it was corrected");
            OutageLines.assertOneRefusal(drain, "database");
        }
    }
}
