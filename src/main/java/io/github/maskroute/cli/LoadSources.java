package io.github.maskroute.cli;

import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.load.S3Objects;
import io.github.maskroute.load.Source;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The sources that a command line names, one after another. A prefix in S3 may have millions: those are listed as they are wanted. */
final class LoadSources implements Iterator<Source>, AutoCloseable {

    private static final String STANDARD_INPUT = "-";

    private final @Nullable String name;
    private final @Nullable Path rejects;
    private final Supplier<S3Client> s3;
    private final Deque<Iterator<Source>> left = new ArrayDeque<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable S3Client client;
    private long size;

    /**
     * Looks for all files, and the first objects.
     *
     * @param name in place of the one file's own
     * @param rejects that must be no file of these
     * @param s3 is asked at most once
     */
    LoadSources(List<String> files, @Nullable String name, @Nullable Path rejects, Supplier<S3Client> s3) {
        this.name = name;
        this.rejects = rejects;
        this.s3 = s3;
        if (name != null && (files.size() > 1 || files.get(0).startsWith(S3Objects.SCHEME))) {
            throw new CommandException(ExitCode.USAGE, "--as names one file or standard input; load each file by a command of its own,"
                    + " and leave objects of S3 their URLs");
        }
        // A pattern of the shell finds those of the run before, too.
        files.stream().filter(file -> !file.endsWith(Source.REJECTS))
                .forEach(file -> left.add(file.startsWith(S3Objects.SCHEME) ? objects(file) : List.of(sized(alone(source(file)))).iterator()));
    }

    /** Of two of one name the second's lines would count as stored. */
    private Source alone(Source source) {
        if (!names.add(source.name())) {
            throw new CommandException(ExitCode.USAGE, "two of the files are both known as " + source.name() + ", and of lines of one"
                    + " number only one would be stored; leave one out, or load it by a command of its own with --as");
        }
        return source;
    }

    /** Bytes of all, or {@link Source#UNKNOWN}. */
    long size() {
        return size;
    }

    @Override
    public boolean hasNext() {
        while (!left.isEmpty() && !left.getFirst().hasNext()) {
            left.removeFirst();
        }
        return !left.isEmpty();
    }

    @Override
    public Source next() {
        hasNext();
        return left.getFirst().next();
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private Iterator<Source> objects(String url) {
        size = Source.UNKNOWN;
        S3Client opened = client == null ? s3.get() : client;
        client = opened;
        try {
            return new S3Objects(opened, url).sources();
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "FILE must be a path, - or " + S3Objects.RULE);
        }
    }

    private Source sized(Source source) {
        size = size == Source.UNKNOWN || source.size() == Source.UNKNOWN ? Source.UNKNOWN : size + source.size();
        return name == null ? source : source.as(name);
    }

    private Source piped(Source.Opening opening) {
        if (name == null) {
            throw new CommandException(ExitCode.USAGE, "a pipe has no name that stays; give its lines one with --as, the same each time");
        }
        return Source.of(name, Source.UNKNOWN, opening);
    }

    private static boolean isPipe(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private Source source(String file) {
        if (file.equals(STANDARD_INPUT)) {
            return piped(() -> System.in);
        }
        try {
            if (isPipe(Path.of(file))) {
                return piped(() -> new FileInputStream(file));
            }
            if (rejects != null && Files.exists(rejects) && Files.isSameFile(rejects, Path.of(file))) {
                throw new CommandException(ExitCode.USAGE, "--rejects names a file that is to be loaded; name another");
            }
            return Source.of(Path.of(file));
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE,
                    file + " cannot be read (" + e.getClass().getSimpleName() + "); check the path");
        }
    }
}
