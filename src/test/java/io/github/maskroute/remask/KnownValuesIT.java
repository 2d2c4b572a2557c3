package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Scheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The temporary table of old and new tokens. */
class KnownValuesIT {

    @TempDir
    private Path keys;

    @Test
    void shouldRecreateItsTableAfterAFailedAttempt() throws SQLException {
        MaskedTable table = new MaskedTable(keys);
        table.promoteNew(Scheme.HMAC);
        FieldMasks before = table.masks(Scheme.HMAC);
        String old = before.token("ip", MaskedTable.ip(1)).orElseThrow();
        table.promoteNew(Scheme.HMAC);
        AtomicInteger opened = new AtomicInteger();
        RawValues values = () -> new BufferedReader(
                opened.incrementAndGet() == 1 ? new FailingReader() : new StringReader(MaskedTable.ip(1)));
        KnownValues known = new KnownValues(table.masks(Scheme.HMAC), table.keyset(), "ip", values);
        try (Connection connection = DriverManager.getConnection(table.jdbcUrl(), "postgres", "postgres")) {
            assertThatThrownBy(() -> known.load(connection)).isInstanceOf(UncheckedIOException.class);
            known.load(connection);
            assertThat(known.renewed(connection, List.of(old)))
                    .containsOnlyKeys(old).containsValue(table.masks(Scheme.HMAC).token("ip", MaskedTable.ip(1)).orElseThrow());
        }
    }

    /** Fails at the first read, after the table was created. */
    private static final class FailingReader extends Reader {

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            throw new IOException("failing");
        }

        @Override
        public void close() {}
    }
}
