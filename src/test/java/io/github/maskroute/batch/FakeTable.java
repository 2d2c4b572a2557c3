package io.github.maskroute.batch;

import io.github.maskroute.db.SqlFault;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** A table in memory that fails as a test demands, and records the result of each record. */
final class FakeTable implements BatchWriter.Store<Integer>, BatchWriter.Results<Integer> {

    final Set<Integer> rows = new TreeSet<>();
    final Set<Integer> bad = new TreeSet<>();

    /** Records that the server refuses, with a state of the operator or the database. */
    final Map<Integer, String> refused = new ConcurrentHashMap<>();

    /** The state with which the server refuses everything; empty if it does not. */
    volatile String refusesAll = "";

    final Queue<Exception> failures = new ArrayDeque<>();
    final Queue<Exception> committedBefore = new ArrayDeque<>();
    volatile boolean away;
    List<Integer> fatal = List.of();
    IntConsumer atStatement = number -> { };

    final List<List<Integer>> statements = new CopyOnWriteArrayList<>();
    final List<String> results = new CopyOnWriteArrayList<>();
    final List<Integer> reported = new CopyOnWriteArrayList<>();
    final List<Integer> rejected = new CopyOnWriteArrayList<>();

    @Override
    public int store(List<Integer> records) throws Exception {
        statements.add(List.copyOf(records));
        atStatement.accept(statements.size());
        if (records.equals(fatal)) {
            throw new StackOverflowError();
        }
        if (away) {
            throw new SQLException("secret", "08006");
        }
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        if (!refusesAll.isEmpty()) {
            throw new SQLException("secret", refusesAll);
        }
        for (Integer record : records) {
            if (refused.containsKey(record)) {
                throw new SQLException("secret", refused.get(record));
            }
        }
        if (records.stream().anyMatch(bad::contains)) {
            throw new SQLException("secret", "23514");
        }
        int before = rows.size();
        rows.addAll(records);
        if (!committedBefore.isEmpty()) {
            throw committedBefore.remove();
        }
        return rows.size() - before;
    }

    @Override
    public void stored(List<Integer> records, int added) {
        results.add("stored " + records + " added " + added);
        reported.addAll(records);
    }

    @Override
    public void rejected(Integer record, SqlFault fault) {
        results.add("rejected " + record + " " + fault.owner() + " " + fault.description());
        reported.add(record);
        rejected.add(record);
    }

    @Override
    public void abandoned(List<Integer> records, SqlFault fault) {
        results.add("abandoned " + records + " " + fault.owner() + " " + fault.description());
        reported.addAll(records);
    }
}
