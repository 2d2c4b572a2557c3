package io.github.maskroute.newtype;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Drafts types from the text of samples. */
final class Drafts {

    private Drafts() {}

    static TypeDrafter.Draft of(String samples, String... masked) throws IOException, NewTypeException {
        return new TypeDrafter(Set.of(masked)).draft(read(samples).event());
    }

    static SampleStatistics read(String samples) throws IOException, NewTypeException {
        return SampleStatistics.read(new ByteArrayInputStream(samples.getBytes(StandardCharsets.UTF_8)));
    }
}
