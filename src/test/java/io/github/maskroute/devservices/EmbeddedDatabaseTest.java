package io.github.maskroute.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of these folder names were tried with PostgreSQL's programs. */
class EmbeddedDatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "target/dev-services", "/a,b+c%41 d#e?f{{g}}/h[i](j);k:l&m=n!*~@'o"})
    void shouldAcceptMostFolderNames(String folder) {
        assertThat(EmbeddedDatabase.canHold(Path.of(folder))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a$b/c", "/a\"", "`a`/b", "/a\nb"})
    void shouldRejectFolderNamesWithShellCharacters(String folder) {
        assertThat(EmbeddedDatabase.canHold(Path.of(folder))).isFalse();
    }
}
