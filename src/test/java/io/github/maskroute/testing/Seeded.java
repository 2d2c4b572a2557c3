package io.github.maskroute.testing;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Rounds of a test over random values. The round that fails names its seed; {@code mvn verify -Dtest.seed=…} begins with that
 * round. Safe for use by several threads.
 */
public final class Seeded {

    private static final long SEED = Long.getLong("test.seed", 1_000);

    /** A Random begins alike with consecutive seeds. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Seeded() {}

    /** Runs a test this many times, each time with a seed of its own. */
    public static void rounds(int count, Consumer<Random> test) {
        for (long seed = SEED; seed < SEED + count; seed++) {
            try {
                test.accept(new Random(seed * SPREAD));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("fails with -Dtest.seed=" + seed, e);
            }
        }
    }
}
