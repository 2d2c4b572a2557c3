package io.github.maskroute.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.batch.UncountedWriteException;
import io.github.maskroute.batch.WriteFault;
import io.github.maskroute.db.RolledBack;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Takes the sample event of each schema through the very beans and statements that an edit would bring into force, in a
 * context and a transaction that are thrown away.
 *
 * <p>The sample must be accepted and add one row, and added again none. A schema without a sample is passed over with a
 * note. For one thread.
 */
final class SampleTrial {

    /** Of the trial's limit for a statement. Waiting for a lock ends sooner, with another state, and the edit is tried again. */
    private static final String TIMED_OUT = "SQLState 57014";

    private final CamelContext trial;
    private final Map<Path, String> files;
    private final Collection<Path> changed;
    private final boolean offline;
    private final SampleEffects effects;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param trial in which the routes of these files are built
     * @param files file to text
     * @param changed the first to be blamed
     * @param offline leaves the statement out
     * @param transaction of the trial
     */
    SampleTrial(CamelContext trial, Map<Path, String> files, Collection<Path> changed, boolean offline, DataSource transaction) {
        this.trial = trial;
        this.files = files;
        this.changed = changed;
        this.offline = offline;
        this.effects = new SampleEffects(transaction);
    }

    /**
     * Tries the sample of each route that masks.
     *
     * @return false if the database is away, so that nothing is known
     * @throws EditRefusedException if a sample does not become one row
     */
    boolean check() throws EditRefusedException {
        boolean known = true;
        for (RouteDefinition route : ((ModelCamelContext) trial).getRouteDefinitions()) {
            known &= check(route);
        }
        return known;
    }

    /** What was not tried, and why. */
    List<String> notes() {
        return notes;
    }

    private boolean check(RouteDefinition route) throws EditRefusedException {
        Optional<MaskLogin> masks = step(route, MaskLogin.class);
        if (masks.isEmpty()) {
            return true;
        }
        Path schema = masks.get().schemaFile();
        Path sample = RouteFolder.sampleOf(schema);
        Optional<String> text = files.entrySet().stream().filter(file -> same(file.getKey(), sample)).map(Map.Entry::getValue).findFirst();
        if (text.isEmpty()) {
            notes.add("no " + sample.getFileName() + " beside " + schema
                    + ": neither this schema nor the statement behind it was tried on a sample");
            return true;
        }
        Object row = row(masks.get(), sample, text.get(), List.of(schema, sample, fileOf(route)));
        Optional<GroupCommit> commit = step(route, GroupCommit.class);
        if (commit.isEmpty() || offline) {
            return true;
        }
        if (!trial.getRegistry().findByType(DataSource.class).stream().allMatch(SampleTrial::isRolledBack)) {
            notes.add("the routes have a data source of their own: " + sample.getFileName() + " was not stored on trial");
            return true;
        }
        return store(route, Objects.requireNonNull(commit.get().getTo()), row);
    }

