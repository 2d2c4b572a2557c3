package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the examples of docs/login-events.md. */
class LoginEventsPageTest {

    private static final Path PAGE = Path.of("docs", "login-events.md");
    private static final Path TABLE = Path.of("src/main/resources/io/github/maskroute/db/V1__user_logins.sql");
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| `([a-z]+[(0-9)]*)` \\| .* \\| ([^|]+) \\|$");
    private static final Pattern VERSION = Pattern.compile("(?m)^\\| `([0-9.]+)` \\| ([0-9]+) \\|$");
    private static final Pattern REJECTION = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([a-z-]+) \\| ((?:[^|`\\\\]|\\\\\\|)+) \\|$");

    @Test
    void shouldListColumnsOfTheTable() throws IOException {
        String table = rows(COLUMN).stream().map(row -> row.group(1) + " " + row.group(2)).collect(Collectors.joining(", "));
        String sql = Files.readString(TABLE).replaceAll("(?s).*user_logins \\(\\s*(.*?)\\s*\\);.*", "$1").replaceAll("\\s+", " ");

        assertThat(table).isEqualTo(sql);
    }

    /** Repeats the arithmetic of the shipped statement. InputsIT tests the statement itself. */
    @Test
    void shouldComputeVersions() throws IOException {
        assertThat(rows(VERSION)).hasSizeGreaterThan(3).allSatisfy(row -> {
            int[] parts = Stream.of(row.group(1).split("[.]")).mapToInt(Integer::parseInt).toArray();
            assertThat(Arrays.copyOf(parts, 3)[0] * 1_000_000 + Arrays.copyOf(parts, 3)[1] * 1_000 + Arrays.copyOf(parts, 3)[2])
                    .isEqualTo(Integer.parseInt(row.group(2)));
        });
    }

    @Test
    void shouldStoreSampleEvent() throws IOException {
        assertThat(BodyOutcome.checked(event().toString()).isStored()).isTrue();
    }

    @Test
    void shouldRejectWithListedDetails() throws IOException {
        List<MatchResult> rows = rows(REJECTION);

        assertThat(rows).hasSizeGreaterThan(20);
        for (MatchResult row : rows) {
            Rejection rejection = BodyOutcome.checked(body(row.group(1))).refused();
            assertThat(rejection.reason().code() + " " + rejection.detail()).as(row.group(1))
                    .isEqualTo(row.group(2) + " " + row.group(3).replace("\\|", "|"));
        }
    }

    /** An example with one known field is merged into the sample event. Other examples are used unchanged. */
    private static String body(String example) throws IOException {
        try {
            if (StrictJson.mapper().readTree(example) instanceof ObjectNode changed && changed.size() == 1
                    && event().has(changed.fieldNames().next())) {
                return event().setAll(changed).toString();
            }
        } catch (JsonProcessingException | NumberFormatException e) {
            // Some examples are malformed on purpose.
        }
        return example;
    }

    private static ObjectNode event() throws IOException {
        String text = Files.readString(PAGE).lines().filter(line -> line.startsWith("    {")).findFirst().orElseThrow();
        return (ObjectNode) StrictJson.mapper().readTree(text);
    }

    private static List<MatchResult> rows(Pattern row) throws IOException {
        return row.matcher(Files.readString(PAGE)).results().toList();
    }
}
