package io.github.maskroute.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Drains a full queue in some {@link Way}s in turn, several times, and compares.
 *
 * <p>It fails if there are too few or too many rows, never because of a time.
 */
class DrainBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Path FOLDER = Path.of("target", "bench");

    @Test
    void shouldDrainAFullQueueInThreeWays() throws Exception {
        compare(Way.DRAIN, List.of(Way.HAND_WRITTEN, Way.STOCK), "drain.md");
    }

    @Test
    void shouldDrainAFullQueueWithEitherScheme() throws Exception {
        compare(Way.DRAIN_SIV, List.of(Way.DRAIN), "scheme.md");
    }

    @Test
    void shouldDrainNestedOrders() throws Exception {
        compare(Way.ORDERS, List.of(Way.DRAIN), "orders.md");
    }

    private static void compare(Way one, List<Way> others, String file) throws Exception {
        Files.createDirectories(FOLDER);
        List<Way> turns = new ArrayList<>(others);
        turns.add(0, one);
        Map<Way, List<Figures>> rounds = new EnumMap<>(Way.class);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Way way : turns) {
                rounds.computeIfAbsent(way, key -> new ArrayList<>()).add(measure(way, round));
            }
            // No way goes first or last in each round.
            Collections.reverse(turns);
        }
        String report = Report.of(rounds, one);
        System.out.println(report);
        Files.writeString(FOLDER.resolve(file), report);
    }

    private static Figures measure(Way way, int round) throws IOException, InterruptedException {
        try (Backlog backlog = Backlog.of(way.type, way.messages())) {
            Path result = FOLDER.resolve("result-" + round + "-" + way);
            long before = backlog.commits();
            run(way, backlog, result);
            long statements = backlog.commits() - before;
            assertThat(backlog.rows()).as("rows of " + way).isEqualTo(way.messages());
            assertThat(backlog.rows(way.scheme)).as("rows masked by " + way.scheme).isEqualTo(way.messages());
            assertThat(backlog.depth()).as("messages left by " + way).isZero();
            return Figures.read(result).withStatements((double) statements / way.messages());
        }
    }

    private static void run(Way way, Backlog backlog, Path result) throws IOException, InterruptedException {
        Path log = FOLDER.resolve(result.getFileName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp", Path.of("src", "test", "bench") + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "-Dlog4j2.configurationFile=maskroute-log4j2.properties"));
        String options = System.getProperty("bench.jvm." + way, "");
        if (!options.isBlank()) {
            command.addAll(List.of(options.split(" ")));
        }
        settings(way, backlog).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(Client.class.getName(), way.name(), result.toString()));
        Process client = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(client.waitFor(10, TimeUnit.MINUTES)).as(way + " has ended; see " + log).isTrue();
            assertThat(client.exitValue()).as("exit code of " + way + "; see " + log).isZero();
        } finally {
            client.destroyForcibly();
        }
    }

    private static Map<String, String> settings(Way way, Backlog backlog) {
        Map<String, String> settings = new TreeMap<>(backlog.settings());
        settings.put("maskroute.dev-services", "off");
        settings.put("maskroute.http.port", "0");
        settings.put("maskroute.mask.scheme", way.scheme.word());
        settings.put("maskroute.mask.keyset", TrialKeys.in(Services.FOLDER).toString());
        return settings;
    }
}
