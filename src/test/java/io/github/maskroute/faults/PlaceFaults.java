package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.testing.OddFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Drains with other locales and time zones, in folders with unusual names. */
class PlaceFaults {

    private static final String PROGRAM = Packaged.HOME.resolve("bin/maskroute").toString();
    private static final String JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ";

    /** Locales with letters, digits and calendars of their own, names of zones, and character sets. */
    private static final List<String> DEFAULTS = List.of(
            "-Duser.language=tr -Duser.country=TR",
            "-Duser.language=az -Duser.country=AZ -Duser.timezone=Asia/Kathmandu",
            "-Duser.language=lt -Duser.country=LT -Dfile.encoding=ISO-8859-1",
            "-Duser.language=ar -Duser.country=EG -Duser.timezone=Africa/Cairo",
            "-Duser.language=fa -Duser.country=IR -Duser.timezone=Asia/Tehran",
            "-Duser.language=hi -Duser.country=IN -Duser.timezone=IST",
            "-Duser.language=mr -Duser.country=IN -Duser.extensions=u-nu-deva -Duser.timezone=GMT+05:30",
            "-Duser.language=my -Duser.country=MM",
            "-Duser.language=th -Duser.country=TH -Duser.extensions=u-ca-buddhist",
            "-Duser.language=th -Duser.country=TH -Duser.variant=TH -Dfile.encoding=TIS-620",
            "-Duser.language=ja -Duser.country=JP -Duser.variant=JP -Dfile.encoding=Shift_JIS -Duser.timezone=JST",
            "-Duser.language=xx -Duser.country=YY -Duser.timezone=Mars/Phobos");

    private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");
    private static final Pattern OTHER_DATE = Pattern.compile("\\b25[6-9]\\d-\\d\\d-\\d\\d");

    @Test
    void javaHasOtherDefaults() throws IOException {
        try (FaultRun run = new FaultRun("11.1", "another locale, calendar, time zone and character set of the JVM")) {
            Files.copy(Packaged.HOME.resolve("application.properties"), run.folder().resolve("application.properties"));
            run.with("maskroute.routes", Packaged.HOME.resolve("routes").toString());
            boolean mavens = false;
            for (String defaults : DEFAULTS) {
                run.send(FaultRun.EVENTS / DEFAULTS.size());
                String options = JAVA_OPTIONS + defaults;
                Packaged drain = run.awaitRunning(run.launch(mavens ? asMavenWould(run.folder(), options) : command(run, options, "run")));
                run.awaitEmpty();
                CommandResult doctor = run.command(command(run, options, "doctor"));
                assertThat(doctor.exit()).as(doctor.out()).isZero();
                DrainOutput.pages(drain).forEach(PlaceFaults::assertAsEverywhere);
                assertAsEverywhere(drain.terminate().out());
                assertAsEverywhere(doctor.out());
                mavens = !mavens;
            }
            assertThat(run.services().rows("""
                    SELECT create_date FROM user_logins
                    WHERE create_date NOT BETWEEN (now() AT TIME ZONE 'UTC')::date - 1 AND (now() AT TIME ZONE 'UTC')::date"""))
                    .isEmpty();
            run.start();
            run.finish(("%d drains, by `maskroute run` and by the main class of `mvn camel:run` in turn, and `doctor` beside each, wrote"
                    + " ASCII digits and ISO dates").formatted(DEFAULTS.size()));
        }
    }

    @Test
    void foldersHaveOddNames() throws IOException {
        try (FaultRun run = new FaultRun("11.2", "the program is in a folder whose name has a character that URIs or shells interpret")) {
            List<String> signs = OddFolder.ON_A_CLASS_PATH.codePoints().mapToObj(Character::toString)
                    .filter(sign -> !sign.matches("[a-z0-9]")).distinct().toList();
            for (String sign : signs) {
                run.send(FaultRun.EVENTS / signs.size());
                Path home = copyOfProgram(run.folder().resolve("a" + sign + "41b"));
                Packaged drain = run.awaitRunning(
                        run.launch(new Packaged.Start(run.folder(), home.resolve("bin/maskroute").toString(), "run")));
                run.awaitEmpty();
                assertThat(drain.terminate().exit()).isZero();
            }
            run.start();
            run.finish("%d drains, each from a folder of its own: %s".formatted(
                    signs.size(), String.join(" ", signs).replace("|", "\\|").replaceAll(" {2,}", " blank ")));
        }
    }

    private static Packaged.Start command(FaultRun run, String options, String command) {
        return new Packaged.Start(run.folder(), PROGRAM, command).with("JAVA_OPTS", options);
    }

    /** The main method that Maven calls, in a JVM of its own and in a folder with settings. */
    private static Packaged.Start asMavenWould(Path folder, String options) {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(List.of("-cp", Packaged.HOME.resolve("lib") + "/*", "io.github.maskroute.Maskroute"));
        return new Packaged.Start(folder, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                arguments.toArray(String[]::new));
    }

    /** A copy of the program's scripts, settings and routes, with a link to its libraries. */
    private static Path copyOfProgram(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(Packaged.HOME)) {
            for (Path file : (Iterable<Path>) files.filter(found -> !found.startsWith(Packaged.HOME.resolve("lib")))::iterator) {
                Files.copy(file, home.resolve(Packaged.HOME.relativize(file)));
            }
        }
        Files.createSymbolicLink(home.resolve("lib"), Packaged.HOME.resolve("lib"));
        return home;
    }

    private static void assertAsEverywhere(String text) {
        assertThat(OTHER_DIGIT.matcher(text).results().map(found -> found.group())).as("digits of other scripts").isEmpty();
        assertThat(OTHER_DATE.matcher(text).results().map(found -> found.group())).as("dates of other calendars").isEmpty();
    }
}
