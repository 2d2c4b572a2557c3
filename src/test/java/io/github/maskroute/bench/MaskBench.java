package io.github.maskroute.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import io.github.maskroute.mask.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Masks values by each scheme, and unmasks the tokens that can be unmasked, on one thread and without any service.
 *
 * <p>It fails if a token is not unmasked to its value, never because of a time.
 */
class MaskBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    /** Rounds before the measurement: all loops run twice before any is measured, so that the compiler has optimised all alike. */
    private static final int WARM_UP = 2;
    private static final long NANOS = 1_000_000_000L;

    @Test
    void shouldMaskAndUnmaskOnOneThread(@TempDir Path folder) throws IOException {
        List<MaskLoop> loops = loops(new KeysetFolder(TrialKeys.in(folder), Optional.empty()).read());
        Map<MaskLoop, List<Double>> rates = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (MaskLoop loop : loops) {
                double rate = loop.rate(NANOS);
                if (round >= 0) {
                    rates.computeIfAbsent(loop, key -> new ArrayList<>()).add(rate);
                }
            }
        }
        String report = report(rates);
        System.out.println(report);
        Files.writeString(Files.createDirectories(Path.of("target", "bench")).resolve("masks.md"), report);
    }

    private static List<MaskLoop> loops(Keyset keys) {
        List<MaskLoop> there = new ArrayList<>(List.of(events(keys, "routes/logins/logins-event.schema.json", BenchType.LOGINS),
                events(keys, "examples/orders/routes/orders/orders-event.schema.json", BenchType.ORDERS)));
        List<MaskLoop> back = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            FieldMasks masks = masks(keys, scheme);
            for (MaskValues values : MaskValues.values()) {
                if (masks.fields().contains(values.field)) {
                    MaskLoop loop = masking(masks, scheme, values);
                    there.add(loop);
                    if (scheme.reversible()) {
                        back.add(turningBack(masks, scheme, values, loop));
                    }
                }
            }
        }
        there.addAll(back);
        return there;
    }

    /** Schema and masks of whole events, which are parsed already. */
    private static MaskLoop events(Keyset keys, String schema, BenchType type) {
        EventMasker masker = new EventMasker(EventType.read(Path.of(schema), Scheme.HMAC), () -> keys);
        Map<String, JsonNode> events = IntStream.range(0, 1_000).mapToObj(type::event)
                .collect(Collectors.toMap(event -> event, MaskBench::parsed));
        return new MaskLoop("| event | hmac | " + type.table, List.copyOf(events.keySet()), event -> {
            try {
                return masker.masked(events.get(event)).path("ip").textValue();
            } catch (RejectedException e) {
                throw new IllegalStateException("a benchmark event was rejected");
            }
        });
    }

    private static JsonNode parsed(String event) {
        try {
            return StrictJson.mapper().readTree(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a benchmark event is malformed");
        }
    }

    private static FieldMasks masks(Keyset keys, Scheme scheme) {
        Map<String, String> kinds = scheme == Scheme.PREFIX
                ? Map.of("ip", "address")
                : Map.of("ip", "address", "device_id", "text");
        return TestMasks.of(() -> keys, kinds, scheme.word(), Map.of(), Map.of()).checked();
    }

    private static MaskLoop masking(FieldMasks masks, Scheme scheme, MaskValues values) {
        return new MaskLoop("| mask | " + scheme.word() + " | " + values.words, values.list(),
                value -> masks.token(values.field, value).orElseThrow());
    }

    private static MaskLoop turningBack(FieldMasks masks, Scheme scheme, MaskValues values, MaskLoop masking) {
        List<String> tokens = masking.inputs().stream().map(masking.step()).toList();
        MaskLoop loop = new MaskLoop("| unmask | " + scheme.word() + " | " + values.words, tokens,
                token -> masks.value(values.field, Token.parse(token)));
        FieldKind kind = values.field.equals("ip") ? FieldKind.ADDRESS : FieldKind.TEXT;
        assertThat(tokens.stream().map(loop.step())).as(loop.words()).containsExactlyElementsOf(masking.inputs().stream()
                .map(value -> kind.read(value).canonical().orElseThrow()).toList());
        return loop;
    }

    private static String report(Map<MaskLoop, List<Double>> rates) {
        StringBuilder page = new StringBuilder("""

                | step | scheme | value | steps/s | of each round |
                |---|---|---|---|---|
                """);
        rates.forEach((loop, values) -> {
            Rounds rounds = new Rounds(values);
            page.append(String.format(Locale.ROOT, "%s | %,.0f | %s |%n", loop.words(), rounds.median(), rounds.each("%,.0f")));
        });
        return page.append("""

                Medians, one thread. A step is all that the drain does with a value of a masked field, from the text to the token's
                text; to unmask is the way back, from the token's text to the canonical value.
                """).toString();
    }
}
