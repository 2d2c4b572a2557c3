package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    @Test
    void shouldCloseAllPartsOnceInReverseAlsoIfOneFails() {
        List<String> closed = new ArrayList<>();
        Parts parts = new Parts();
        parts.add(() -> closed.add("first"));
        parts.add(() -> {
            throw new IllegalStateException("made up by the test");
        });
        parts.add(() -> closed.add("last"));

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("last", "first");
    }
}
