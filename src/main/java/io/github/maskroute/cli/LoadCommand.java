package io.github.maskroute.cli;

import io.github.maskroute.app.FileLoad;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.OrderedStop;
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

/** History. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY,
    ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES, ExitCode.LINES_LEFT})
@Command(name = "load", mixinStandardHelpOptions = true, description = {
    "Stores the events of files, one JSON object a line, plain or gzip, by the steps of a drain's route: what an edit changes holds here"
            + " too. Needs no queue; a drain may run beside it.",
    "A line is known by its file's path and its number: a run that was broken off, or that rejected lines, is simply repeated, and"
            + " stores nothing twice. Do not insert or delete lines before that.",
    "Rejected lines are written down with number, reason and detail, and without their values."})
final class LoadCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = {"The files; - for standard input;",
        S3Objects.RULE + ".", "A file is known by its path, an object by its URL; a .gz at the end is no part of it."})
    private List<String> files = new ArrayList<>();

    @Option(names = "--route", paramLabel = "ROUTE",
            description = "The route that takes the events, for example drain-logins. Default: the only one that takes messages from SQS.")
    private @Nullable String route;

    @Option(names = "--as", paramLabel = "NAME", description = {
        "The name by which the ledger knows the lines of the one FILE, in place of its path: for standard input, and for a file that was"
                + " moved since its first run."})
    private @Nullable String name;

    @Option(names = "--sent-at", paramLabel = "WHEN", converter = TimeOfEvents.class, description = {
        "When the events were sent: " + SentAt.RULE + ". Default: nobody knows, and the statement says what that means; in a login's row"
                + " it is today.",
        "The ledger knows lines by no time: it may be another in a later run."})
    private SentAt sentAt = SentAt.UNKNOWN;

    @Option(names = "--rejects", paramLabel = "FILE",
            description = "Where rejected lines are written down, in place of what it held. Default: FILE.rejects.jsonl, one for each.")
    private @Nullable Path rejectsFile;

    @Option(names = "--s3-endpoint", paramLabel = "URL", description = "An S3 other than AWS's, for example http://127.0.0.1:9000.")
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
                    e.getMessage() + "; lines before that are done with: mend the file, and run the command again");
        } catch (SdkException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "S3 does not give the objects (" + SqsFault.of(e).description()
                    + "); grant s3:ListBucket and s3:GetObject, or run the command again: it goes on");
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "rejected lines cannot be written down ("
                    + e.getClass().getSimpleName() + "); make room, or name another file with --rejects, and run the command again");
        }
    }

    private void load(FileLoad loading, LoadSources sources, OrderedStop stop, LoadReport report) throws Exception {
        Loader loader;
        try (loading; LoadBar bar = new LoadBar(sources.size(), lines.json(), spec.commandLine().getErr())) {
            loader = loading.start(Optional.ofNullable(route), sources, sentAt);
            loader.start();
            while (!stop.isWanted() && !loader.await(LoadBar.MILLIS)) {
                bar.show(loader.progress(), loading.counts().stored());
            }
        }
        report.print(loading.counts(), loader.progress().passedBy(), stop.isWanted());
        loader.check();
    }

    /** As it stands in the rule. */
    static final class TimeOfEvents implements ITypeConverter<SentAt> {

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
