package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.camel.telemetry.RouteDiagram.DrawnRoute;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status page on the screen, by keyboard and for a screen reader, with figures that fill every part of it. */
class StatusPageFormIT {

    private static final Status.QueueFigures QUEUE = new Status.QueueFigures("logins", "logins-dead", 1_234_567, null, 6, 7_384);
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static final String PATH = "/srv/maskroute-production/configuration/routes/mask-login-events.camel.yaml:12: unknown_property";
    private static final AttentionItem WAITING = new AttentionItem(
            AttentionItem.Kind.OUTAGE, "Waiting: the database is away since 2026-01-02T03:00:00Z " + MARKUP, "maskroute doctor");
    private static final Set<String> NAMED = Set.of(
            "button", "link", "image", "table", "heading", "DisclosureTriangle", "navigation", "region", "columnheader", "rowheader");

    private static Browser browser;
    private static ObserveServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        server = new ObserveServer(new InetSocketAddress("127.0.0.1", 0));
        Page page = Page.html("status.html");
        server.serve("/", () -> page);
        server.serve("/status.json", () -> Page.json(200, figures()));
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            server.close();
            browser.close();
        }
    }

    private static Status figures() {
        List<DrawnRoute> routes = List.of(
                new DrawnRoute("drain", "Takes.", "Started",
                        List.of("from aws2-sqs logins", "process mask"), List.of("store", "dead"), "dead"),
                new DrawnRoute("store", "Stores.", "Suspended", List.of("from direct store", "to sql store.sql"), List.of(), null),
                new DrawnRoute("dead", MARKUP, "Stopped", List.of("from direct dead", "to aws2-sqs " + MARKUP), List.of(), null));
        return new Status("1", MARKUP, "2026-01-01T00:00:00Z", "2026-01-02T03:04:05.678Z", "waiting",
                WAITING.line(), "Waiting", List.of(WAITING,
                        new AttentionItem(AttentionItem.Kind.EDIT_REFUSED, "An edit is refused", "maskroute check"),
                        new AttentionItem(AttentionItem.Kind.DEAD_LETTERS, "6 dead letters wait", "maskroute dlq list")),
                new Status.Places("eu-central-1", "db.example:5432/app", "public"), new Status.Totals(9, 8, 7, 6),
                Map.of(MARKUP, 5L, "schema", 1L), QUEUE, List.of(polled("drain-logins"), polled(MARKUP)),
                "2026-01-02T03:00:05Z",
                new Percentiles(0.012, 3.21, 90_000),
                List.of(new Status.Service("queue", true, ""), new Status.Service("database", false, MARKUP),
                        new Status.Service("edits", false, PATH)),
                new Status.ScheduleState(false, "2026-01-03T01:00:00Z"), routes,
                LongStream.range(0, 300)
                        .mapToObj(i -> new History.Second(1_767_322_800 + i, i % 97 * 11, 0, i % 50 == 0 ? 1 : 0)).toList(),
                LongStream.range(0, 60).mapToObj(i -> new Minute(
                        1_767_319_500 + i * 60, 60, i * 600, i * 20, 0, i == 30 ? 4 : 0, 0, 0, 0, 1)).toList());
    }

    private static Status.PolledRoute polled(String route) {
        return new Status.PolledRoute(route, new Status.Totals(9, 8, 7, 6), QUEUE);
    }

    private static void display(int width, String scheme) {
        browser.display(width, 4_000, scheme, "reduce");
        browser.open("http://127.0.0.1:" + server.address().getPort() + "/");
        await("figures").atMost(TestDrain.PATIENCE).until(() -> browser.text("#figures").contains("1,234,567"));
    }

    @Test
    void shouldReachEveryControlInOrderByKeyboard() {
        display(1200, "light");
        JsonNode all = browser.evaluate(
                "[...document.querySelectorAll('a, button, summary')].filter(e => e.checkVisibility()).map(e => e.innerText)");
        List<String> reached = IntStream.range(0, all.size()).mapToObj(i -> {
            browser.pressTab();
            assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle").asText()).isEqualTo("solid");
            return browser.evaluate("document.activeElement.innerText").asText();
        }).toList();
        assertThat(all).extracting(JsonNode::asText).containsExactlyElementsOf(reached)
                .containsExactly("Pause", "Minute by minute", "The routes in words",
                        "Metrics", "Health", "Figures as JSON");

        browser.evaluate("document.querySelector('button').focus()");
        browser.pressSpace();
        assertThat(browser.evaluate("document.querySelector('button').ariaPressed").asText()).isEqualTo("true");
        await().atMost(TestDrain.PATIENCE).until(() -> browser.text("#asof").startsWith("Held at 03:04:05"));
        browser.pressTab();
        browser.pressSpace();
        assertThat(browser.evaluate("document.querySelector('details').open").asBoolean()).isTrue();
    }

    @Test
    void shouldExposeEverythingToAScreenReader() {
        display(1200, "light");
        browser.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");
        List<JsonNode> tree = browser.accessibilityTree();

        assertThat(tree).extracting(StatusPageFormIT::role).contains("banner", "main", "contentinfo", "navigation", "heading", "status");
        assertThat(tree).filteredOn(node -> NAMED.contains(role(node))).hasSizeGreaterThan(30)
                .allSatisfy(node -> assertThat(node.path("name").path("value").asText()).as(node.toString()).isNotBlank());
        assertThat(browser.evaluate("[...document.querySelectorAll('table')].map(table => table.caption?.innerText || '')"))
                .hasSize(6).extracting(JsonNode::asText).doesNotContain("");
        assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
        assertThat(browser.evaluate("document.getElementById('chart').ariaLabel").asText())
                .isEqualTo("Stored per second in the last five minutes: 88 at 03:04:59, 1,056 at most, 513 on average; 6 dead letters");
        assertThat(browser.evaluate("document.getElementById('hour').ariaLabel").asText())
                .isEqualTo("Stored per second in the last hour: 590 at 03:04:00, 590 at most, 295 on average; 4 dead letters");
        assertThat(browser.evaluate("document.querySelectorAll('#minutes tr').length").asInt()).isEqualTo(60);
        assertThat(browser.evaluate("[...document.querySelectorAll('#words > li > strong')].map(e => e.textContent)"))
                .extracting(JsonNode::asText).containsExactly("drain", "store", "dead");
        assertThat(browser.text("#words")).contains("drain, started. Takes.", "Hands on to store.", "Its dead letters go to dead.");
    }

    private static String role(JsonNode node) {
        return node.path("role").path("value").asText();
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "700, light", "1200, light", "1200, dark"})
    void shouldFitTheScreenAndBeLegible(int width, String scheme) throws IOException {
        display(width, scheme);
        browser.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        JsonNode contrast = browser.evaluate(Files.readString(Path.of("src/test/resources/contrast.js")));
        assertThat(contrast.path("seen").asInt()).isGreaterThan(80);
        assertThat(contrast.path("found")).extracting(JsonNode::asText).isEmpty();
        assertThat(browser.evaluate("getComputedStyle(document.documentElement).backgroundColor").asText())
                .isEqualTo(scheme.equals("dark") ? "rgb(20, 23, 26)" : "rgb(250, 249, 246)");
    }

    @Test
    void shouldInsertTextAndNeverMarkup() {
        display(1200, "light");

        assertThat(browser.text("#headline")).isEqualTo("Waiting: the database is away since 03:00:00 " + MARKUP + ": maskroute doctor");
        assertThat(browser.text("#reasons")).contains(MARKUP);
        assertThat(browser.text("#services")).contains(MARKUP, "closed", "until 2026-01-03 01:00:00");
        assertThat(browser.text("#diagram")).contains("dead", "stopped", "suspended", "away");
        assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void shouldShowUnknownApartFromZeroAndStatesWithoutColour() {
        display(1200, "light");

        assertThat(browser.text("#figures")).contains("unknown", "2 h 3 min");
        assertThat(browser.text("#delivery")).contains("12 ms", "3.2 s", "1 d 1 h");
        assertThat(browser.evaluate("[...document.querySelectorAll('#services use')].map(use => use.getAttribute('href'))"))
                .extracting(JsonNode::asText).containsExactly("#disc", "#triangle", "#triangle", "#bars", "#disc", "#bars", "#triangle");
    }

    @Test
    void shouldShowFurtherProblemsPlacesAndTheStartOfTheCounts() {
        display(1200, "light");

        assertThat(browser.text("#troubles").lines())
                .containsExactly("An edit is refused: maskroute check", "6 dead letters wait: maskroute dlq list");
        assertThat(browser.evaluate("document.querySelector('#shape').parentNode.getAttribute('class')").asText()).contains("bad");
        assertThat(browser.text("#services")).contains("logins, eu-central-1", "db.example:5432/app, schema public");
        assertThat(browser.text("#figures"))
                .contains("4 min", "at 03:00:05", "mean of the last ten seconds", "in the dead-letter queue now");
        assertThat(browser.evaluate("[...document.querySelectorAll('.since')].map(e => e.textContent)"))
                .extracting(JsonNode::asText).containsOnly("since the start at 2026-01-01 00:00:00");
    }

    /** The last character of each line of the path is a separator. The positions of the characters show where lines end. */
    @ParameterizedTest
    @ValueSource(ints = {360, 700})
    void shouldBreakPathsOnlyAtTheirSeparators(int width) throws IOException {
        display(width, "light");

        JsonNode lines = browser.evaluate(Files.readString(Path.of("src/test/resources/lines.js")).formatted("edits"));
        assertThat(lines).hasSizeGreaterThan(1).extracting(JsonNode::asText)
                .allSatisfy(line -> assertThat(line).matches("(?s).*([/:._ -]|property)"));
        assertThat(String.join("", lines.valueStream().map(JsonNode::asText).toList())).isEqualTo(PATH);
    }

    @Test
    void shouldNotAnimateIfReducedMotionIsPreferred() {
        display(1200, "light");
        assertThat(browser.evaluate("calm.matches").asBoolean()).isTrue();
        assertThat(browser.evaluate("drawn.chart.last = 0; charts(status); document.getAnimations().length").asInt()).isZero();

        browser.display(1200, 4_000, "light", "no-preference");
        assertThat(browser.evaluate("drawn.chart.last = 0; charts(status); document.getAnimations().length").asInt()).isPositive();
    }
}
