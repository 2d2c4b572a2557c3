package io.github.maskroute.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Login events made from a seed, in a random order.
 *
 * @param valid those that must become a row each, their user ids all different, some of their values equal
 * @param invalid those that must become a dead letter each, their bodies all different
 * @param bodies all of them
 */
record Events(List<Event> valid, List<String> invalid, List<String> bodies) {

    /** An event with its raw values. */
    record Event(String userId, String ip, String deviceId, String body) {}

    /** @param count of all events; every fiftieth is invalid */
    static Events of(Random random, int count) {
        List<Event> valid = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % 50 == 49) {
                invalid.add(invalid(random, i));
                bodies.add(random.nextInt(i + 1), invalid.get(invalid.size() - 1));
            } else {
                boolean again = !valid.isEmpty() && random.nextInt(10) == 0;
                valid.add(valid(random, i, again ? valid.get(random.nextInt(valid.size())) : null));
                bodies.add(random.nextInt(i + 1), valid.get(valid.size() - 1).body());
            }
        }
        return new Events(valid, invalid, bodies);
    }

    /** Chooses one valid event of each {@code every} bodies for the database to refuse; they count as invalid from now on. */
    List<Event> refuse(Random random, int every) {
        Map<String, Event> validOf = valid.stream().collect(Collectors.toMap(Event::body, Function.identity()));
        List<Event> refused = new ArrayList<>();
        for (int from = 0; from < bodies.size(); from += every) {
            List<String> some = bodies.subList(from, Math.min(from + every, bodies.size())).stream().filter(validOf::containsKey).toList();
            refused.add(validOf.get(some.get(random.nextInt(some.size()))));
        }
        valid.removeAll(refused);
        refused.forEach(event -> invalid.add(event.body()));
        return refused;
    }

    private static Event valid(Random random, int number, @Nullable Event like) {
        String userId = "user-" + number;
        String ip = like == null ? ip(random, number) : like.ip();
        String deviceId = like == null ? deviceId(random, number) : like.deviceId();
        return new Event(userId, ip, deviceId, body(userId, "\"2.3." + number % 1_000 + "\"", ip, deviceId));
    }

    private static String invalid(Random random, int number) {
        String userId = "invalid-" + number;
        String ip = ip(random, number);
        String deviceId = deviceId(random, number);
        String good = body(userId, "\"2.3.0\"", ip, deviceId);
        return switch (random.nextInt(5)) {
            case 0 -> good.substring(0, good.length() - 1 - random.nextInt(20));
            case 1 -> body(userId, "\"2.3.0\"", ip + ".7", deviceId);
            case 2 -> body(userId, Integer.toString(number), ip, deviceId);
            case 3 -> body(userId, "\"1.2.3.4\"", ip, deviceId);
            default -> good.replace("\"device_id\"", "\"device\"");
        };
    }

    private static String body(String userId, String appVersion, String ip, String deviceId) {
        return """
                {"user_id":"%s","app_version":%s,"device_type":"ios","ip":"%s","locale":"DE","device_id":"%s"}"""
                .formatted(userId, appVersion, ip, deviceId);
    }

    /** A different address for every number below a million, and none that a service listens on. */
    private static String ip(Random random, int number) {
        return (1 + random.nextInt(223)) + "." + (16 + (number >> 16 & 15)) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static String deviceId(Random random, int number) {
        return "%03d-%02d-%04d".formatted(random.nextInt(1_000), number / 10_000 % 100, number % 10_000);
    }
}
