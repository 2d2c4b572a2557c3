package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The calls that the rule of {@link ArchitectureTest} finds and accepts. */
class DefaultsOfTheJvmTest {

    private static final JavaClass CLASSES = new ClassFileImporter().importClass(Calls.class);

    @Test
    void shouldFindEachCallThatUsesADefault() {
        assertThat(asking("bad")).containsExactlyInAnyOrder("format", "formatted", "printf", "toLowerCase", "toUpperCase", "getBytes",
                "<init>", "<init>", "now", "ofPattern", "getInstance", "isDigit");
    }

    @Test
    void shouldAcceptCallsThatNameLocaleZoneOrCharset() {
        assertThat(asking("good")).isEmpty();
    }

    private static List<String> asking(String method) {
        Stream<JavaAccess<?>> all = CLASSES.getAccessesFromSelf().stream();
        return all.filter(access -> access.getOrigin().getName().equals(method)).filter(DefaultsOfTheJvm::areAskedBy)
                .map(access -> access.getTarget().getName()).toList();
    }

    static final class Calls {

        private Calls() {}

        static List<Object> bad(String text, PrintStream out) {
            UnaryOperator<String> reference = String::toUpperCase;
            return List.of(String.format("%d", 1), "%d".formatted(1), out.printf("%d", 1), text.toLowerCase(), reference, text.getBytes(),
                    new String(new byte[1]), new PrintStream(new ByteArrayOutputStream()), LocalDate.now(),
                    DateTimeFormatter.ofPattern("uuuu"), NumberFormat.getInstance(), Character.isDigit('1'));
        }

        static List<Object> good(String text, PrintStream out) {
            return List.of(String.format(Locale.ROOT, "%d", 1), out.printf(Locale.ROOT, "%d", 1), text.toLowerCase(Locale.ROOT),
                    text.getBytes(StandardCharsets.UTF_8), new String(new byte[1], StandardCharsets.UTF_8), LocalDate.now(ZoneOffset.UTC),
                    Path.of(text), text.strip(), Integer.toString(1), new StringBuilder(text).append(1));
        }
    }
}
