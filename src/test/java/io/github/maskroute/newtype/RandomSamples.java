package io.github.maskroute.newtype;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events of a random shape. Their values begin with {@code zq} or 9 and occur nowhere else. */
final class RandomSamples {

    private static final List<String> NAMES = List.of("id", "email", "items", "name", "select", "Größe", "created at",
            "x", "ip", "a'b", "tags", "meta");

    private final Random random;
    private final String text;

    RandomSamples(Random random) {
        this.random = random;
        long shape = random.nextLong();
        this.text = IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> object(new Random(shape), 0).replaceFirst("\\{", "{\"device_id\": " + word() + ", "))
                .collect(Collectors.joining("\n"));
    }

    String text() {
        return text;
    }

    /** Names and depth depend on the shape, which all samples share. Missing fields, nulls and other types are random. */
    private String object(Random shape, int depth) {
        StringBuilder fields = new StringBuilder("\"n" + depth + "\": " + word());
        for (String name : NAMES) {
            if (shape.nextBoolean()) {
                String value = value(new Random(shape.nextLong()), depth);
                if (random.nextInt(5) > 0) {
                    fields.append(", \"").append(name).append("\": ").append(random.nextInt(8) == 0 ? "null" : value);
                }
            }
        }
        return "{" + fields + "}";
    }

    private String value(Random shape, int depth) {
        int kind = random.nextInt(20) == 0 ? random.nextInt(6) : shape.nextInt(6);
        return switch (kind) {
            case 0 -> Integer.toString(90_000_000 + random.nextInt(9_999_999));
            case 1 -> 90_000_000 + random.nextInt(9_999_999) + ".5";
            case 2 -> Boolean.toString(random.nextBoolean());
            case 3 -> depth > 2 ? "{}" : object(shape, depth + 1);
            case 4 -> {
                long item = shape.nextLong();
                yield IntStream.range(0, random.nextInt(3)).mapToObj(i -> depth > 2 ? word() : value(new Random(item), depth + 1))
                        .collect(Collectors.joining(", ", "[", "]"));
            }
            default -> word();
        };
    }

    private String word() {
        String word = "zq" + Long.toString(random.nextLong() >>> 20, 36);
        return random.nextInt(4) == 0 ? "\"" + word + "@quill.test\"" : "\"" + word + "\"";
    }
}
