package io.github.maskroute.cli.command;

import io.github.maskroute.config.ThisProcess;

/** Where a command runs, as the audit records it: {@code user@host}. */
public final class ActorHost {

    /** The longest {@code actor_host} that the audit accepts, in characters. */
    static final int MAX_LENGTH = 255;

    private ActorHost() {}

    /** User of the operating system and host name, as this machine reports them, cut to {@value #MAX_LENGTH} characters. */
    public static String name() {
        return name(System.getProperty("user.name", "unknown"), ThisProcess.host());
    }

    /** Cuts between code points, because PostgreSQL counts those and cannot store half of one. */
    static String name(String user, String host) {
        return (user + "@" + host).codePoints().limit(MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
