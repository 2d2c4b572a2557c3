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
 * Validates the files of a routes folder, both edits and a folder at rest: each file alone, then all routes built together, then
 * their calls, then the sample and the cases of each schema.
 *
 * <p>Validation uses a CamelContext of its own, in which no consumer starts, messages go to the database only, and nothing is
 * committed, so that a fault cannot affect the running routes. It creates the files' beans again. Safe for use by several
 * threads.
 */
public final class FolderValidator {

    /** Pattern of the endpoints to which samples and cases are not sent. */
    private static final String OTHER_ENDPOINTS = "(?!(?:direct|sql|jdbc):).*";

    private final BiConsumer<PropertiesComponent, Properties> properties;
    private final Map<String, Object> givenBeans;
    private final boolean offline;

    /**
     * @param properties sets up the properties of the validation's context; the given ones must take precedence over all others
     * @param givenBeans beans that the routes need and do not define; data sources are replaced by one that rolls back
     * @param offline true to use no database
     */
    public FolderValidator(BiConsumer<PropertiesComponent, Properties> properties, Map<String, Object> givenBeans, boolean offline) {
        this.properties = properties;
        this.givenBeans = givenBeans;
        this.offline = offline;
    }

    /**
     * Validates all files of a folder.
     *
     * @param before folder of the version that these files replace, to find what they lose; empty to skip that
     * @throws IOException if the validation's context cannot be closed
     */
    public ValidationResult check(Path folder, Optional<Path> before) throws IOException {
        Map<Path, String> files = new RouteFolder(folder).read();
        if (RouteFolder.routesOf(files).isEmpty()) {
            return ValidationResult.invalid(List.of(new Problem(folder, 0, "the folder contains no .camel.yaml file")), true);
        }
        if (before.isEmpty()) {
            return check(files, files.keySet(), Map.of());
        }
        Map<Path, String> filesBefore = new RouteFolder(before.get()).read();
        Map<Path, String> earlier = new TreeMap<>();
        filesBefore.forEach((file, text) -> earlier.put(folder.resolve(before.get().relativize(file)), text));
        ValidationResult result = check(files, files.keySet(), earlier);
        if (!result.complete() || !result.problems().isEmpty()) {
            return result;
        }
        return LossCheck.of(checkAgain(new RouteFolder(before.get()), filesBefore), result, RouteFolder.changed(files, earlier),
                AcceptedLosses.atStart(before.get()).reloaded(folder)).addedTo(result);
    }

    /** The problems of a context for which its routes, built from this folder, must not start. */
    public static List<Problem> problemsAtStart(CamelContext context, Path folder) {
        Map<Path, String> files = new RouteFolder(folder).read();
        return Stream.of(DuplicateNames.in(files), DanglingEndpoints.in(context, files), UnmaskedCommits.in(context, files))
                .flatMap(List::stream).toList();
    }

