package io.github.maskroute.mask;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Things that are slow to set up and that one thread at a time may use, as a Mac or a Cipher is: kept for whoever is next.
 *
 * <p>There are as many as were ever in use at once, and they go when this goes: a key that is replaced leaves nothing behind
 * in the threads that used it. Safe for use by several threads.
 *
 * @param <T> must be as new after each use that throws nothing
 */
final class InstancePool<T> {

    private final Supplier<T> setUp;
    private final Queue<T> idle = new ConcurrentLinkedQueue<>();

    InstancePool(Supplier<T> setUp) {
        this.setUp = setUp;
    }

    <R> R use(Function<T, R> work) {
        T one = idle.poll();
        if (one == null) {
            one = setUp.get();
        }
        R result = work.apply(one);
        idle.add(one);
        return result;
    }
}
