package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChecksTest {

    @TempDir
    private Path folder;

    private Path settings;
    private Path routes;

    @BeforeEach
    void makeFiles() throws IOException {
        settings = Files.writeString(folder.resolve("application.properties"), "");
        routes = Files.createDirectories(folder.resolve("routes/logins")).getParent();
        Files.writeString(routes.resolve("logins/a.sql"), "");
    }

    @Test
    void shouldAcceptFilesThatOnlyOwnerCanChange() {
        assertThat(check()).containsExactly("OK " + settings + " can be read, and not every user can change it",
                "OK " + routes + " can be read, and not every user can change it");
    }

    @Test
    void shouldFailOnFilesThatAllCanChange() throws IOException {
        allow(settings, "rw-r--rw-");
        allow(routes.resolve("logins/a.sql"), "rw-rw-rw-");

        assertThat(check()).satisfiesExactly(
                line -> assertThat(line).startsWith("FAIL " + settings).endsWith("run `chmod o-w` on it"),
                line -> assertThat(line).startsWith("FAIL " + routes.resolve("logins/a.sql")).endsWith("run `chmod o-w` on it"));
    }

    @Test
    void shouldFailOnFolderThatAllCanChange() throws IOException {
        allow(routes.resolve("logins"), "rwxrwxrwx");
        assertThat(check().get(1)).startsWith("FAIL " + routes.resolve("logins") + " can be changed");

        Files.setAttribute(routes.resolve("logins"), "unix:mode", 01777);
        assertThat(check().get(1)).startsWith("OK ");
    }

    @Test
    void shouldNameMissingFolder() {
        routes = folder.resolve("none");

        assertThat(check().get(1)).isEqualTo("FAIL folder " + routes + " does not exist; set maskroute.routes to the folder of the routes");
    }

    private static void allow(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private List<String> check() {
        List<String> found = new ArrayList<>();
        new Checkup(String::valueOf, (name, finding) -> found.add(finding.state() + " " + finding.line()))
                .run(new FileChecks(settings, routes).all());
        return found;
    }
}
