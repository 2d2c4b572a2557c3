package io.github.maskroute.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.maskroute.config.SettingsReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A JVM for one way, separate from the services, so that its processor time is measured alone. */
public final class Client {

    /** Elapsed and processor time when a number of rows is stored. */
    private record Sample(long stored, long nanos, long cpuNanos) {}

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    private Client() {}

    /** @param args the way, and the file to write its figures to; all else is in the settings */
    public static void main(String[] args) throws Exception {
        Way way = Way.valueOf(args[0]);
        Sample first;
        Sample last;
        try (Way.Running running = way.start(SettingsReader.load(Path.of("application.properties")))) {
            first = await(running, way.warmUp);
            last = await(running, way.messages());
        }
        report(way, first, last, Path.of(args[1]));
        System.exit(0);
    }

    private static Sample await(Way.Running running, long rows) {
        long begin = System.nanoTime();
        while (running.stored() < rows) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException(running.stored() + " rows instead of " + rows);
            }
            LockSupport.parkNanos(5_000_000);
        }
        return new Sample(running.stored(), System.nanoTime(), SYSTEM.getProcessCpuTime());
    }

    private static void report(Way way, Sample first, Sample last, Path file) throws IOException {
        double rows = last.stored() - first.stored();
        new Figures(
                rows * 1e9 / (last.nanos() - first.nanos()),
                (last.cpuNanos() - first.cpuNanos()) / 1e3 / rows,
                (double) CountedRequests.count() / way.messages(),
                0).write(file);
    }
}
