package io.github.maskroute.camel;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.batch.WriteFault;
import io.github.maskroute.db.RolledBack;
import io.github.maskroute.db.StandIns;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.Rejection.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.camel.ProducerTemplate;

/**
 * Stores masked events of cases, each by itself, in the transaction that is rolled back: in the tables themselves, which may refuse
 * it, and in their stand-ins, which show the rows. For one thread.
 */
record CaseStore(ProducerTemplate template, RolledBack transaction) {

    private static final JsonMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /**
     * What became of an event.
     *
     * @param rows table to the rows that it added, but for the ledger's
     * @param refusal why the database refuses it; empty if it does not
     * @param unseen why the rows are not known; empty if they are, or if there is none
     */
    record Stored(Map<String, List<JsonNode>> rows, Optional<Rejection> refusal, String unseen) {

        static Stored unseen(String why) {
            return new Stored(Map.of(), Optional.empty(), why);
        }
    }

    /**
     * Stores events.
     *
     * @param to where the route sends them, started
     * @param masked of messages that are not stored yet
     * @return what became of each; empty if the database is away
     */
    Optional<List<Stored>> each(String to, List<Object> masked) {
        try {
            List<Stored> stored = new ArrayList<>();
            for (Object event : masked) {
                stored.add(inTables(to, event));
            }
            see(to, masked, stored);
            return Optional.of(stored);
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    private Stored inTables(String to, Object event) throws Exception {
        try {
            transaction.undone(() -> GroupCommit.store(template, to, List.of(event)));
            return Stored.unseen("");
        } catch (Exception e) {
            return new Stored(Map.of(), Optional.of(new Rejection(Reason.CONSTRAINT, known(e).description())), "");
        }
    }

    private void see(String to, List<Object> masked, List<Stored> stored) throws Exception {
        try {
            transaction.undone(() -> {
                StandIns tables = StandIns.in(transaction);
                for (int i = 0; i < stored.size(); i++) {
                    Object event = masked.get(i);
                    stored.set(i, stored.get(i).refusal().isPresent() ? stored.get(i) : transaction.undone(() -> inStandIns(to, event, tables)));
                }
                return stored;
            });
        } catch (Exception e) {
            Stored unseen = Stored.unseen("no temporary tables can take the events of cases: " + known(e).description());
            stored.replaceAll(one -> one.refusal().isPresent() ? one : unseen);
        }
    }

    private Stored inStandIns(String to, Object event, StandIns tables) throws Exception {
        GroupCommit.store(template, to, List.of(event));
        SortedSet<String> passedBy = tables.passedBy();
        passedBy.remove(SampleEffects.LEDGER);
        if (!passedBy.isEmpty()) {
            return Stored.unseen("what a view or a function stores in " + String.join(", ", passedBy) + " cannot be read back");
        }
        Map<String, List<JsonNode>> rows = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : tables.rows().entrySet()) {
            if (!table.getKey().equals(SampleEffects.LEDGER)) {
                rows.put(table.getKey(), new ArrayList<>());
                for (String row : table.getValue()) {
                    rows.get(table.getKey()).add(EXACT.readTree(row));
                }
            }
        }
        return new Stored(rows, Optional.empty(), "");
    }

    /** @throws Exception what it is given, if the database is away */
    private static WriteFault known(Exception thrown) throws Exception {
        WriteFault fault = WriteFault.of(thrown);
        if (fault.owner() == WriteFault.Owner.DATABASE
                && !fault.description().startsWith(StoreTrial.TIMED_OUT) && !fault.description().matches(StoreTrial.UNSUPPORTED)) {
            throw thrown;
        }
        return fault;
    }
}
