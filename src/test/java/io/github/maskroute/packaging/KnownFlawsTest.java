package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares all libraries on the class path, those of the tests included, with the list of critical flaws. */
class KnownFlawsTest {

    private static final Path LIST = Path.of("src/test/resources/known-flaws.csv");
    private static final Pattern JAR = Pattern.compile("(?<artifact>[A-Za-z][\\w.-]*?)-(?<version>\\d[\\w.-]*)\\.jar");

    @Test
    void noLibraryHasACriticalFlaw() throws IOException {
        List<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString()).filter(name -> name.endsWith(".jar")).toList();
        assertThat(jars).anyMatch(jar -> jar.startsWith("postgresql-")).anyMatch(jar -> jar.startsWith("camel-aws2-sqs-"))
                .filteredOn(jar -> JAR.matcher(jar).matches()).hasSizeGreaterThan(100);
        assertThat(jars.stream().flatMap(KnownFlawsTest::flaws)).as("libraries with known critical flaws").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log4j-core-2.14.1.jar", "log4j-core-2.0-rc1.jar", "log4j-1.2.17.jar", "postgresql-42.7.1.jar",
        "postgresql-42.2.5.jar", "snakeyaml-1.33.jar", "jackson-databind-2.9.10.3.jar", "netty-codec-http-4.1.43.Final.jar",
        "spring-beans-5.2.19.RELEASE.jar", "spring-expression-6.2.19.jar", "camel-jms-4.18.0.jar"})
    void shouldFindOldVersions(String jar) {
        assertThat(flaws(jar)).isNotEmpty().allMatch(line -> line.startsWith(jar) && line.matches(".* has CVE-\\S+ \\([0-9.]+\\): .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log4j-core-2.17.1.jar", "postgresql-42.2.28.jar", "postgresql-42.7.2.jar", "snakeyaml-2.0.jar",
        "log4j-api-2.14.1.jar", "snakeyaml-engine-1.0.jar", "netty-codec-http-4.1.44.Final.jar", "spring-beans-5.2.20.RELEASE.jar",
        "spring-expression-7.0.9.jar", "camel-jms-4.18.2.jar"})
    void shouldAcceptFixedVersions(String jar) {
        assertThat(flaws(jar)).isEmpty();
    }

    @Test
    void listHasADateAndSources() throws IOException {
        assertThat(Files.readString(LIST)).containsPattern("Checked on 20\\d\\d-\\d\\d-\\d\\d");
        assertThat(list()).isNotEmpty().allSatisfy(flaw -> {
            assertThat(flaw.get("cve")).matches("CVE-\\d{4}-\\d{4,}");
            assertThat(Double.parseDouble(flaw.get("cvss"))).isBetween(9.0, 10.0);
            assertThat(flaw.get("source")).startsWith("https://");
        });
    }

    private static Stream<String> flaws(String jar) {
        Matcher name = JAR.matcher(jar);
        return !name.matches() ? Stream.of() : list().stream()
                .filter(flaw -> flaw.get("artifact").endsWith(":" + name.group("artifact")))
                .filter(flaw -> isAffected(flaw.get("affected"), name.group("version")))
                .map(flaw -> "%s has %s (%s): use %s or later, see %s".formatted(
                        jar, flaw.get("cve"), flaw.get("cvss"), flaw.get("fixed in"), flaw.get("source")));
    }

    private static boolean isAffected(String range, String version) {
        try {
            return VersionRange.createFromVersionSpec(range).containsVersion(new DefaultArtifactVersion(version));
        } catch (InvalidVersionSpecificationException e) {
            throw new AssertionError("not a version range: " + range, e);
        }
    }

    private static List<CSVRecord> list() {
        try (CSVParser parser = CSVParser.parse(Files.readString(LIST),
                CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true).get())) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
