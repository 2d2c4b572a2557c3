package io.github.maskroute.event;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rejections say of bodies that break a limit or come in something: sentences that were there before the body was. */
public final class RejectionWords {

    private RejectionWords() {}

    /** All of them, without the positions. */
    public static Set<String> all() {
        return Stream.of(
                Arrays.stream(Limit.values()).map(limit -> limit.description("")),
                Arrays.stream(EncodedText.values()).map(EncodedText::description),
                Arrays.stream(KnownEnvelope.values()).map(KnownEnvelope::description)).flatMap(words -> words).collect(Collectors.toSet());
    }
}