    /** Validates an earlier version of files in a copy of their folder, because the folder may have other files by now. */
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
            return ValidationResult.invalid(List.of(new Problem(folder.path(), 0, "the files cannot be copied to "
                    + System.getProperty("java.io.tmpdir") + " (" + e.getClass().getSimpleName() + ")")), true);
        }
    }

    /**
     * Validates files together.
     *
     * @param files text of each file
     * @param changed the files that are not known to be valid
     * @param earlier text of each file of the version that they replace, whose samples are stored too; empty if none exists
     */
    ValidationResult check(Map<Path, String> files, Collection<Path> changed, Map<Path, String> earlier) throws IOException {
        return check(files, changed, earlier, Optional.empty());
    }

    private ValidationResult check(Map<Path, String> files, Collection<Path> changed, Map<Path, String> earlier, Optional<Path> folder)
            throws IOException {
        DataSource dataSource = (DataSource) givenBeans.values().stream().filter(DataSource.class::isInstance).findFirst().orElseThrow();
        try (RolledBack transaction = new RolledBack(dataSource); DefaultCamelContext context = started(transaction, folder)) {
            StatementValidator statements = new StatementValidator(context, offline ? Optional.empty() : Optional.of(dataSource));
            List<Problem> problems = new ArrayList<>();
            boolean complete = true;
            for (Path file : changed) {
                complete &= collect(problems, () -> checkAlone(statements, file, files.get(file)));
            }
            if (!complete || !problems.isEmpty()) {
                return ValidationResult.invalid(redacted(problems, context, files), complete);
            }
            problems.addAll(DuplicateNames.in(files));
            RouteFolder.routesOf(files).keySet().forEach(file -> collect(problems, () -> build(context, file, files, changed)));
            problems.addAll(problems.isEmpty() ? DanglingEndpoints.in(context, files) : List.of());
            problems.addAll(problems.isEmpty() ? UnmaskedCommits.in(context, files) : List.of());
            problems.addAll(problems.isEmpty() ? UnreachableDeadLetters.in(context, files) : List.of());
            Optional<StoreValidator> store =
                    offline ? Optional.empty() : Optional.of(new StoreValidator(context, files, changed, transaction));
            List<MaskingRoute> routes = problems.isEmpty() ? MaskingRoute.allOf(context) : List.of();
            SampleValidator samples = new SampleValidator(routes, files, changed, earlier, store);
            if (problems.isEmpty()) {
                complete = collect(problems, samples::check);
            }
            CaseValidator cases = new CaseValidator(files, store);
            if (complete && problems.isEmpty() && !changed.isEmpty()) {
                complete = collect(problems, () -> cases.check(routes));
                problems.addAll(cases.problems());
            }
            Set<String> routeIds = context.getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
            List<String> notes = Stream.of(samples.notes(), cases.notes()).flatMap(List::stream).toList();
            return new ValidationResult(redacted(problems, context, files), notes, complete, routeIds, samples.kept(), cases.verdicts());
        }
    }

    /** Problems are logged and appear on the health page. */
    private static List<Problem> redacted(List<Problem> problems, CamelContext context, Map<Path, String> files) {
        return problems.stream()
                .map(problem -> problem.redacted(cause -> Redaction.withoutSecrets(cause, context, files.values()))).toList();
    }

    private DefaultCamelContext started(DataSource transaction, Optional<Path> folder) {
        DefaultCamelContext context = new DefaultCamelContext();
        givenBeans.forEach((name, bean) -> context.getRegistry().bind(name, bean instanceof DataSource ? transaction : bean));
        context.getRegistry().bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());
        context.setNameStrategy(new ExplicitCamelContextNameStrategy("maskroute-trial"));
        context.setAutoStartup(false);
        Properties first = new Properties();
        folder.ifPresent(other -> first.put("maskroute.routes", CamelPath.of(other)));
        properties.accept(context.getPropertiesComponent(), first);
        context.getCamelContextExtension().registerEndpointCallback(
                new InterceptSendToEndpointCallback(context, exchange -> { }, null, OTHER_ENDPOINTS, true, null));
        context.start();
        return context;
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

    private static boolean build(DefaultCamelContext context, Path file, Map<Path, String> files, Collection<Path> changed)
            throws EditRefusedException {
        String text = String.valueOf(files.get(file));
        try {
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(List.of(CamelPath.resource(file, text)))) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    context.addRoutesConfigurations(configurations);
                }
                context.addRoutes(builder);
            }
            return true;
        } catch (Exception e) {
            // An unchanged file is valid; the cause may be a changed file that it names.
            Path suspect = changed.contains(file) ? file : changed.stream()
                    .filter(other -> text.contains(String.valueOf(other.getFileName()))).findFirst().orElse(file);
            throw FaultLocator.refusal(suspect, files.getOrDefault(suspect, text), e);
        }
    }

    /** A check that throws the problem it finds. */
    private interface ValidationStep {

        /** @return whether the check is complete */
        boolean run() throws EditRefusedException;
    }

    private static boolean collect(List<Problem> problems, ValidationStep check) {
        try {
            return check.run();
        } catch (EditRefusedException e) {
            problems.add(e.problem());
            return true;
        }
    }
}
