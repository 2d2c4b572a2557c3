package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small file system in memory for a table. Needs the right to mount. For one thread. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final String tablespace = Services.newName("small_disk");

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Empty if this user may not mount one. */
    static Optional<SmallDisk> ofKilobytes(int size) {
        try {
            Path folder = Files.createTempDirectory("maskroute-disk");
            if (ran("mount", "-t", "tmpfs", "-o", "mode=700,size=" + size + "k", "maskroute", folder.toString())) {
                return Optional.of(new SmallDisk(folder));
            }
            Files.delete(folder);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void take(TestDrain services, String table) {
        services.execute("CREATE TABLESPACE " + tablespace + " LOCATION '" + folder + "'");
        services.execute("ALTER TABLE " + table + " SET TABLESPACE " + tablespace);
    }

    void grow() {
        assertThat(ran("mount", "-o", "remount,size=64m", folder.toString())).as("enlarged").isTrue();
    }

    void giveBack(TestDrain services, String table) {
        services.execute("ALTER TABLE " + table + " SET TABLESPACE pg_default");
        services.execute("DROP TABLESPACE " + tablespace);
    }

    @Override
    public void close() {
        assertThat(ran("umount", "-l", folder.toString())).as("unmounted").isTrue();
        assertThat(folder.toFile().delete()).isTrue();
    }

    /** Whether the command exists and succeeded. */
    private static boolean ran(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
