package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares CONTRIBUTING.md with the packages and files of the project. */
class ContributingTest {

    private static final Path PAGE = Path.of("CONTRIBUTING.md");
    private static final Path MAIN = Path.of("src/main/java/io/github/maskroute");
    private static final Path TESTS = Path.of("src/test/java/io/github/maskroute");

    /** Folders that a file may be named relative to. */
    private static final List<Path> ROOTS = List.of(MAIN, TESTS, Path.of(""));

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.()]+)` \\|");
    private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. .*$");

    /** A file name in code marks; one with TYPE in it is the name of files that a user writes. */
    private static final Pattern FILE = Pattern.compile("`((?![^`]*TYPE)[\\w./-]+\\.(?:java|yaml|sql|properties|md))`");

    private static final Pattern LINK = Pattern.compile("]\\(([\\w./-]+)(?:#[\\w-]+)?\\)");

    @Test
    void tableListsThePackagesThatExist() throws IOException {
        assertThat(ROW.matcher(section("Packages")).results().map(found -> found.group(1)).toList())
                .doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(packages());
    }

    @Test
    void everyNamedFileExists() throws IOException {
        assertThat(files(Files.readString(PAGE))).hasSizeGreaterThan(30).allSatisfy(file -> assertThat(ROOTS)
                .as("%s below any of %s", file, ROOTS).anySatisfy(root -> assertThat(root.resolve(file)).isRegularFile()));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        assertThat(LINK.matcher(Files.readString(PAGE)).results().map(found -> Path.of(found.group(1)))).hasSizeGreaterThan(5)
                .allSatisfy(target -> assertThat(target).exists());
    }

    @Test
    void walkOfAnEventHasTenStepsAndVisitsNoFileTwice() throws IOException {
        List<String> steps = STEP.matcher(section("One event")).results().map(found -> found.group()).toList();

        assertThat(steps).hasSize(10);
        assertThat(steps).allSatisfy(step -> assertThat(files(step)).isNotEmpty());
        assertThat(files(section("One event"))).doesNotHaveDuplicates();
    }

    private static List<String> files(String text) {
        return FILE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The text below the heading that begins with these words. */
    private static String section(String heading) throws IOException {
        return Stream.of(Files.readString(PAGE).split("(?m)^## ")).filter(section -> section.startsWith(heading)).findFirst().orElseThrow();
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(file -> MAIN.relativize(file.getParent()).toString())
                    .map(folder -> folder.isEmpty() ? "(top)" : folder.replace('/', '.')).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
