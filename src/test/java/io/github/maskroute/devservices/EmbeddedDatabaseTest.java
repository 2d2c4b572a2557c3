package io.github.maskroute.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where PostgreSQL's programs can be: all was tried with them. */
class EmbeddedDatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "target/dev-services", "/a,b+c%41 d#e?f{{g}}/h[i](j);k:l&m=n!*~@'o"})
    void shouldBeHeldByFoldersOfMostNames(String folder) {
        assertThat(EmbeddedDatabase.canHold(Path.of(folder))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a$b/c", "/a\"", "`a`/b", "/a\nb"})
    void shouldNotBeHeldByFoldersWhoseNamesAShellReads(String folder) {
        assertThat(EmbeddedDatabase.canHold(Path.of(folder))).isFalse();
    }
}