    private Object row(MaskLogin masks, Path sample, String text, List<Path> suspects) throws EditRefusedException {
        try {
            Exchange exchange = new DefaultExchange(trial);
            exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, UUID.randomUUID().toString());
            exchange.getMessage().setHeader(SqsHeaders.SENT_TIMESTAMP, String.valueOf(Instant.now().toEpochMilli()));
            exchange.getMessage().setBody(StrictJson.mapper().readValue(text, JsonNode.class));
            masks.process(exchange);
            return exchange.getMessage().getBody();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new EditRefusedException(sample, line, StrictJson.explain(e, text).detail());
        } catch (RejectedException | LeftInQueueException e) {
            Path blamed = blamed(suspects);
            String field = e instanceof RejectedException rejected ? fieldOf(rejected.rejection().detail()) : "";
            throw new EditRefusedException(blamed, Blame.lineOfField(field, files.getOrDefault(blamed, "")),
                    sample.getFileName() + " is not accepted: " + e.getMessage());
        }
    }

    /** The last name of the place that a detail begins with, if it begins with one. */
    private static String fieldOf(String detail) {
        String place = detail.split(" ", 2)[0].replace("[]", "");
        return place.substring(place.lastIndexOf('.') + 1);
    }

    private boolean store(RouteDefinition route, String to, Object row) throws EditRefusedException {
        List<Path> suspects = startStore(fileOf(route), to);
        try (ProducerTemplate template = trial.createProducerTemplate()) {
            int first = GroupCommit.store(template, to, List.of(row));
            if (first != 1) {
                throw refusal(suspects, "the sample is one message, and the statement says that it stored " + first);
            }
            Map<String, Long> inserted = effects.inserted();
            int second = GroupCommit.store(template, to, List.of(row));
            if (second != 0) {
                throw refusal(suspects, "the sample's message, delivered again, is counted a second time: the statement must count what it"
                        + " claims in the ledger, for example SELECT count(*) FROM claimed");
            }
            if (!effects.inserted().equals(inserted)) {
                throw refusal(suspects, "the sample's message, delivered again, is stored a second time: the statement must pass by"
                        + " what the ledger has already");
            }
            if (!effects.outliveACrash()) {
                throw refusal(suspects, "a crash of the server could take back what is stored: the statement must turn synchronous_commit on"
                        + " with set_config, as the shipped insert-user-logins.sql does");
            }
            return true;
        } catch (EditRefusedException e) {
            throw e;
        } catch (UncountedWriteException e) {
            throw refusal(suspects, "the statement does not say how many messages it stored: let it end with an INSERT, or select a count");
        } catch (Exception e) {
            WriteFault fault = WriteFault.of(e);
            if (fault.description().startsWith(TIMED_OUT)) {
                throw refusal(suspects, "the sample takes longer to store than a trial may; if the database was slow, save again");
            }
            if (fault.owner() == WriteFault.Owner.DATABASE) {
                return false;
            }
            throw refusal(suspects, "the sample cannot be stored: " + fault.description());
        }
    }

    /** Starts what a row is sent through, and gives the files that may be to blame for it. */
    private List<Path> startStore(Path sender, String to) throws EditRefusedException {
        String start = trial.getEndpoint(to).getEndpointUri();
        List<Path> suspects = new ArrayList<>();
        for (Route route : trial.getRoutes()) {
            Path file = Blame.fileOf(route.getSourceResource());
            if (route.getEndpoint() instanceof DirectEndpoint) {
                start(route, file);
            }
            if (route.getEndpoint().getEndpointUri().equals(start)) {
                String text = files.getOrDefault(file, "");
                files.keySet().stream().filter(RouteFolder::isStatement)
                        .filter(statement -> text.contains(String.valueOf(statement.getFileName()))).forEach(suspects::add);
                suspects.add(file);
            }
        }
        suspects.add(sender);
        return suspects;
    }

    private void start(Route route, Path file) throws EditRefusedException {
        try {
            trial.getRouteController().startRoute(route.getRouteId());
        } catch (Exception e) {
            throw Blame.refusal(file, files.getOrDefault(file, ""), e);
        }
    }

    private EditRefusedException refusal(List<Path> suspects, String cause) {
        Path file = blamed(suspects);
        return new EditRefusedException(file, RouteFolder.isStatement(file) ? Blame.firstLineOf(files.getOrDefault(file, "")) : 0, cause);
    }

    /** The first that changed, as it is spelt in the folder. */
    private Path blamed(List<Path> suspects) {
        return suspects.stream().flatMap(suspect -> changed.stream().filter(file -> same(file, suspect))).findFirst()
                .orElse(suspects.get(0));
    }

    private <T> Optional<T> step(RouteDefinition route, Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessDefinition.class).stream()
                .map(step -> trial.getRegistry().lookupByName(Objects.requireNonNullElse(step.getRef(), "")))
                .filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Path fileOf(RouteDefinition route) {
        return Blame.fileOf(route.getResource());
    }

    private static boolean isRolledBack(DataSource dataSource) {
        return dataSource instanceof RolledBack || (dataSource instanceof DelegatingDataSource delegating
                && delegating.getTargetDataSource() != null && isRolledBack(delegating.getTargetDataSource()));
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
