package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.CamelPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRoutesCollectorTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectory(parent.resolve("a,b*"));
        for (String name : List.of("b.camel.yaml", "a.camel.yaml", "c.sql")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.writeString(parent.resolve("more.yaml"), "");
    }

    @Test
    void shouldFindTheFoldersRoutesInOrderWithoutAPattern() throws IOException {
        assertThat(found(null)).containsExactly(folder.resolve("a.camel.yaml"), folder.resolve("b.camel.yaml"));
    }

    @Test
    void shouldFindRoutesOnceIfAPatternMatchesThemToo() throws IOException {
        assertThat(found("file:" + CamelPath.of(folder) + "/*.camel.yaml")).hasSize(2);
    }

    @Test
    void shouldFindRoutesElsewhereByPattern() throws IOException {
        assertThat(found("file:" + CamelPath.of(folder) + "/*.camel.yaml,file:" + parent + "/*.yaml"))
                .hasSize(3).contains(parent.resolve("more.yaml"));
    }

    private List<Path> found(@Nullable String pattern) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return new FolderRoutesCollector(folder).findRouteResourcesFromDirectory(context, null, pattern).stream()
                    .map(CamelPath::file).toList();
        }
    }
}
