package io.github.maskroute.outage;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads of one name that do not keep the JVM alive. Immutable and safe for use by several threads.
 *
 * @param name of each thread, as thread dumps and the log have it
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
