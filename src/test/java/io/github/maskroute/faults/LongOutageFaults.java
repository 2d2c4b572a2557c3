package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A drain with a small heap while its services are unreachable: for minutes here, for four hours of a test clock in LongOutageTest. */
class LongOutageFaults {

    private static final Duration AWAY = Duration.ofMinutes(1);
    private static final int MEBIBYTE = 1 << 20;
    private static final Map<String, String> SMALL_HEAP =
            Map.of("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx96m -XX:+ExitOnOutOfMemoryError");

    @Test
    void databaseQueueAndBoth() {
        try (FaultRun run = new FaultRun("10", "database, queue, and both away for a minute each, heap of 96 MiB");
                FaultProxy queue = new FaultProxy(run.queue().endpoint().getPort())) {
            Packaged drain = run.with("maskroute.queue.endpoint", "http://127.0.0.1:" + queue.port()).sendAll()
                    .launch(SMALL_HEAP).awaitOutput("Running: ");
            Vitals first = away(run, drain, Map.of("database", run.database()));
            Vitals second = away(run, drain, Map.of("queue", queue));
            Vitals last = away(run, drain, Map.of("database", run.database(), "queue", queue));
            assertThat(last.heapBytes()).as("heap").isLessThan(first.heapBytes() + 8 * MEBIBYTE);
            assertThat(last.threads()).as("threads").isLessThan(first.threads() + 10);
            run.finish("%d, %d and %d lines of log; %d MiB of objects and %.0f threads in the first outage, %d and %.0f in the last"
                    .formatted(first.lines(), second.lines(), last.lines(), first.heapBytes() / MEBIBYTE, first.threads(),
                            last.heapBytes() / MEBIBYTE, last.threads()));
        }
    }

    /** The resources of the drain at the end of an outage, which begins during work. */
    private static Vitals away(FaultRun run, Packaged drain, Map<String, FaultProxy> services) {
        run.awaitRows(run.rows() + 100);
        List<String> before = FaultRun.log(drain).lines().toList();
        services.values().forEach(FaultProxy::cut);
        services.keySet().forEach(name -> run.until(name + " away", () -> newLines(drain, before)
                .stream().anyMatch(line -> line.contains("WARN") && line.contains("The " + name + " is away since "))));
        Instant end = Instant.now().plus(AWAY);
        run.until("a minute later", () -> Instant.now().isAfter(end));
        List<String> lines = newLines(drain, before);
        assertThat(lines).as("one line for each service, and one a minute").hasSizeLessThanOrEqualTo(services.size() * 2);
        assertThat(run.services().depth(run.services().queueUrl())).as("messages that wait").isPositive();
        Vitals vitals = new Vitals(lines.size(), threads(run, drain), liveBytes(drain));
        services.values().forEach(FaultProxy::open);
        services.keySet().forEach(name -> run.until(name + " back", () -> newLines(drain, before)
                .stream().anyMatch(line -> line.contains("INFO") && line.contains("The " + name + " is back after "))));
        return vitals;
    }

    /** Without the lines about messages in process and their outcome. */
    private static List<String> newLines(Packaged drain, List<String> before) {
        return FaultRun.log(drain).lines().skip(before.size())
                .filter(line -> !line.contains(" Progress: ") && !line.contains("is a dead letter")).toList();
    }

    private static double threads(FaultRun run, Packaged drain) {
        String name = "jvm_threads_live_threads ";
        return run.page(drain, "observe/metrics").lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length()))).findFirst().orElseThrow();
    }

    /** The size of all live objects, after a collection. */
    private static long liveBytes(Packaged drain) {
        try {
            Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(drain.pid()), "GC.class_histogram").start();
            String total = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines().reduce("", (line, next) -> next);
            return Long.parseLong(total.strip().split("\\s+")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Vitals(int lines, double threads, long heapBytes) {}
}
