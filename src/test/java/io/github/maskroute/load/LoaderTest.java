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

    private static final int MAX_IN_FLIGHT = 20;
    private static final StoredLineLookup NOTHING = (ids, first) -> new BitSet();
    private static final LineConsumer STORED = (line, id, sentAt, settled) -> settled.settled(Optional.empty());

    @TempDir
    private Path folder;

    /** As during an outage of the database. */
    @Test
    void shouldNotExceedTheMaximumInFlight() throws Exception {
        Queue<LineConsumer.Settled> inFlight = new ConcurrentLinkedQueue<>();
        try (Rejects rejects = rejects();
                Loader loader = loader(List.of(source("a", 1_000)), NOTHING, rejects,
                        (line, id, sentAt, settled) -> inFlight.add(settled))) {
            loader.start();
            int taken = 0;
            while (taken < 1_000) {
                int least = Math.min(MAX_IN_FLIGHT, 1_000 - taken);
                await().until(() -> inFlight.size() == least);
                assertThat(loader.await(20)).isFalse();
                assertThat(inFlight).hasSize(least);
                inFlight.remove().settled(Optional.empty());
                taken++;
            }
            assertThat(loader.await(1_000)).isTrue();
            assertThat(loader.progress().lines()).isEqualTo(1_000);
        }
    }

    @Test
    void shouldPassEachLineOnceExceptThoseOfTheLedger() throws Exception {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        LineIds known = LineIds.of("b");
        StoredLineLookup even = (ids, first) -> {
            BitSet stored = new BitSet();
            IntStream.range(0, StoredLineLookup.WINDOW).filter(i -> ids.id(0).equals(known.id(0)) && i % 2 == 0).forEach(stored::set);
            return stored;
        };
        LineConsumer consumer = (line, id, sentAt, settled) -> {
            assertThat(id).isEqualTo(LineIds.of(line.source().name()).id(line.number()));
            assertThat(line.text()).isEqualTo(line.source().name() + line.number());
            assertThat(taken.add(line.toString())).isTrue();
            settled.settled(Optional.empty());
        };
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 100), source("b", 25_000)), even, rejects, consumer)) {
            end(loader);
            loader.check();

            assertThat(taken).hasSize(100 + 12_500).contains("a:2", "b:24999").doesNotContain("b:2", "b:25000");
            assertThat(loader.progress().passedBy()).isEqualTo(12_500);
        }
    }

    @Test
    void shouldRecordLinesThatTheConsumerLeaves() throws Exception {
        LineConsumer consumer = (line, id, sentAt, settled) -> settled.settled(Optional.of("because").filter(left -> line.number() == 7));
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 10)), NOTHING, rejects, consumer)) {
            end(loader);

            assertThat(rejects.counts()).isEqualTo(Map.of(Loader.LEFT, 1L));
            assertThat(folder.resolve("rejects")).hasContent("{\"source\":\"a\",\"line\":7,\"reason\":\"left\",\"detail\":\"because\"}");
        }
    }

    @Test
    void shouldStopWhenASourceFails() throws Exception {
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        Source broken = Source.of("a", Source.UNKNOWN, () -> new FailingStream("x\ny\n", "w\n"));
        LineConsumer consumer = (line, id, sentAt, settled) -> {
            taken.add(line.number());
            settled.settled(Optional.empty());
        };
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(broken, source("b", 10)), NOTHING, rejects, consumer)) {
            end(loader);

            assertThatThrownBy(loader::check).isInstanceOf(UnreadableSourceException.class)
                    .hasMessage("a cannot be read after line 2 (IOException)");
            assertThat(taken).containsExactlyInAnyOrder(1L, 2L);
        }
    }

    @Test
    void shouldStopWhenRejectsCannotBeWritten() throws Exception {
        Files.createDirectories(folder.resolve("rejects/not-empty"));
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 1_000)), NOTHING, rejects, STORED)) {
            end(loader);

            assertThatThrownBy(loader::check).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldStopWhenTheDatabaseRefuses() throws Exception {
        StoredLineLookup refusal = (ids, first) -> {
            throw new SQLException("no", "42501");
        };
        try (Rejects rejects = rejects(); Loader loader = loader(List.of(source("a", 1_000)), refusal, rejects, STORED)) {
            end(loader);

            assertThatThrownBy(loader::check).isInstanceOf(SQLException.class);
        }
    }

    /** For example for lack of memory. */
    @Test
    void shouldFailWhenAThreadDies() throws Exception {
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
    void shouldReadNoLineAfterAStop() throws Exception {
        Queue<LineConsumer.Settled> inFlight = new ConcurrentLinkedQueue<>();
        try (Rejects rejects = rejects();
                Loader loader = loader(List.of(source("a", 1_000)), NOTHING, rejects,
                        (line, id, sentAt, settled) -> inFlight.add(settled))) {
            loader.start();
            await().until(() -> inFlight.size() == MAX_IN_FLIGHT);
            loader.stop();
            inFlight.forEach(settled -> settled.settled(Optional.of("the step has stopped")));

            assertThat(loader.await(0)).isTrue();
            await().during(Duration.ofMillis(100)).until(() -> loader.progress().lines() == MAX_IN_FLIGHT);
            assertThat(rejects.counts()).isEmpty();
        }
    }

    private static void end(Loader loader) throws InterruptedException {
        loader.start();
        assertThat(loader.await(30_000)).isTrue();
    }

    private static Loader loader(List<Source> sources, StoredLineLookup known, Rejects rejects, LineConsumer consumer) {
        return new Loader(sources.iterator(), SentAt.UNKNOWN, known, rejects, consumer, 3, MAX_IN_FLIGHT);
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
