package io.github.maskroute.bench;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One step, done to the same inputs over and over on one thread.
 *
 * @param words what the step does
 */
record MaskLoop(String words, List<String> inputs, UnaryOperator<String> step) {

    /** Written so that the compiler cannot leave out a step whose result nobody reads. */
    private static volatile int consumed;

    /** Steps a second, for about this long. */
    double rate(long nanos) {
        long begin = System.nanoTime();
        long end;
        long steps = 0;
        int results = 0;
        do {
            for (String input : inputs) {
                String result = step.apply(input);
                results ^= result.charAt(result.length() - 1);
            }
            steps += inputs.size();
            end = System.nanoTime();
        } while (end - begin < nanos);
        consumed = results;
        return steps * 1e9 / (end - begin);
    }
}
