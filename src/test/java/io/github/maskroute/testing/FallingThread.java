package io.github.maskroute.testing;

import io.github.maskroute.app.Program;
import io.github.maskroute.config.ConfigurationException;

/** The program with a thread that ends with an exception whose message quotes a value. */
public final class FallingThread {

    public static final String VALUE = "203.0.113.77";

    private FallingThread() {}

    public static void main(String[] args) throws InterruptedException {
        Program.begin();
        Program.run(() -> {
            Thread falls = new Thread(() -> {
                throw new IllegalStateException(VALUE);
            }, "falls");
            falls.start();
            try {
                falls.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new ConfigurationException("enough");
        });
    }
}
