package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It has the form of all other lines. */
class FirstLineTest {

    private static final Path SHIPPED = Path.of("src/main/resources/maskroute-log4j2.properties");
    private static final Instant NOW = Instant.parse("2026-11-28T05:06:07.089Z");

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void shouldFormatALineAsTheLayoutDoes(String format) throws Exception {
        FirstLine line = new FirstLine(NOW, ZoneId.systemDefault());
        String written = format.equals("text") ? line.text() : line.json();

        assertThat(written + System.lineSeparator()).isEqualTo(layout(format, Drain.STARTING + "settings are read, loading the libraries"));
    }

    private static String layout(String format, String words) throws Exception {
        try (LoggerContext context = new LoggerContext("first-line"); var file = Files.newInputStream(SHIPPED)) {
            Configuration configuration =
                    ConfigurationFactory.getInstance().getConfiguration(context, new ConfigurationSource(file, SHIPPED.toFile()));
            configuration.initialize();
            return new String(configuration.getAppender(format).getLayout().toByteArray(Log4jLogEvent.newBuilder()
                    .setLoggerName(Drain.class.getName()).setLevel(Level.INFO).setThreadName("main")
                    .setTimeMillis(NOW.toEpochMilli()).setMessage(new SimpleMessage(words)).build()), StandardCharsets.UTF_8);
        }
    }
}
