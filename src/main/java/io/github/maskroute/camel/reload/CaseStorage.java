package io.github.maskroute.camel.reload;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.db.RolledBack;
import io.github.maskroute.db.SqlFault;
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
 * Stores masked events of cases, each separately, in the transaction that is rolled back: in the tables themselves, whose constraints
 * apply, and in temporary stand-ins of the tables, from which the rows can be read. For one thread.
 */
record CaseStorage(ProducerTemplate template, RolledBack transaction) {

    /** SQLState of the validation's statement timeout. A lock timeout is shorter and has another SQLState; that edit is retried. */
    static final String TIMED_OUT = "SQLState 57014";

    /** SQLStates of a stand-in whose table accepted the same row: a retry cannot succeed. */
    static final String UNSUPPORTED = "SQLState (?:0A|XX).*";

    private static final JsonMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /**
     * The result of storing an event.
     *
     * @param rows the rows that it added to each table, except the ledger
     * @param refusal why the database rejects it; empty if it is accepted
     * @param unseen why the rows are unknown; empty if they are known
     */
    record Stored(Map<String, List<JsonNode>> rows, Optional<Rejection> refusal, String unseen) {

        static Stored unseen(String reason) {
            return new Stored(Map.of(), Optional.empty(), reason);
        }
    }

    /**
     * Stores events.
     *
     * @param to endpoint that stores them; its route is started
     * @param masked events of messages that are not stored yet
     * @return the result of each event; empty if the database is unavailable
     */
    Optional<List<Stored>> storeEach(String to, List<Object> masked) {
        try {
            List<Stored> stored = new ArrayList<>();
            boolean refusesNone = inTables(to, masked).refusal().isEmpty();
            for (Object event : masked) {
                stored.add(refusesNone ? Stored.unseen("") : inTables(to, List.of(event)));
            }
            readRows(to, masked, stored);
            return Optional.of(stored);
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    /** Stores events together. A refusal of several does not show which of them is refused. */
    private Stored inTables(String to, List<Object> masked) throws Exception {
        try {
            transaction.undone(() -> GroupCommit.store(template, to, masked));
            return Stored.unseen("");
        } catch (Exception e) {
            return new Stored(Map.of(), Optional.of(new Rejection(Reason.CONSTRAINT, recordFault(e).description())), "");
        }
    }

    private void readRows(String to, List<Object> masked, List<Stored> stored) throws Exception {
        try {
            transaction.undone(() -> {
                StandIns tables = StandIns.in(transaction);
                for (int i = 0; i < stored.size(); i++) {
                    Object event = masked.get(i);
                    if (stored.get(i).refusal().isEmpty()) {
                        stored.set(i, transaction.undone(() -> inStandIns(to, event, tables)));
                    }
                }
                SortedSet<String> passedBy = tables.passedBy();
                passedBy.remove(SampleEffects.LEDGER);
                if (!passedBy.isEmpty()) {
                    markUnseen(stored, "rows that a view or a function stores in " + String.join(", ", passedBy) + " cannot be read back");
                }
                return stored;
            });
        } catch (Exception e) {
            markUnseen(stored, "temporary tables cannot store the events of cases: " + recordFault(e).description());
        }
    }

    private static void markUnseen(List<Stored> stored, String reason) {
        stored.replaceAll(one -> one.refusal().isPresent() ? one : Stored.unseen(reason));
    }

    private Stored inStandIns(String to, Object event, StandIns tables) throws Exception {
        GroupCommit.store(template, to, List.of(event));
        Map<String, List<JsonNode>> rows = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : tables.rows(SampleEffects.LEDGER).entrySet()) {
            rows.put(table.getKey(), new ArrayList<>());
            for (String row : table.getValue()) {
                rows.get(table.getKey()).add(EXACT.readTree(row));
            }
        }
        return new Stored(rows, Optional.empty(), "");
    }

    /** @throws Exception the given exception, if the database is unavailable */
    private static SqlFault recordFault(Exception thrown) throws Exception {
        SqlFault fault = SqlFault.of(thrown);
        if (fault.owner() == SqlFault.Owner.DATABASE
                && !fault.description().startsWith(TIMED_OUT) && !fault.description().matches(UNSUPPORTED)) {
            throw thrown;
        }
        return fault;
    }
}
