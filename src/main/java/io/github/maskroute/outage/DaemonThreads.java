package io.github.maskroute.outage;

import java.util.concurrent.ThreadFactory;

/**
 * Creates daemon threads of one name: they do not keep the JVM alive. Immutable and safe for use by several threads.
 *
 * @param name of each thread, in thread dumps and the log
 */
public record DaemonThreads(String name) implements ThreadFactory {

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on a thread of its own. */
    public static void start(String name, Runnable task) {
        new DaemonThreads(name).newThread(task).start();
    }
}
