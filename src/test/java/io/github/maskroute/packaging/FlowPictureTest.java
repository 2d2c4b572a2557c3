package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.maskroute.cli.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the picture in README.md with the routes that it shows. */
class FlowPictureTest {

    private static final Pattern PICTURE = Pattern.compile("(?s)```mermaid\n(.*?)```");

    /** A box with the id of a route or the name of a bean. */
    private static final Pattern STEP = Pattern.compile("\\w\\[([a-z][a-z-]+)\\]");

    private static final List<JsonNode> ROUTES = parts();

    @Test
    void showsTheStepsOfTheDrainInOrder() throws IOException {
        List<String> drain = route("drain-logins").findValues("ref").stream().map(JsonNode::asText).toList();

        assertThat(steps()).startsWith(drain.toArray(String[]::new));
    }

    @Test
    void showsNothingThatRoutesDoNotHave() throws IOException {
        assertThat(steps()).hasSizeGreaterThan(4).allSatisfy(step -> assertThat(names()).contains(step));
    }

    @Test
    void batchGoesToTheRouteThatStoresIt() throws IOException {
        String endpoint = bean("maskroute-commit-logins").at("/properties/to").asText();

        assertThat(picture()).contains("commit[maskroute-commit-logins] -->|batch| insert[" + endpoint.replace("direct:", "") + "]");
    }

    @Test
    void rejectionGoesToTheRouteThatSendsDeadLetters() throws IOException {
        String endpoint = ROUTES.stream().map(part -> part.findPath("deadLetterUri").asText()).filter(uri -> !uri.isEmpty())
                .findFirst().orElseThrow();

        assertThat(picture()).contains("-.->|rejected| send[" + endpoint.replace("direct:", "") + "]");
    }

    @Test
    void redriveIsACommand() throws IOException {
        assertThat(picture()).contains("|maskroute dlq redrive|");
        assertThat(Commands.commandLine().getSubcommands().get("dlq").getSubcommands()).containsKey("redrive");
    }

    private static List<String> steps() throws IOException {
        return STEP.matcher(picture()).results().map(found -> found.group(1)).toList();
    }

    private static String picture() throws IOException {
        return PICTURE.matcher(Files.readString(Path.of("README.md"))).results().map(found -> found.group(1)).findFirst().orElseThrow();
    }

    private static JsonNode route(String id) {
        return ROUTES.stream().map(part -> part.path("route"))
                .filter(route -> route.path("id").asText().equals(id)).findFirst().orElseThrow();
    }

    private static JsonNode bean(String name) {
        return beans().filter(bean -> bean.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> beans() {
        return ROUTES.stream().flatMap(part -> Deployed.stream(part.path("beans")));
    }

    /** Ids of routes and names of beans. */
    private static List<String> names() {
        return Stream.concat(ROUTES.stream().map(part -> part.at("/route/id")), beans().map(bean -> bean.path("name")))
                .map(JsonNode::asText).toList();
    }

    /** The parts of all route files. */
    private static List<JsonNode> parts() {
        List<JsonNode> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : (Iterable<Path>) files.filter(found -> found.toString().endsWith(".camel.yaml")).sorted()::iterator) {
                new YAMLMapper().readTree(file.toFile()).forEach(parts::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }
}
