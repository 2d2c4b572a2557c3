package io.github.maskroute.bench;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One step, repeated with the same inputs on one thread.
 *
 * @param words what the step does
 */
record MaskLoop(String words, List<String> inputs, UnaryOperator<String> step) {

    /** Keeps the compiler from removing a step whose result is not used. */
    private static volatile int consumed;

    /** Steps per second, measured for about this long. */
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
