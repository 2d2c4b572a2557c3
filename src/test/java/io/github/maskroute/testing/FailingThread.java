package io.github.maskroute.testing;

import io.github.maskroute.app.Program;
import io.github.maskroute.config.ConfigurationException;

/** The program with a thread that ends with an exception whose message quotes a value. */
public final class FailingThread {

    public static final String VALUE = "203.0.113.77";

    private FailingThread() {}

    public static void main(String[] args) throws InterruptedException {
        Program.begin();
        Program.run(() -> {
            Thread failing = new Thread(() -> {
                throw new IllegalStateException(VALUE);
            }, "failing");
            failing.start();
            try {
                failing.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new ConfigurationException("enough");
        });
    }
}
