package io.github.maskroute.mask;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A pool of objects that are expensive to create and not thread-safe, such as Mac and Cipher.
 *
 * <p>The pool grows to the highest number of instances in use at one time. The instances become garbage together with the pool, so a
 * replaced key leaves nothing in the threads that used it. Thread-safe.
 *
 * @param <T> an instance must be reusable after each use that does not throw
 */
final class InstancePool<T> {

    private final Supplier<T> factory;
    private final Queue<T> idle = new ConcurrentLinkedQueue<>();

    InstancePool(Supplier<T> factory) {
        this.factory = factory;
    }

    <R> R use(Function<T, R> work) {
        T instance = idle.poll();
        if (instance == null) {
            instance = factory.get();
        }
        R result = work.apply(instance);
        idle.add(instance);
        return result;
    }
}
