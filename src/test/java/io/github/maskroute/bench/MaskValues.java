package io.github.maskroute.bench;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of a masked field, the same in every run. */
enum MaskValues {

    ADDRESS_V4("ip", "IPv4 address", random -> numbers(random, 4, 256, "%d", ".")),
    ADDRESS_V6("ip", "IPv6 address", random -> numbers(random, 8, 65_536, "%x", ":")),
    TEXT("device_id", "text of 11 characters", random -> "%03d-77-%04d".formatted(random.nextInt(1_000), random.nextInt(10_000)));

    private static final int COUNT = 1_000;

    final String field;
    final String words;
    private final Function<Random, String> next;

    MaskValues(String field, String words, Function<Random, String> next) {
        this.field = field;
        this.words = words;
        this.next = next;
    }

    List<String> list() {
        Random random = new Random(ordinal());
        return Stream.generate(() -> next.apply(random)).limit(COUNT).toList();
    }

    private static String numbers(Random random, int count, int bound, String format, String separator) {
        return random.ints(count, 0, bound).mapToObj(format::formatted).collect(Collectors.joining(separator));
    }
}
