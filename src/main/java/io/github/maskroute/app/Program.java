package io.github.maskroute.app;

import io.github.maskroute.aws.ProxiedHttpService;
import io.github.maskroute.config.Settings;
import io.github.maskroute.network.ProxiedSelector;
import io.github.maskroute.outage.ExceptionSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A JVM that does nothing but run Maskroute: every end of it, but that of a start that fails, is the same ordered stop. */
public final class Program {

    /** What the log's own settings read: text or json. Set before the first logger is made. */
    private static final String LOG_FORMAT_PROPERTY = "maskroute-log-format";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(28);

    private static final Stop STOP = new Stop();

    private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();

    private Program() {}

    /** Runs the settings of a file until the end: what {@code main} does. */
    public static void main(Path settings) throws InterruptedException {
        begin();
        neutraliseDefaults();
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", FirstLine.LOG_SETTINGS);
        }
        ProxiedHttpService.use();
        run(() -> Settings.load(settings));
    }

    /**
     * What the main methods of a JVM of our own do next. Numbers have ASCII digits, dates are ISO's and letters change
     * their case as in names of parameters, wherever the user lives; and the time zone goes by a name that PostgreSQL knows, where
     * Java has one of its own for it (IST). In a host's JVM both are the host's: our code asks for neither, but Camel's and the
     * driver's do.
     */
    public static void neutraliseDefaults() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(TimeZone.getDefault().toZoneId()));
    }

    /** What main does first, before anything that takes time, and once: from here on SIGTERM and SIGINT are an ordered stop, and the JVM ends with 0. */
    public static void begin() {
        try {
            Runtime.getRuntime().addShutdownHook(STOP);
        } catch (IllegalStateException e) {
            // The signal was quicker, and there is nothing to stop.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Ends the JVM with this code, unless it is being stopped already. */
    public static void exit(int code) {
        try {
            Runtime.getRuntime().removeShutdownHook(STOP);
        } catch (IllegalStateException e) {
            // System.exit waits for that.
        }
        System.exit(code);
    }

    /** Runs until SIGINT or SIGTERM, or, in mode drain, until there is nothing more to do. Never returns. */
    public static void run(Supplier<Settings> given) throws InterruptedException {
        nameWhatEndsThreads();
        if (started(given).awaitDrained()) {
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    /** Says that a start begins, once. To be called as soon as the settings are known, and before the first logger is made. */
    public static void announce(Settings settings) {
        if (ANNOUNCED.compareAndSet(false, true)) {
            System.setProperty(LOG_FORMAT_PROPERTY, settings.logFormat());
            FirstLine.print(settings, System.out);
        }
    }

    /** By its class only: the JVM would print its message, which may quote a value. */
    private static void nameWhatEndsThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LoggerFactory.getLogger(Drain.class)
                .error("Thread {} ended: {}", thread.getName(), new ExceptionSummary(thrown)));
    }

    /** What runs now, or is just being stopped. */
    private static Drain started(Supplier<Settings> given) {
        try {
            Settings settings = given.get();
            announce(settings);
            ProxiedSelector.use();
            Drain maskroute = new Drain(settings);
            STOP.maskroute = maskroute;
            limit(settings);
            try {
                maskroute.start();
            } catch (RuntimeException | Error e) {
                if (!maskroute.isStopping()) {
                    throw e;
                }
            }
            return maskroute;
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Drain.class).error("Maskroute cannot start: {}", StartFailure.description(e));
            exit(1);
            throw e;
        }
    }

    /** As if somebody sent SIGTERM after the time that a drain may take, its start included. */
    private static void limit(Settings settings) {
        if (settings.run().drains()) {
            settings.run().maxDuration().ifPresent(time ->
                    CompletableFuture.delayedExecutor(
                            time.toSeconds(), TimeUnit.SECONDS, task -> new Thread(task, "maskroute-limit").start()).execute(() -> {
                                LoggerFactory.getLogger(Drain.class).info("The drain ends: maskroute.run.max-duration is over.");
                                System.exit(0);
                            }));
        }
    }

    /** No lambda, which would take longer to make than a signal may take to come. */
    private static final class Stop extends Thread {

        private final Thread main = Thread.currentThread();
        private volatile @Nullable Drain maskroute;

        Stop() {
            super("maskroute-stop");
        }

        /** Without the halt the JVM would end with 143, as if it had been killed; one whose main thread fell ends with 1. */
        @Override
        public void run() {
            if (main.isAlive()) {
                Drain started = maskroute;
                if (started != null) {
                    close(started);
                }
                Runtime.getRuntime().halt(0);
            }
        }

        private static void close(Drain maskroute) {
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
        }
    }
}
