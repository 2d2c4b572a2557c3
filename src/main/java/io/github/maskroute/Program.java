package io.github.maskroute;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** A JVM that does nothing but run Maskroute: every end of it, but that of a start that fails, is the same ordered stop. */
final class Program {

    /** What the log's own settings read: text or json. Set before the first logger is made. */
    private static final String LOG_FORMAT_PROPERTY = "maskroute-log-format";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(28);

    private Program() {}

    /** Never returns. */
    static void run(Supplier<Settings> given) throws InterruptedException {
        nameWhatEndsThreads();
        if (started(given).awaitDrained()) {
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    /** By its class only: the JVM would print its message, which may quote a value. */
    private static void nameWhatEndsThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LoggerFactory.getLogger(Maskroute.class)
                .error("Thread {} ended: {}", thread.getName(), thrown.getClass().getName()));
    }

    /** What runs now, or is just being stopped. */
    private static Maskroute started(Supplier<Settings> given) {
        try {
            Settings settings = given.get();
            System.setProperty(LOG_FORMAT_PROPERTY, settings.get("maskroute.log.format"));
            Maskroute maskroute = new Maskroute(settings);
            Thread stop = new Thread(() -> stop(maskroute), "maskroute-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            limit(settings);
            try {
                maskroute.start();
            } catch (RuntimeException | Error e) {
                if (!maskroute.stopping()) {
                    Runtime.getRuntime().removeShutdownHook(stop);
                    throw e;
                }
            }
            return maskroute;
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Maskroute.class).error("Maskroute cannot start: {}", StartException.words(e));
            System.exit(1);
            throw e;
        }
    }

    /** As if somebody sent SIGTERM after the time that a drain may take, its start included. */
    private static void limit(Settings settings) {
        if (settings.drains()) {
            settings.find("maskroute.run.max-duration").map(time -> Duration.parse("PT" + time)).ifPresent(time ->
                    CompletableFuture.delayedExecutor(
                            time.toSeconds(), TimeUnit.SECONDS, task -> new Thread(task, "maskroute-limit").start()).execute(() -> {
                                LoggerFactory.getLogger(Maskroute.class).info("The drain ends: maskroute.run.max-duration is over.");
                                System.exit(0);
                            }));
        }
    }

    /** Without the halt the JVM would end with 143, as if it had been killed. */
    private static void stop(Maskroute maskroute) {
        Thread closing = new Thread(maskroute::close, "maskroute-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        maskroute.summary().ifPresent(System.out::println);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
