package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the names of tests and classes, and the dates, in SECURITY.md, the threat model and the page of bounds. */
class SecurityPagesTest {

    private static final List<Path> PAGES = List.of(Path.of("SECURITY.md"), Path.of("docs/threat-model.md"), Path.of("docs/bounds.md"));
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern DATE = Pattern.compile("Checked on (20\\d\\d-\\d\\d-\\d\\d)");

    @Test
    void everyNamedTestExists() throws IOException {
        Set<String> tests = names(Path.of("src/test/java"));
        for (Path page : PAGES) {
            assertThat(TEST.matcher(Files.readString(page)).results().map(found -> found.group(1))).isNotEmpty()
                    .allSatisfy(name -> assertThat(tests).contains(name));
        }
    }

    @Test
    void everyClassThatSetsABoundExists() throws IOException {
        Set<String> classes = names(Path.of("src"));
        assertThat(CLASS.matcher(Files.readString(Path.of("docs/bounds.md"))).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(20).allSatisfy(name -> assertThat(classes).contains(name));
    }

    @Test
    void listOfFlawsHasTheDateOfThePage() throws IOException {
        assertThat(date(Path.of("SECURITY.md"))).isEqualTo(date(Path.of("src/test/resources/known-flaws.csv")));
    }

    /** CVE-2026-42527: only a repository of aggregated exchanges reads Java objects. */
    @Test
    void noRouteHasAnAggregator() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml"))).isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainIgnoringCase("aggregat"));
        }
    }

    /** The names of all Java files in a folder. */
    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", "")).collect(Collectors.toSet());
        }
    }

    private static String date(Path file) throws IOException {
        return DATE.matcher(Files.readString(file)).results().map(found -> found.group(1)).findFirst().orElseThrow();
    }
}
