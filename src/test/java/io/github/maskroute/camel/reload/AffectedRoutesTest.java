package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.CamelPath;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffectedRoutesTest {

    private static final String ROUTE = """
            - route:
                from:
                  uri: direct:%1$s
                  steps:
                    - process:
                        ref: %1$s
            """;

    private final Map<Path, String> texts = new TreeMap<>(Map.of(
            Path.of("a.camel.yaml"), ROUTE.formatted("first"),
            Path.of("b.camel.yaml"), ROUTE.formatted("first-of-all"),
            Path.of("c.camel.yaml"), ROUTE.formatted("file:c/insert.sql"),
            Path.of("c/insert.sql"), "SELECT 1"));

    @ParameterizedTest
    @ValueSource(strings = {"- beans:\n    - name: first\n      type: a.Type\n", "- beans:\n    - type: a.Type\n      name: \"first\"\n",
        "- beans: [{type: a.Type, name: first}]\n",
        "# Shared.\n- beans:\n  - name: other\n    type: a.Type\n  - name: 'first' # a\n    type: a.Type\n"})
    void shouldReloadRoutesThatNameAChangedBeanAfterItsFile(String beans) {
        texts.put(Path.of("z.camel.yaml"), beans);
        assertThat(loaded("z.camel.yaml")).containsExactly("z.camel.yaml", "a.camel.yaml");
    }

    @Test
    void shouldReloadBeansThatUseAChangedBean() {
        texts.put(Path.of("x.camel.yaml"),
                "- beans:\n    - name: first\n      type: a.Type\n      properties:\n        keys: \"#bean:second\"\n");
        texts.put(Path.of("y.camel.yaml"), "- beans:\n    - name: second\n      type: a.Type\n");
        assertThat(loaded("y.camel.yaml")).containsExactly("x.camel.yaml", "y.camel.yaml", "a.camel.yaml");
    }

    @Test
    void shouldReloadTheRouteOfAChangedStatement() {
        assertThat(loaded("c/insert.sql")).containsExactly("c.camel.yaml");
    }

    @Test
    void shouldReloadOnlyTheChangedRoute() {
        assertThat(loaded("b.camel.yaml")).containsExactly("b.camel.yaml");
    }

    @Test
    void shouldReloadAllRoutesAfterAChangeOfARouteConfiguration() {
        texts.put(Path.of("z.camel.yaml"), "- routeConfiguration:\n    id: errors\n");
        assertThat(loaded("z.camel.yaml")).hasSize(4);
    }

    private Iterable<String> loaded(String... changed) {
        return new AffectedRoutes(texts).after(Arrays.stream(changed).map(Path::of).toList()).stream()
                .map(resource -> CamelPath.file(resource).toString()).toList();
    }
}
