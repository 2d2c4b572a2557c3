package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {

    private static final int BOUND = 20;
    private static final StoredLineLookup NOTHING = (ids, first) -> new BitSet();
    private static final LineConsumer STORED = (line, id, sentAt, settled) -> settled.settled(Optional.empty());

    @TempDir
    private Path folder;

    /** As while the database is away: what is in memory does not grow with the file. */
    @Test
    void shouldHoldNoMoreLinesThanItsBound() throws Exception {
        Queue<LineConsumer.Settled> inHand = new ConcurrentLinkedQueue<>();
        try (Rejects rejects = rejects();
                Loader loader = loader(List.of(source("a", 1_000)), NOTHING, rejects, (line, id, sentAt, settled) -> inHand.add(settled))) {
            loader.start();
            int taken = 0;
            while (taken < 1_000) {
                int least = Math.min(BOUND, 1_000 - taken);
                await().until(() -> inHand.size() == least);
                assertThat(loader.await(20)).isFalse();
                assertThat(inHand).hasSize(least);
                inHand.remove().settled(Optional.empty());
                taken++;
            }
            assertThat(loader.await(1_000)).isTrue();
            assertThat(loader.progress().lines()).isEqualTo(1_000);
        }
    }

    @Test
    void shouldHandEachLineOfAllSourcesOverOnceButThoseThatTheLedgerHas() throws Exception {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        LineIds known = LineIds.of("b");
        StoredLineLookup even = (ids, first) -> {
            BitSet stored = new BitSet();
            IntStream.range(0, StoredLineLookup.WINDOW).filter(i -> ids.id(0).equals(known.id(0)) && i % 2 == 0).forEach(stored::set);
            return stored;
        };
        LineConsumer feed = (line, id, sentAt, settled) -> {
            assertThat(id).isEqualTo(LineIds.of(line.source().name()).id(line.number()));
            assertThat(line.text()).isEqualTo(line.source().name() + line.number());
            assertThat(taken.add(line.toString())).isTrue();
            settled.settled(Optional.empty());
        };
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 100), source("b", 25_000)), even, rejects, feed)) {
            end(loader);
            loader.check();

            assertThat(taken).hasSize(100 + 12_500).contains("a:2", "b:24999").doesNotContain("b:2", "b:25000");
            assertThat(loader.progress().passedBy()).isEqualTo(12_500);
        }
    }

    @Test
    void shouldWriteDownWhatTheFeedLeaves() throws Exception {
        LineConsumer feed = (line, id, sentAt, settled) -> settled.settled(Optional.of("because").filter(left -> line.number() == 7));
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 10)), NOTHING, rejects, feed)) {
            end(loader);

            assertThat(rejects.counts()).isEqualTo(Map.of(Loader.LEFT, 1L));
            assertThat(folder.resolve("rejects")).hasContent("{\"source\":\"a\",\"line\":7,\"reason\":\"left\",\"detail\":\"because\"}");
        }
    }

    @Test
    void shouldEndWhereASourceBreaksOff() throws Exception {
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        Source broken = Source.of("a", Source.UNKNOWN, () -> new BrokenLine("x\ny\n", "w\n"));
        LineConsumer feed = (line, id, sentAt, settled) -> {
            taken.add(line.number());
            settled.settled(Optional.empty());
        };
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(broken, source("b", 10)), NOTHING, rejects, feed)) {
            end(loader);

            assertThatThrownBy(loader::check).isInstanceOf(UnreadableSourceException.class)
                    .hasMessage("a cannot be read after line 2 (IOException)");
            assertThat(taken).containsExactlyInAnyOrder(1L, 2L);
        }
    }

    @Test
    void shouldEndWhereRejectsCannotBeWrittenDown() throws Exception {
        Files.createDirectories(folder.resolve("rejects/not-empty"));
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 1_000)), NOTHING, rejects, STORED)) {
            end(loader);

            assertThatThrownBy(loader::check).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldEndWhereTheDatabaseRefuses() throws Exception {
        StoredLineLookup refusal = (ids, first) -> {
            throw new SQLException("no", "42501");
        };
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 1_000)), refusal, rejects, STORED)) {
            end(loader);

            assertThatThrownBy(loader::check).isInstanceOf(SQLException.class);
        }
    }

    /** As for want of memory, or of a class: others must not take what is left for the end. */
    @Test
    void shouldNotSeemToBeAtItsEndWhereAThreadDied() throws Exception {
        Source dies = Source.of("a", Source.UNKNOWN, () -> {
            throw new NoClassDefFoundError();
        });
        LineConsumer dying = (line, id, sentAt, settled) -> {
            throw new StackOverflowError();
        };
        try (Rejects rejects = rejects(); Loader reads = loader(List.of(dies, source("b", 10)), NOTHING, rejects, STORED);
                Loader hands = loader(List.of(source("c", 10)), NOTHING, rejects, dying)) {
            end(reads);
            end(hands);

            assertThatThrownBy(reads::check).hasMessageContaining("NoClassDefFoundError");
            assertThatThrownBy(hands::check).hasMessageContaining("StackOverflowError");
        }
    }

    @Test
    void shouldReadNothingMoreAfterAStop() throws Exception {
        Queue<LineConsumer.Settled> inHand = new ConcurrentLinkedQueue<>();
        try (Rejects rejects = rejects();
                Loader loader = loader(List.of(source("a", 1_000)), NOTHING, rejects, (line, id, sentAt, settled) -> inHand.add(settled))) {
            loader.start();
            await().until(() -> inHand.size() == BOUND);
            loader.stop();
            inHand.forEach(settled -> settled.settled(Optional.of("the step is stopped")));

            assertThat(loader.await(0)).isTrue();
            await().during(Duration.ofMillis(100)).until(() -> loader.progress().lines() == BOUND);
            assertThat(rejects.counts()).isEmpty();
        }
    }

    private static void end(Loader loader) throws InterruptedException {
        loader.start();
        assertThat(loader.await(30_000)).isTrue();
    }

    private static Loader loader(List<Source> sources, StoredLineLookup known, Rejects rejects, LineConsumer feed) {
        return new Loader(sources.iterator(), SentAt.UNKNOWN, known, rejects, feed, 3, BOUND);
    }

    private Rejects rejects() {
        return new Rejects(Optional.of(folder.resolve("rejects")));
    }

    private static Source source(String name, int lines) {
        byte[] text = IntStream.rangeClosed(1, lines).mapToObj(number -> name + number).collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        return Source.of(name, text.length, () -> new ByteArrayInputStream(text));
    }
}
