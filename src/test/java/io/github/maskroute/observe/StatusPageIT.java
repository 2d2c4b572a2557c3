package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.faults.FaultProxy;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The status page of a working drain in a browser. */
class StatusPageIT {

    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldShowTheCountsOfQueuesAndTable() throws IOException {
        try (TestDrain drain = TestDrain.started()) {
            drain.send(IntStream.range(0, 400).mapToObj(TestDrain::event).toList());
            drain.send(List.of("no JSON", "nor this", "{}"));
            drain.awaitRows(400);
            open(drain);

            awaitFigure("Dead letters", drain.depth(drain.deadLetterUrl()));
            awaitFigure("Waiting", 0);
            assertThat(table("totals")).isEqualTo(Map.of("received", "%.0f".formatted(drain.metric("maskroute_received_total")),
                    "stored", Integer.toString(drain.count()), "duplicates", "0", "dead letters", "3"));
            assertThat(table("reasons")).isEqualTo(Map.of("not-json", "2", "schema", "1"));
            assertThat(table("delivery").values()).allMatch(time -> time.matches("[\\d.,]+ (ms|s)"));
            assertThat(table("services")).containsEntry("queue", "up").containsEntry("database", "up");
            drain.camelContext().getRoutes().stream().map(Route::getId).forEach(id -> {
                assertThat(table("services")).containsEntry("route " + id, "started");
                assertThat(browser.text("#diagram")).contains(id);
            });
            assertThat(browser.evaluate("[...document.querySelectorAll('#minutes tr td:last-child')].map(cell => +cell.textContent)"))
                    .extracting(JsonNode::asInt).satisfies(perMinute -> assertThat(perMinute.stream().mapToInt(i -> i).sum()).isEqualTo(3));
            awaitHeadline("3 dead letters wait: maskroute dlq list");
            assertThat(browser.evaluate("document.querySelector('#shape').getAttribute('href')").asText()).isEqualTo("#triangle");
            await("idle, and all named").atMost(TestDrain.PATIENCE).untilAsserted(() -> {
                assertThat(browser.text("#asof")).startsWith("As of ").endsWith(". Idle: the queue is empty");
                assertThat(browser.text("#services")).contains(
                        drain.settings().get("maskroute.queue.name") + ", 127.0.0.1:", ", schema public");
            });

            photograph();
            assertThat(browser.errors()).isEmpty();
            assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(drain.page("").uri().toString()));
            drain.assertNothingLeaked(drain.page("status.json").body());
        }
    }

    @Test
    void shouldShowWhichServiceIsUnreachableAndSinceWhen() throws IOException {
        String jdbcUrl = Services.get().newDatabase();
        int port = URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
        try (FaultProxy database = new FaultProxy(port);
                TestDrain drain = new TestDrain("", Map.of("maskroute.db.url", jdbcUrl.replace(":" + port, ":" + database.port())))) {
            drain.start();
            open(drain);
            awaitHeadline("Idle: the queue is empty");

            database.cut();
            awaitHeadline("Waiting: the database ");
            assertThat(browser.evaluate("document.title").asText()).startsWith("Waiting: the database ").endsWith("Maskroute");
            assertThat(table("services")).containsEntry("database", "trouble").containsEntry("queue", "up");
            assertThat(browser.text("#announce")).startsWith("Waiting: the database ");

            database.open();
            awaitHeadline("Idle: the queue is empty");
            drain.stop();
            awaitHeadline("No answer since ");
            assertThat(browser.text("#asof")).startsWith("The figures below are of ");
        }
    }

    private static void open(TestDrain drain) {
        browser.display(1200, 1500, "light", "reduce");
        browser.open(drain.page("").uri().toString());
    }

    private static void photograph() throws IOException {
        browser.evaluate("document.getElementById('hold').click()");
        for (String scheme : List.of("light", "dark")) {
            browser.display(1200, 1500, scheme, "reduce");
            assertShowsSomething(browser.screenshot(Path.of("target", "status-page-" + scheme + ".png")), 1200);
        }
        browser.display(360, 2800, "light", "reduce");
        assertShowsSomething(browser.screenshot(Path.of("target", "status-page-phone.png")), 360);
    }

    /** A page with text and lines has many shades; a blank or broken one has few, or is filled by its first colour. */
    private static void assertShowsSomething(BufferedImage image, int width) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(IntStream.of(pixels).distinct().count()).isGreaterThan(50);
        assertThat(IntStream.of(pixels).filter(pixel -> pixel != pixels[0]).count()).isGreaterThan(pixels.length / 10);
    }

    private static void awaitHeadline(String start) {
        await(start).atMost(TestDrain.PATIENCE).untilAsserted(() -> assertThat(browser.text("#headline")).startsWith(start));
    }

    private static void awaitFigure(String name, int value) {
        await(name).atMost(TestDrain.PATIENCE).untilAsserted(() -> assertThat(browser.evaluate(
                "[...document.querySelectorAll('dl > div')].find(div => div.firstChild.innerText === '" + name + "').children[1].innerText")
                .asText()).isEqualTo(Integer.toString(value)));
    }

    /** The heading of each row of a table to the text of its last cell. */
    private static Map<String, String> table(String id) {
        Map<String, String> texts = new TreeMap<>();
        browser.evaluate("Object.fromEntries([...document.querySelectorAll('#" + id
                + " tr')].map(row => [row.querySelector('th span').textContent, row.lastChild.textContent]))")
                .properties().forEach(row -> texts.put(row.getKey(), row.getValue().asText()));
        return texts;
    }
}
