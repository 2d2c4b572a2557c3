package io.github.maskroute.batch;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A batcher in a JVM whose memory is exhausted, to the last bytes, when the first flush ends. Prints the results of the items. It allocates
 * nothing itself meanwhile.
 *
 * <p>First argument: {@code taking} with more items pending at that time, {@code waiting} without, {@code failing} if the flush fails, and
 * memory becomes available while its items are failed.
 */
final class StarvedBatcher {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Integer[] ITEMS = new Integer[60];
    private static final int[] FLUSHED = new int[ITEMS.length];
    private static final int[] FAILED = new int[ITEMS.length];
    private static final boolean[] REFUSED = new boolean[ITEMS.length];

    private static volatile Thread worker = Thread.currentThread();
    private static volatile Object hoard;
    private static volatile boolean hungry;
    private static volatile boolean gateOpen;

    private StarvedBatcher() {}

    public static void main(String[] args) throws InterruptedException {
        for (int i = 0; i < ITEMS.length; i++) {
            ITEMS[i] = i;
        }
        boolean taking = args[0].equals("taking");
        boolean failing = args[0].equals("failing");
        // Loads classes now, because that needs memory.
        awaitWaitOrDeath(0);
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("starved", 1, 10, ITEMS.length, new Hungry(failing));
        batcher.add(ITEMS[0]);
        while (!hungry) {
            Thread.onSpinWait();
        }
        if (taking) {
            addAllBut0(batcher);
        }
        gateOpen = true;
        awaitWaitOrDeath(PATIENCE_NANOS);
        hoard = null;
        if (!taking) {
            addAllBut0(batcher);
        }
        batcher.close();
        report();
    }

    private static void addAllBut0(NaturalBatcher<Integer> batcher) throws InterruptedException {
        for (int i = 1; i < ITEMS.length; i++) {
            try {
                REFUSED[i] = !batcher.add(ITEMS[i]);
            } catch (OutOfMemoryError e) {
                REFUSED[i] = true;
            }
        }
    }

    private static void awaitWaitOrDeath(long nanos) {
        long begin = System.nanoTime();
        while (worker.getState() == Thread.State.RUNNABLE && System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    private static void report() {
        int kept = 0;
        int refused = 0;
        for (int i = 0; i < ITEMS.length; i++) {
            kept += !REFUSED[i] && FLUSHED[i] + FAILED[i] == 1 ? 1 : 0;
            refused += REFUSED[i] && FLUSHED[i] + FAILED[i] == 0 ? 1 : 0;
        }
        System.out.println("kept " + kept + ", refused " + refused + " of " + ITEMS.length);
    }

    private record Hungry(boolean fails) implements NaturalBatcher.Flush<Integer> {

        @Override
        public void flush(List<Integer> batch) {
            if (hungry) {
                count(batch, FLUSHED);
                return;
            }
            worker = Thread.currentThread();
            eat();
            hungry = true;
            while (!gateOpen) {
                Thread.onSpinWait();
            }
            if (fails) {
                hoard = new Object[] {hoard, new byte[1 << 20]};
            }
            count(batch, FLUSHED);
        }

        @Override
        public void failed(List<Integer> batch, Throwable cause) {
            hoard = new Object[] {hoard, new byte[1 << 10]};
            count(batch, FAILED);
        }

        private static void count(List<Integer> batch, int[] counts) {
            for (int i = 0; i < batch.size(); i++) {
                counts[batch.get(i)]++;
            }
        }

        private static void eat() {
            for (int size = 1 << 20; size > 0; ) {
                try {
                    Object[] next = new Object[size];
                    next[0] = hoard;
                    hoard = next;
                } catch (OutOfMemoryError e) {
                    size /= 2;
                }
            }
        }
    }
}
