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

/** The sources that a command line names, in order. Objects of an S3 prefix, which may be millions, are listed lazily. */
final class LoadSources implements Iterator<Source>, AutoCloseable {

    private static final String STANDARD_INPUT = "-";

    private final @Nullable String name;
    private final @Nullable Path rejects;
    private final Supplier<S3Client> s3;
    private final Deque<Iterator<Source>> remaining = new ArrayDeque<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable S3Client client;
    private long size;

    /**
     * Opens all files, and lists the first objects of each prefix.
     *
     * @param name replaces the path of a single file
     * @param rejects the file for rejected lines, which must not be one of the sources
     * @param s3 is called at most once
     */
    LoadSources(List<String> files, @Nullable String name, @Nullable Path rejects, Supplier<S3Client> s3) {
        this.name = name;
        this.rejects = rejects;
        this.s3 = s3;
        if (name != null && (files.size() > 1 || files.get(0).startsWith(S3Objects.SCHEME))) {
            throw new CommandException(ExitCode.USAGE, "--as needs a single file or standard input; load each file with a command of"
                    + " its own, and omit --as for objects of S3");
        }
        // A shell pattern also matches the reject files of an earlier run.
        files.stream().filter(file -> !file.endsWith(Source.REJECTS))
                .forEach(file -> remaining.add(
                        file.startsWith(S3Objects.SCHEME) ? objects(file) : List.of(sized(unique(source(file)))).iterator()));
    }

    /** Rejects two sources of the same name, because the lines of the second would count as stored. */
    private Source unique(Source source) {
        if (!names.add(source.name())) {
            throw new CommandException(ExitCode.USAGE, "two of the files have the same name in the ledger, " + source.name()
                    + ", so that only one of two lines"
                    + " with the same number would be stored; omit one, or load it with a command of its own and --as");
        }
        return source;
    }

    /** The total size in bytes, or {@link Source#UNKNOWN}. */
    long size() {
        return size;
    }

    @Override
    public boolean hasNext() {
        while (!remaining.isEmpty() && !remaining.getFirst().hasNext()) {
            remaining.removeFirst();
        }
        return !remaining.isEmpty();
    }

    @Override
    public Source next() {
        hasNext();
        return remaining.getFirst().next();
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
            throw new CommandException(ExitCode.USAGE, "a pipe has no permanent name; name its lines with --as, with the same name in"
                    + " each run");
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
                throw new CommandException(ExitCode.USAGE, "--rejects names a file that is also loaded; name another file");
            }
            return Source.of(Path.of(file));
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE,
                    file + " cannot be read (" + e.getClass().getSimpleName() + "); check the path");
        }
    }
}
