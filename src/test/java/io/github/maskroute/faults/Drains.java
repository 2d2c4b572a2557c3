package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The packaged drains of one scenario, each a process, and their settings. Not thread-safe. */
final class Drains implements AutoCloseable {

    private static final String PROGRAM = Packaged.HOME.resolve("bin/maskroute").toString();

    private final Map<String, String> settings = new TreeMap<>();
    private final List<Packaged> all = new ArrayList<>();
    private final Path folder;

    /** @param number of the scenario, for the name of its folder */
    Drains(String number, Map<String, String> settings) {
        folder = newFolder(number);
        this.settings.putAll(settings);
        with("maskroute.dev-services", "off");
        with("maskroute.mask.keyset", Path.of(settings.get("maskroute.mask.keyset")).toAbsolutePath().toString());
        with("maskroute.queue.wait-seconds", "1");
        with("maskroute.retry.max-pause-seconds", "1");
    }

    /** Sets a setting of drains and commands that are started from now on. */
    void with(String setting, String value) {
        settings.put(setting, value);
    }

    /** The folder of their output. */
    Path folder() {
        return folder;
    }

    /** @param environment of this drain, beside the settings or in their place */
    Packaged launch(Map<String, String> environment) {
        Packaged.Start start = new Packaged.Start(folder, PROGRAM, "run").with("JAVA_OPTS", Packaged.SHORT_LIVED).with(settings);
        environment.forEach(start::with);
        return started(start);
    }

    /** A drain that is started in another way, with the same settings. */
    Packaged launch(Packaged.Start start) {
        return started(start.with(settings));
    }

    private Packaged started(Packaged.Start start) {
        Packaged drain = start.start();
        all.add(drain);
        return drain;
    }

    /** Another of the program's commands, with the same settings. */
    CommandResult command(String... args) {
        return command(new Packaged.Start(folder, PROGRAM, args));
    }

    CommandResult command(Packaged.Start start) {
        return start.with(settings).start().ended();
    }

    /** The pages of those that run. */
    List<String> pages() {
        return running().flatMap(drain -> DrainOutput.pages(drain).stream()).toList();
    }

    /** Stops each and checks its exit code. */
    void stop() {
        running().forEach(drain -> assertThat(drain.terminate().exit()).as(drain.printed()).isZero());
    }

    private Stream<Packaged> running() {
        return all.stream().filter(Packaged::isAlive);
    }

    @Override
    public void close() {
        all.forEach(Packaged::close);
    }

    private static Path newFolder(String number) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "faults"));
            return Files.createTempDirectory(parent, number + "-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
