package io.github.maskroute.camel;

import io.github.maskroute.testing.Scenario;
import io.github.maskroute.testing.TestDrain;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid and unusual inputs: each is stored or dead-lettered as its scenario file expects, and affects no other message. */
class InputsIT {

    private static TestDrain shared;

    @BeforeAll
    static void start() {
        shared = TestDrain.started();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void shouldMeetTheExpectedOutcome(Scenario scenario) {
        if (scenario.together()) {
            try (TestDrain own = new TestDrain()) {
                InputsCheck check = new InputsCheck(own, own::log).send(scenario);
                own.start();
                check.check();
            }
        } else {
            shared.awaitEmpty().execute("TRUNCATE user_logins").deadLetters();
            new InputsCheck(shared, shared::log).send(scenario).check();
        }
    }
}
