package io.github.maskroute.app;

import io.github.maskroute.aws.ProxiedHttpService;
import io.github.maskroute.config.Settings;
import io.github.maskroute.config.SettingsReader;
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

/**
 * Runs the drain in a JVM of its own. SIGTERM, SIGINT and the end of a run in mode drain all cause the same ordered stop; only a start that
 * fails ends otherwise.
 */
public final class Program {

    /** The log's configuration reads this property: text or json. It must be set before the first logger is created. */
    private static final String LOG_FORMAT_PROPERTY = "maskroute-log-format";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(28);

    private static final Stop STOP = new Stop();

    private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();

    private Program() {}

    /** Runs a drain with the settings of a file. Never returns. */
    public static void main(Path settings) throws InterruptedException {
        begin();
        neutraliseDefaults();
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", FirstLine.LOG_SETTINGS);
        }
        ProxiedHttpService.use();
        run(() -> SettingsReader.load(settings));
    }

    /**
     * Sets the JVM's default locale and time zone: numbers have ASCII digits and the case of letters changes as in parameter names,
     * whatever the user's locale; and the time zone has a name that PostgreSQL knows, where Java has one of its own (IST). Only a program
     * may do so. In a host's JVM our code uses neither default, but Camel's and the driver's code does.
     */
    public static void neutraliseDefaults() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(TimeZone.getDefault().toZoneId()));
    }

    /**
     * Makes SIGTERM and SIGINT cause an ordered stop with exit code 0. Must be called once, first in main, before anything that takes
     * time.
     */
    public static void begin() {
        try {
            Runtime.getRuntime().addShutdownHook(STOP);
        } catch (IllegalStateException e) {
            // A signal came first, and nothing is started.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Ends the JVM with this code, unless a stop is under way. */
    public static void exit(int code) {
        try {
            Runtime.getRuntime().removeShutdownHook(STOP);
        } catch (IllegalStateException e) {
            // A stop is under way; System.exit waits for it.
        }
        System.exit(code);
    }

    /** Runs until SIGINT or SIGTERM, or, in mode drain, until the queues are empty. Never returns. */
    public static void run(Supplier<Settings> given) throws InterruptedException {
        logUncaughtExceptions();
        if (started(given).awaitDrained()) {
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    /** Prints the first line of the log, once. Must be called when the settings are known, before the first logger is created. */
    public static void announce(Settings settings) {
        if (ANNOUNCED.compareAndSet(false, true)) {
            System.setProperty(LOG_FORMAT_PROPERTY, settings.logFormat());
            FirstLine.print(settings, System.out);
        }
    }

    /** By class only: the JVM would print the message, which may quote a value. */
    private static void logUncaughtExceptions() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LoggerFactory.getLogger(Drain.class)
                .error("Thread {} ended: {}", thread.getName(), new ExceptionSummary(thrown)));
    }

    /** The drain, running or being stopped. */
    private static Drain started(Supplier<Settings> given) {
        try {
            Settings settings = given.get();
            announce(settings);
            ProxiedSelector.use();
            Drain drain = new Drain(settings);
            STOP.drain = drain;
            limit(settings);
            try {
                drain.start();
            } catch (RuntimeException | Error e) {
                if (!drain.isStopping()) {
                    throw e;
                }
            }
            return drain;
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Drain.class).error("Maskroute cannot start: {}", StartFailure.description(e));
            exit(1);
            throw e;
        }
    }

    /** Stops the drain, as SIGTERM does, after the time that it may take, its start included. */
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

    /** A class and not a lambda: creating a lambda takes longer than a signal may take to arrive. */
    private static final class Stop extends Thread {

        private final Thread main = Thread.currentThread();
        private volatile @Nullable Drain drain;

        Stop() {
            super("maskroute-stop");
        }

        /** Without the halt the JVM would end with 143, as if killed. If the main thread has failed, the exit code stays 1. */
        @Override
        public void run() {
            if (main.isAlive()) {
                Drain started = drain;
                if (started != null) {
                    close(started);
                }
                Runtime.getRuntime().halt(0);
            }
        }

        private static void close(Drain drain) {
            Thread closing = new Thread(drain::close, "maskroute-close");
            closing.setDaemon(true);
            closing.start();
            try {
                closing.join(STOP_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            drain.summary().ifPresent(System.out::println);
            System.out.flush();
        }
    }
}
