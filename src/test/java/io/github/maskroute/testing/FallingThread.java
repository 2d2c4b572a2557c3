package io.github.maskroute;

/** The program beside a thread that ends with an exception which quotes a value. */
final class FallingThread {

    static final String VALUE = "203.0.113.77";

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
            throw new StartException("enough");
        });
    }
}
