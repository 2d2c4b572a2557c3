package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentSchemaTest {

    private static final String URL = "jdbc:postgresql://127.0.0.1:5432/db";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "app, app", "App2, app2", "' app2 , public', app2", "'\"App, 2\",public', 'App, 2'", "'\"a\"\"b\"', 'a\"b'", "ÄRGER, Ärger",
        "1st, 1st", "a.b, a.b"})
    void shouldReadTheFirstSchemaLikeTheServer(String list, String name) {
        assertThat(of(list)).contains(new CurrentSchema(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"$user\",public", "\"open", ","})
    void shouldLeaveOtherListsToTheServer(String list) {
        assertThat(of(list)).isEmpty();
    }

    @Test
    void shouldBeEmptyForAUrlWithoutCurrentSchema() {
        assertThat(Stream.of(URL, URL + "?options=-c%20search_path%3Dapp", "jdbc:h2:mem:x")).allSatisfy(
                url -> assertThat(CurrentSchema.of(url)).isEmpty());
    }

    @Test
    void shouldQuoteForSql() {
        assertThat(new CurrentSchema("a\"B").quoted()).isEqualTo("\"a\"\"B\"");
        assertThat(new CurrentSchema("it's").check()).contains("'it''s'");
    }

    private static Optional<CurrentSchema> of(String list) {
        return CurrentSchema.of(URL + "?currentSchema=" + URLEncoder.encode(list, StandardCharsets.UTF_8));
    }
}
