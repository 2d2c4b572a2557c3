package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEncodingTest {

    @TempDir
    private Path folder;

    /** At the start Camel reads the file itself. */
    @Test
    void shouldAcceptAByteOrderMarkThatCamelIgnores() throws Exception {
        String text = "\ufeff- route: {id: marked, from: {uri: \"direct:a\", steps: [{to: \"log:a\"}]}}\r\n";
        Path file = Files.writeString(folder.resolve("a.camel.yaml"), text);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
            context.start();
            assertThat(context.getRoute("marked")).isNotNull();
        }
        assertThat(FileEncoding.problemIn(folder)).isEmpty();
    }

    @Test
    void shouldNameTheFirstFileThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("a.camel.yaml"), "- route:\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problem()).contains("a.camel.yaml:1: ", "not text in UTF-8");

        Files.writeString(folder.resolve("a.camel.yaml"), "- route:\n");
        Files.write(folder.resolve("a.sql"), "-- stores\n-- f\u00fcr alle\nSELECT 1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem()).contains("a.sql:2: ", "not text in UTF-8");
    }

    @Test
    void shouldAcceptCrlfInAStatement() throws IOException {
        Files.writeString(folder.resolve("a.sql"), "-- stores\r\nSELECT 1\r\n");
        assertThat(FileEncoding.problemIn(folder)).isEmpty();
    }

    private String problem() {
        return FileEncoding.problemIn(folder).orElseThrow().toString();
    }
}
