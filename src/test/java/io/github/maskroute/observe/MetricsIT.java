package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.packaging.Deployed;
import io.github.maskroute.testing.PathProgram;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a drain that stored 30 events and rejected two, checked by the tools that read them. */
class MetricsIT {

    private static final TestDrain DRAIN = new TestDrain();

    @BeforeAll
    static void drain() {
        List<String> events = new ArrayList<>(IntStream.range(0, 30).mapToObj(TestDrain::event).toList());
        events.add("no json");
        events.add("{}");
        DRAIN.send(events).start().awaitRows(30);
        // A page has no metric of garbage collections before the first one.
        System.gc();
        await().until(() -> page().contains("jvm_gc_pause_seconds_sum"));
    }

    @AfterAll
    static void stop() {
        DRAIN.close();
    }

    @Test
    void shouldFollowPrometheusConventionsAndContainNoRawValue(@TempDir Path folder) throws IOException {
        DRAIN.assertNothingLeaked(page());
        Path input = Files.writeString(folder.resolve("metrics.txt"), page() + "\n");
        assertThat(PathProgram.onThePath("promtool").run(input, "check", "metrics")).isEmpty();
    }

    @Test
    void shouldProvideAllThatDashboardAndRulesQuery() {
        Set<String> there = names();
        assertThat(Deployed.queries()).isNotEmpty().allSatisfy(query ->
                assertThat(Deployed.metricsOf(query)).as(query).isNotEmpty().isSubsetOf(there));
        assertThat(Deployed.metricsOfRules()).isNotEmpty().isSubsetOf(there);
    }

    @Test
    void shouldMatchTheMetricsThatTheRunbookExplains() {
        Set<String> families = page().lines().filter(line -> line.startsWith("# TYPE maskroute_") && !line.contains("_max "))
                .map(line -> line.split(" ")[2]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> explained = Deployed.manual().lines().filter(line -> line.startsWith("| `maskroute_"))
                .flatMap(line -> Deployed.ourMetrics(line.split("\\|")[1])).collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained).isEqualTo(families);
    }

    @Test
    void shouldBeScrapedByARealPrometheus(@TempDir Path folder) throws IOException {
        PathProgram program = PathProgram.onThePath("prometheus");
        try (PrometheusServer prometheus = PrometheusServer.start(program, folder, DRAIN.page("observe/metrics").uri().getAuthority())) {
            await("scraped").atMost(TestDrain.PATIENCE)
                    .until(() -> prometheus.value("sum(maskroute_messages_total{outcome=\"stored\"})") == DRAIN.count());
            assertThat(prometheus.value("sum(maskroute_messages_total{outcome=\"dead_lettered\"})")).isEqualTo(2);
            assertThat(prometheus.value("up{job=\"maskroute\"}")).isEqualTo(1);
            assertThat(prometheus.get("/api/v1/rules").findValuesAsText("name"))
                    .containsAll(Deployed.alerts().stream().map(alert -> alert.path("alert").asText()).toList());
            await("a range of samples").until(() -> prometheus.value("count_over_time(maskroute_received_total[1m])") > 1);
            assertThat(Deployed.queries()).allSatisfy(query -> assertThat(prometheus.query(query)).as(query).isNotEmpty());
        }
    }

    private static String page() {
        return DRAIN.page("observe/metrics").body();
    }

    private static Set<String> names() {
        return page().lines().filter(line -> !line.startsWith("#")).map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
    }
}
