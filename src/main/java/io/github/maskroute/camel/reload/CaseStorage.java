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
 * Stores masked events of cases, each by itself, in the transaction that is rolled back: in the tables themselves, which may refuse
 * it, and in their stand-ins, which show the rows. For one thread.
 */
record CaseStorage(ProducerTemplate template, RolledBack transaction) {

    private static final JsonMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /**
     * What became of an event.
     *
     * @param rows table to the rows that it added, but for the ledger's
     * @param refusal why the database refuses it; empty if it does not
     * @param unseen why the rows are not known; empty if they are
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
            boolean refusesNone = inTables(to, masked).refusal().isEmpty();
            for (Object event : masked) {
                stored.add(refusesNone ? Stored.unseen("") : inTables(to, List.of(event)));
            }
            see(to, masked, stored);
            return Optional.of(stored);
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    /** Of several that are refused nobody knows which it is. */
    private Stored inTables(String to, List<Object> masked) throws Exception {
        try {
            transaction.undone(() -> GroupCommit.store(template, to, masked));
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
                    if (stored.get(i).refusal().isEmpty()) {
                        stored.set(i, transaction.undone(() -> inStandIns(to, event, tables)));
                    }
                }
                SortedSet<String> passedBy = tables.passedBy();
                passedBy.remove(SampleEffects.LEDGER);
                if (!passedBy.isEmpty()) {
                    hide(stored, "what a view or a function stores in " + String.join(", ", passedBy) + " cannot be read back");
                }
                return stored;
            });
        } catch (Exception e) {
            hide(stored, "no temporary tables can take the events of cases: " + known(e).description());
        }
    }

    private static void hide(List<Stored> stored, String why) {
        stored.replaceAll(one -> one.refusal().isPresent() ? one : Stored.unseen(why));
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

    /** @throws Exception what it is given, if the database is away */
    private static SqlFault known(Exception thrown) throws Exception {
        SqlFault fault = SqlFault.of(thrown);
        if (fault.owner() == SqlFault.Owner.DATABASE
                && !fault.description().startsWith(StoreValidator.TIMED_OUT) && !fault.description().matches(StoreValidator.UNSUPPORTED)) {
            throw thrown;
        }
        return fault;
    }
}
