package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RouteFolderTest {

    private static final String BEANS = "# Shared.\n- beans:\n    - name: json\n      type: a.Type\n";

    @Test
    void shouldListFilesOfBeansFirst() {
        Map<Path, String> texts = texts("a", BEANS + "- route:\n    id: a\n", "b", "- from:\n    uri: direct:b\n", "y", BEANS, "z", BEANS);

        assertThat(RouteFolder.routesOf(texts).keySet()).extracting(Path::toString)
                .containsExactly("y.camel.yaml", "z.camel.yaml", "a.camel.yaml", "b.camel.yaml");
    }

    @Test
    void shouldKeepTheOrderOfFilesOfOneKind() {
        Map<Path, String> texts =
                texts("c", "- route:\n    id: c\n", "a", "- routeTemplate:\n    id: a\n", "b", "  - rest:\n      path: b\n");

        assertThat(RouteFolder.routesOf(texts).keySet()).extracting(Path::toString)
                .containsExactly("a.camel.yaml", "b.camel.yaml", "c.camel.yaml");
    }

    @Test
    void shouldIgnoreOtherFiles() {
        assertThat(RouteFolder.routesOf(Map.of(Path.of("logins", "a.sql"), "SELECT 1", Path.of("a-event.schema.json"), "{}"))).isEmpty();
    }

    private static Map<Path, String> texts(String... namesAndTexts) {
        Map<Path, String> texts = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(Path.of(namesAndTexts[i] + ".camel.yaml"), namesAndTexts[i + 1]);
        }
        return texts;
    }
}
