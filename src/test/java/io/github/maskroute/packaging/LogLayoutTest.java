package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.app.LogIT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped layouts alone; {@link LogIT} sees them at work. */
class LogLayoutTest {

    private static final Path SHIPPED = Path.of("src/main/resources/maskroute-log4j2.properties");

    /** A route of a user may log whatever a sender wrote, 64 KiB of it and more. */
    @ParameterizedTest
    @CsvSource({"text, 8100", "json, 8300"})
    void lineIsBoundedHoweverLongItsWords(String format, int most) throws Exception {
        assertThat(line(format, "x".repeat(500))).contains("x".repeat(500));
        assertThat(line(format, "x".repeat(500_000)).length()).isBetween(7_900, most);
    }

    /** A level is set by it. A route's id may have dots, and is the name that its `log:` steps write under. */
    @ParameterizedTest
    @CsvSource({
        "text, io.github.maskroute.camel.QuietExceptionHandler", "json, io.github.maskroute.camel.QuietExceptionHandler",
        "text, eu.example.drain-logins-of-all-our-customers", "json, eu.example.drain-logins-of-all-our-customers"})
    void loggersNameIsWhole(String format, String logger) throws Exception {
        assertThat(line(format, logger, "Words.")).containsPattern("[ \"]" + Pattern.quote(logger) + "[ \"]").contains("Words.");
    }

    private static String line(String format, String words) throws Exception {
        return line(format, "a.Logger", words);
    }

    private static String line(String format, String logger, String words) throws Exception {
        try (LoggerContext context = new LoggerContext("layouts"); var file = Files.newInputStream(SHIPPED)) {
            Configuration configuration =
                    ConfigurationFactory.getInstance().getConfiguration(context, new ConfigurationSource(file, SHIPPED.toFile()));
            configuration.initialize();
            byte[] line = configuration.getAppender(format).getLayout().toByteArray(Log4jLogEvent.newBuilder()
                    .setLoggerName(logger).setLevel(Level.INFO).setMessage(new SimpleMessage(words)).build());
            return new String(line, StandardCharsets.UTF_8);
        }
    }
}
