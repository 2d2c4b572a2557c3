package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.db.RolledBack;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.processor.InterceptSendToEndpointCallback;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.springframework.util.FileSystemUtils;

/**
 * Tries the files of a routes' folder, for edits and for files at rest alike: each file by itself, then all routes built
 * together, then what they call, then the sample and the cases of each schema.
 *
 * <p>This happens in a context of its own, where no consumer starts, only the database is sent to, and nothing is
 * committed: what fails there must not reach what runs. The files' own beans are made anew. Safe for use by several
 * threads.
 */
public final class FolderValidator {

    /** Others than these get nothing from a sample. */
    private static final String OTHER_ENDPOINTS = "(?!(?:direct|sql|jdbc):).*";

    private final BiConsumer<PropertiesComponent, Properties> properties;
    private final Map<String, Object> givenBeans;
    private final boolean offline;

    /**
     * @param properties sets the trial's properties up, so that the given ones come before all others
     * @param givenBeans that the routes need and do not make; of data sources, one that is rolled back takes the place
     * @param offline asks no database
     */
    public FolderValidator(BiConsumer<PropertiesComponent, Properties> properties, Map<String, Object> givenBeans, boolean offline) {
        this.properties = properties;
        this.givenBeans = givenBeans;
        this.offline = offline;
    }

    /**
     * Tries all files of a folder.
     *
     * @param before the folder of the version that these files are to replace, if what they lose is to be found
     * @throws IOException if the trial cannot be ended
     */
    public ValidationResult check(Path folder, Optional<Path> before) throws IOException {
        Map<Path, String> files = new RouteFolder(folder).read();
        if (RouteFolder.routesOf(files).isEmpty()) {
            return new ValidationResult(List.of(new Problem(folder, 0, "the folder holds no .camel.yaml file")), List.of(), true, Set.of(),
                    List.of());
        }
        if (before.isEmpty()) {
            return check(files, files.keySet(), Map.of());
        }
        Map<Path, String> filesBefore = new RouteFolder(before.get()).read();
        Map<Path, String> earlier = new TreeMap<>();
        filesBefore.forEach((file, text) -> earlier.put(folder.resolve(before.get().relativize(file)), text));
        ValidationResult found = check(files, files.keySet(), earlier);
        if (!found.complete() || !found.problems().isEmpty()) {
            return found;
        }
        List<Path> changed = files.keySet().stream().filter(file -> !files.get(file).equals(earlier.get(file))).toList();
        return LossCheck.of(checkAgain(new RouteFolder(before.get()), filesBefore), found, changed,
                AcceptedLosses.atStart(before.get()).now(folder)).added(found);
    }

    /** Tries files once more that are no edit, in a copy of their folder, where others may stand by now. */
    ValidationResult checkAgain(RouteFolder folder, Map<Path, String> files) {
        try {
            Path copy = Files.createTempDirectory("maskroute-in-force");
            try {
                folder.copy(files, copy);
                return check(new RouteFolder(copy).read(), List.of(), Map.of(), Optional.of(copy));
            } finally {
                FileSystemUtils.deleteRecursively(copy);
            }
        } catch (IOException | UncheckedIOException e) {
            return new ValidationResult(List.of(new Problem(folder.path(), 0, "no copy can be made in " + System.getProperty("java.io.tmpdir")
                    + " (" + e.getClass().getSimpleName() + ")")), List.of(), true, Set.of(), List.of());
        }
    }

    /**
     * Tries files together.
     *
     * @param files file to text
     * @param changed those of them that are not known to be good
     * @param earlier file to text of the version that they are to replace, whose samples are stored too; empty if there is none
     */
    ValidationResult check(Map<Path, String> files, Collection<Path> changed, Map<Path, String> earlier) throws IOException {
        return check(files, changed, earlier, Optional.empty());
    }

