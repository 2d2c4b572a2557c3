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

/** Tests the shipped layouts alone; {@link LogIT} tests them in a drain. */
class LogLayoutTest {

    private static final Path SHIPPED = Path.of("src/main/resources/maskroute-log4j2.properties");

    /** A user's route may log a text of a sender, 64 KiB and more. */
    @ParameterizedTest
    @CsvSource({"text, 8100", "json, 8300"})
    void lineIsBoundedForATextOfAnyLength(String format, int most) throws Exception {
        assertThat(line(format, "x".repeat(500))).contains("x".repeat(500));
        assertThat(line(format, "x".repeat(500_000)).length()).isBetween(7_900, most);
    }

    /** Users set levels by logger name. A route's id may have dots, and is the logger name of its `log:` steps. */
    @ParameterizedTest
    @CsvSource({
        "text, io.github.maskroute.camel.QuietExceptionHandler", "json, io.github.maskroute.camel.QuietExceptionHandler",
        "text, eu.example.drain-logins-of-all-our-customers", "json, eu.example.drain-logins-of-all-our-customers"})
    void loggerNameIsComplete(String format, String logger) throws Exception {
        assertThat(line(format, logger, "A text.")).containsPattern("[ \"]" + Pattern.quote(logger) + "[ \"]").contains("A text.");
    }

    private static String line(String format, String text) throws Exception {
        return line(format, "a.Logger", text);
    }

    private static String line(String format, String logger, String text) throws Exception {
        try (LoggerContext context = new LoggerContext("layouts"); var file = Files.newInputStream(SHIPPED)) {
            Configuration configuration =
                    ConfigurationFactory.getInstance().getConfiguration(context, new ConfigurationSource(file, SHIPPED.toFile()));
            configuration.initialize();
            byte[] line = configuration.getAppender(format).getLayout().toByteArray(Log4jLogEvent.newBuilder()
                    .setLoggerName(logger).setLevel(Level.INFO).setMessage(new SimpleMessage(text)).build());
            return new String(line, StandardCharsets.UTF_8);
        }
    }
}
