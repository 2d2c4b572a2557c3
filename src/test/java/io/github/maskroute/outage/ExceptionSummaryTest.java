package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExceptionSummaryTest {

    private static final String VALUE = "198.51.100.7";

    @ParameterizedTest
    @MethodSource("thrown")
    void shouldNameClassesAndStateWithoutAnyMessage(Throwable thrown, String words) {
        assertThat(new ExceptionSummary(thrown)).hasToString(words);
    }

    static Stream<Arguments> thrown() {
        SQLException refused = new SQLException("Failing row contains (" + VALUE + ")", "42501");
        return Stream.of(
                Arguments.of(new IllegalStateException(VALUE), "java.lang.IllegalStateException"),
                Arguments.of(refused, "java.sql.SQLException, SQLState 42501"),
                Arguments.of(new IllegalStateException(VALUE, new RuntimeException(VALUE, new IOException(VALUE))),
                        "java.lang.IllegalStateException, caused by java.io.IOException"),
                Arguments.of(new IllegalStateException(VALUE, new FlywayException(VALUE, refused)),
                        "java.lang.IllegalStateException, caused by java.sql.SQLException, SQLState 42501"),
                Arguments.of(new SQLException(VALUE, "08006", new IOException(VALUE)),
                        "java.sql.SQLException, caused by java.io.IOException, SQLState 08006"),
                Arguments.of(new SQLException(VALUE, null, refused),
                        "java.sql.SQLException, caused by java.sql.SQLException, SQLState 42501"),
                Arguments.of(new BatchUpdateException(VALUE, "23505", new int[0]), "java.sql.BatchUpdateException, SQLState 23505"),
                Arguments.of(new SQLException(VALUE, VALUE), "java.sql.SQLException"));
    }

    @Test
    void shouldEndWithCircularCauses() {
        Exception cause = new RuntimeException(VALUE);
        IllegalStateException ring = new IllegalStateException(VALUE, cause);
        cause.initCause(ring);

        assertThat(new ExceptionSummary(ring).toString()).startsWith("java.lang.IllegalStateException").doesNotContain(VALUE);
    }
}
