package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasePlaceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db.example:6432/app?user=u&password=p&currentSchema=s | db.example:6432/app
            jdbc:postgresql://db.example/app | db.example:5432/app
            jdbc:postgresql://a:1,b:2/app?targetServerType=primary | a:1,b:2/app
            """)
    void shouldNameTheDatabaseWithoutLoginOrPassword(String url, String named) {
        assertThat(DatabasePlace.of(url)).isEqualTo(named);
    }
}
