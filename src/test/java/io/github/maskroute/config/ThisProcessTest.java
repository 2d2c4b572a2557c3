package io.github.maskroute.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThisProcessTest {

    @Test
    void shouldNameTheHost() {
        assertThat(ThisProcess.host()).isNotBlank();
    }

    @Test
    void shouldHaveNoVersionOutsideOfAJar() {
        assertThat(ThisProcess.version()).isEmpty();
    }
}
