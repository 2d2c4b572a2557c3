package io.github.maskroute.cli;

import io.github.maskroute.app.FileLoad;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.load.Loader;
import io.github.maskroute.load.Rejects;
import io.github.maskroute.load.S3Objects;
import io.github.maskroute.load.SentAt;
import io.github.maskroute.load.UnreadableSourceException;
import io.github.maskroute.sqs.SqsFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Stores events from files. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.LINES_LEFT})
@Command(name = "load", mixinStandardHelpOptions = true, description = {
    "Stores the events of files, one JSON object a line, plain or gzip, with the steps of a drain's route, including all edits of it.",
    "Needs no queue. A drain may run beside it.",
    "The ledger identifies a line by the path of its file and its number. Repeat a run that was interrupted or that rejected lines: it"
            + " stores nothing twice. Do not insert or delete lines before that.",
    "Rejected lines are listed in a file by number, reason and detail, without their values."})
final class LoadCommand implements Callable<Integer> {

    private static final int MEBIBYTE = 1 << 20;

    /** Without a terminal, a line of progress every ten seconds. */
    private static final int UPDATES_OF_A_LINE = 10_000 / ConsoleProgress.UPDATE_MILLIS;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = {"The files; - for standard input;",
        S3Objects.RULE + ".", "A file is identified by its path, an object by its URL, both without a .gz at the end."})
    private List<String> files = new ArrayList<>();

    @Option(names = "--route", paramLabel = "ROUTE",
            description = "The route that processes the events, for example drain-logins. Default: the only route that polls SQS.")
    private @Nullable String route;

    @Option(names = "--as", paramLabel = "NAME", description = {
        "The name that identifies the lines of a single FILE in the ledger, in place of its path: for standard input, and for a file that"
                + " was moved since its first run."})
    private @Nullable String name;

    @Option(names = "--sent-at", paramLabel = "WHEN", converter = SentAtConverter.class, description = {
        "When the events were sent: " + SentAt.RULE + ". Default: unknown; the statement decides what that means; in the row of a"
                + " login it is the current date.",
        "The ledger does not identify lines by this time: it may differ in a later run."})
    private SentAt sentAt = SentAt.UNKNOWN;

    @Option(names = "--rejects", paramLabel = "FILE",
            description = "The file for rejected lines, which is replaced if it exists. Default: FILE.rejects.jsonl for each FILE.")
    private @Nullable Path rejectsFile;

    @Option(names = "--s3-endpoint", paramLabel = "URL",
            description = "The endpoint of an S3 other than AWS's, for example http://127.0.0.1:9000.")
    private @Nullable URI s3Endpoint;

    @Override
    public Integer call() throws Exception {
        Settings loaded = settings.load();
        try (LoadSources sources = new LoadSources(files, name, rejectsFile,
                () -> new ServiceFactory(loaded).s3(Optional.ofNullable(s3Endpoint)));
                Rejects rejects = new Rejects(Optional.ofNullable(rejectsFile))) {
            LoadReport report = new LoadReport(lines, spec.commandLine().getErr(), rejects);
            FileLoad loading = new FileLoad(loaded, rejects);
            try (OrderedStop stop = new OrderedStop(loading::stop)) {
                load(loading, sources, stop, report);
            }
            return (report.isClean() ? ExitCode.OK : ExitCode.LINES_LEFT).code();
        } catch (UnreadableSourceException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE,
                    e.getMessage() + "; the lines before are processed: correct the file, and run the command again");
        } catch (SdkException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "S3 does not return the objects (" + SqsFault.of(e).description()
                    + "); grant s3:ListBucket and s3:GetObject, or run the command again to continue");
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "rejected lines cannot be written ("
                    + e.getClass().getSimpleName() + "); free disk space or name another file with --rejects, and run the command again");
        }
    }

    private void load(FileLoad loading, LoadSources sources, OrderedStop stop, LoadReport report) throws Exception {
        Loader loader;
        try (loading; ConsoleProgress bar = new ConsoleProgress(!lines.json(), " MiB", MEBIBYTE, "stored")) {
            bar.start("loading", sources::size);
            loader = loading.start(Optional.ofNullable(route), sources, sentAt);
            loader.start();
            for (int updates = 1; !stop.isRequested() && !loader.await(ConsoleProgress.UPDATE_MILLIS); updates++) {
                bar.reached(loader.progress().bytes(), loading.counts().stored());
                if (updates % UPDATES_OF_A_LINE == 0) {
                    report.printProgress(loader.progress(), loading.counts().stored());
                }
            }
        }
        report.print(loading.counts(), loader.progress().passedBy(), stop.isRequested());
        loader.check();
    }

    /** Converts an argument by {@link SentAt#RULE}. */
    static final class SentAtConverter implements ITypeConverter<SentAt> {

        @Override
        public SentAt convert(String text) {
            try {
                return SentAt.of(text);
            } catch (IllegalArgumentException e) {
                throw MalformedArgument.of(text, SentAt.RULE);
            }
        }
    }
}
