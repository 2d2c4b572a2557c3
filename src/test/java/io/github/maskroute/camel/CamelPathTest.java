package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamelPathTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"routes", "/opt/maskroute-0.1.0/routes", "../linux-x86-64/a_b/.hidden", "/", ""})
    void shouldNotEncodeOrdinaryPaths(String path) {
        assertThat(CamelPath.of(Path.of(path))).isEqualTo(path);
        assertThat(CamelPath.readable(path)).isEqualTo(path);
    }

    @Test
    void shouldEncodeEveryCharacterThatCamelInterprets() {
        IntStream.concat(IntStream.rangeClosed(1, 0x17f), "\u0130\u3000\u4e2d\ufeff\ud83d\ude00".codePoints())
                .mapToObj(character -> Path.of("/a" + Character.toString(character) + "b/routes"))
                .forEach(path -> {
                    assertThat(CamelPath.of(path)).matches("[A-Za-z0-9/._-]+");
                    assertThat(CamelPath.readable(CamelPath.of(path))).isEqualTo(path.toString());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a._2c_.b", "a._._2c_._2c_.", ".,._2c_.", "._ffffff_."})
    void shouldDecodePathsThatContainEncodedText(String path) {
        assertThat(CamelPath.readable(CamelPath.of(Path.of(path)))).isEqualTo(path);
    }

    @Test
    void shouldNotDecodeNumbersThatAreNotCharacters() {
        assertThat(CamelPath.readable("._110000_. ._ffffff_.")).isEqualTo("._110000_. ._ffffff_.");
    }

    @Test
    void shouldResolveEncodedAndOtherFileResources() throws IOException {
        Path odd = Files.writeString(Files.createDirectory(folder.resolve("50%41 {{x}}?#")).resolve("a.sql"), "SELECT 1");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());

            assertThat(text(context, CamelPath.of(odd))).isEqualTo("SELECT 1");
            assertThat(text(context, Files.writeString(folder.resolve("b c.sql"), "SELECT 2").toString().replace(" ", "%20")))
                    .isEqualTo("SELECT 2");
            assertThat(ResourceHelper.resolveResource(context, "file:" + CamelPath.of(odd.resolveSibling("b.sql"))).exists()).isFalse();
        }
    }

    private static String text(DefaultCamelContext context, String path) throws IOException {
        Resource resource = ResourceHelper.resolveMandatoryResource(context, "file:" + path);
        return new String(resource.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