    private ValidationResult check(Map<Path, String> files, Collection<Path> changed, Map<Path, String> earlier, Optional<Path> folder)
            throws IOException {
        DataSource dataSource = (DataSource) givenBeans.values().stream().filter(DataSource.class::isInstance).findFirst().orElseThrow();
        try (RolledBack transaction = new RolledBack(dataSource); DefaultCamelContext trial = started(transaction, folder)) {
            StatementValidator statements = new StatementValidator(trial, offline ? Optional.empty() : Optional.of(dataSource));
            List<Problem> problems = new ArrayList<>();
            boolean complete = true;
            for (Path file : changed) {
                complete &= collect(problems, () -> checkAlone(statements, file, files.get(file)));
            }
            if (!complete || !problems.isEmpty()) {
                return new ValidationResult(safe(problems, trial, files), List.of(), complete, Set.of(), List.of());
            }
            problems.addAll(DuplicateNames.in(files));
            RouteFolder.routesOf(files).keySet().forEach(file -> collect(problems, () -> build(trial, file, files, changed)));
            problems.addAll(problems.isEmpty() ? DanglingEndpoints.in(trial, files) : List.of());
            problems.addAll(problems.isEmpty() ? UnmaskedCommits.in(trial, files) : List.of());
            problems.addAll(problems.isEmpty() ? UnreachableDeadLetters.in(trial, files) : List.of());
            Optional<StoreValidator> store = offline ? Optional.empty() : Optional.of(new StoreValidator(trial, files, changed, transaction));
            List<TrialRoute> routes = problems.isEmpty() ? TrialRoute.allOf(trial) : List.of();
            SampleValidator samples = new SampleValidator(routes, files, changed, earlier, store);
            if (problems.isEmpty()) {
                complete = collect(problems, samples::check);
            }
            CaseValidator cases = new CaseValidator(files, store);
            if (complete && problems.isEmpty() && !changed.isEmpty()) {
                complete = collect(problems, () -> cases.check(routes));
                problems.addAll(cases.problems());
            }
            Set<String> routeIds = trial.getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
            List<String> notes = Stream.of(samples.notes(), cases.notes()).flatMap(List::stream).toList();
            return new ValidationResult(safe(problems, trial, files), notes, complete, routeIds, samples.kept(), cases.verdicts());
        }
    }

    /** Problems are logged, and shown by the health page. */
    private static List<Problem> safe(List<Problem> problems, CamelContext trial, Map<Path, String> files) {
        return problems.stream().map(problem -> problem.told(cause -> Redaction.withoutSecrets(cause, trial, files.values()))).toList();
    }

    private DefaultCamelContext started(DataSource transaction, Optional<Path> folder) {
        DefaultCamelContext trial = new DefaultCamelContext();
        givenBeans.forEach((name, bean) -> trial.getRegistry().bind(name, bean instanceof DataSource ? transaction : bean));
        trial.getRegistry().bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());
        trial.setNameStrategy(new ExplicitCamelContextNameStrategy("maskroute-trial"));
        trial.setAutoStartup(false);
        Properties first = new Properties();
        folder.ifPresent(other -> first.put("maskroute.routes", CamelPath.of(other)));
        properties.accept(trial.getPropertiesComponent(), first);
        trial.getCamelContextExtension().registerEndpointCallback(
                new InterceptSendToEndpointCallback(trial, exchange -> { }, null, OTHER_ENDPOINTS, true, null));
        trial.start();
        return trial;
    }

    private static boolean checkAlone(StatementValidator statements, Path file, String text) throws EditRefusedException {
        FileEncoding.check(file, text);
        if (RouteFolder.isStatement(file)) {
            return statements.check(file, text);
        }
        if (RouteFolder.isCases(file)) {
            CaseValidator.read(file, text);
        } else if (RouteFolder.isRoute(file)) {
            RouteSchema.check(file, text);
        } else if (RouteFolder.isSchema(file)) {
            try {
                EventType.read(file, Scheme.HMAC);
            } catch (InvalidSchemaException e) {
                throw new EditRefusedException(file, e.line(), String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private static boolean build(DefaultCamelContext trial, Path file, Map<Path, String> files, Collection<Path> changed)
            throws EditRefusedException {
        String text = String.valueOf(files.get(file));
        try {
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(trial)
                    .findRoutesBuilders(List.of(CamelPath.resource(file, text)))) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    trial.addRoutesConfigurations(configurations);
                }
                trial.addRoutes(builder);
            }
            return true;
        } catch (Exception e) {
            // What did not change is not to blame, but what it reads may be.
            Path blamed = changed.contains(file) ? file : changed.stream()
                    .filter(other -> text.contains(String.valueOf(other.getFileName()))).findFirst().orElse(file);
            throw FaultLocator.refusal(blamed, files.getOrDefault(blamed, text), e);
        }
    }

    /** A check that finds a problem, or says whether all is known. */
    private interface Check {

        boolean run() throws EditRefusedException;
    }

    private static boolean collect(List<Problem> problems, Check check) {
        try {
            return check.run();
        } catch (EditRefusedException e) {
            problems.add(e.problem());
            return true;
        }
    }
}
