package io.github.maskroute.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A real PgBouncer in front of the PostgreSQL that all tests share. If it is not installed, the test that needs one is skipped.
 */
public final class PgBouncer implements AutoCloseable {

    /** How long a client connection keeps its server connection. */
    public enum Mode { SESSION, TRANSACTION, STATEMENT }

    /** Debian installs it in a folder that may not be on the PATH. */
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    /** Without settings that PgBouncer itself restores for each client, and those that end with a transaction. */
    private static final String LEFT = """
            SELECT 'statement ' || name FROM pg_prepared_statements
            UNION ALL SELECT 'cursor ' || name FROM pg_cursors WHERE is_holdable
            UNION ALL SELECT 'lock ' || objid FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'
            UNION ALL SELECT 'table ' || relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()
            UNION ALL SELECT 'role ' || current_user WHERE current_user <> session_user
            UNION ALL SELECT 'setting ' || name FROM pg_settings WHERE source = 'session' AND name NOT LIKE 'transaction%' AND name NOT IN
                ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings')""";

    private static final int NAMES = 100;

    private static final Map<Mode, PgBouncer> SHARED = new EnumMap<>(Mode.class);

    private final int port;
    private final Process process;

    private PgBouncer(Path program, Mode mode, String... settings) throws IOException {
        port = freePort();
        Path folder = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(folder.resolve("pgbouncer.ini"), configuration(mode) + String.join("\n", settings));
        Path log = Path.of("target", Services.newName("pgbouncer-" + lower(mode)) + ".log");
        process = new ProcessBuilder(program.toString(), file.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        await("PgBouncer listens").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(this::listens);
        Files.delete(file);
        Files.delete(folder);
    }

    /** The one of this mode that all tests of this JVM share. */
    public static synchronized PgBouncer in(Mode mode) {
        return SHARED.computeIfAbsent(mode, PgBouncer::start);
    }

    /** Starts one for a single test. These settings override those of the shared ones. */
    public static PgBouncer start(Mode mode, String... settings) {
        Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
        assumeTrue(program.isPresent(), "PgBouncer is installed");
        try {
            return new PgBouncer(program.get(), mode, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** State that clients left in the sessions of both server connections of the shared pooler in transaction mode. */
    public static List<String> left(String jdbcUrl) {
        String url = in(Mode.TRANSACTION).to(jdbcUrl);
        try (Connection one = begun(url); Connection other = begun(url)) {
            List<String> left = new ArrayList<>(left(one));
            left.addAll(left(other));
            return left;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prepares another program's statements in the same sessions, by the names that PostgreSQL's driver uses. */
    public static void takeNames(String jdbcUrl) {
        String url = in(Mode.TRANSACTION).to(jdbcUrl);
        try (Connection one = begun(url); Connection other = begun(url)) {
            for (Connection connection : List.of(one, other)) {
                try (Statement statement = connection.createStatement()) {
                    for (int number = 1; number <= NAMES; number++) {
                        statement.execute("PREPARE \"S_" + number + "\" AS SELECT 1");
                    }
                    statement.execute("COMMIT");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a transaction, which holds a server connection. */
    private static Connection begun(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        connection.setAutoCommit(false);
        left(connection);
        return connection;
    }

    private static List<String> left(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(LEFT)) {
            List<String> left = new ArrayList<>();
            while (rows.next()) {
                left.add(rows.getString(1));
            }
            return left;
        }
    }

    /** The JDBC URL of a database of the tests' server, through this pooler. */
    public String to(String jdbcUrl) {
        return jdbcUrl.replaceFirst(":\\d+/", ":" + port + "/");
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** In session mode a client keeps its server connection until it is closed: two would not be enough for one drain. */
    private String configuration(Mode mode) {
        // It refuses to run as root.
        String user = "root".equals(System.getProperty("user.name")) ? "user = nobody" : "";
        return """
                [databases]
                * = host=127.0.0.1 port=%d user=postgres password=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                %s
                pool_mode = %s
                default_pool_size = %d
                ignore_startup_parameters = extra_float_digits
                """.formatted(Services.get().databasePort(), port, user, lower(mode), mode == Mode.SESSION ? 20 : 2);
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String lower(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
