package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The secrets in the files of a folder, and excerpts of them. No message and no log may contain one. */
public final class KeyMaterial {

    private static final Pattern SECRETS = Pattern.compile("\"(?:value|encryptedKeyset)\"\\s*:\\s*\"([^\"]+)\"");
    private static final int EXCERPT = 12;

    private final Set<String> excerpts = new HashSet<>();

    private KeyMaterial() {}

    /** The secrets of the present keyset files and key files. */
    public static KeyMaterial of(Path folder) {
        KeyMaterial material = new KeyMaterial();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).forEach(material::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(material.excerpts).as("secrets of " + folder).isNotEmpty();
        return material;
    }

    public void assertNotIn(String text) {
        assertThat(excerpts.stream().filter(text::contains)).as("key material in: " + text.length() + " characters").isEmpty();
    }

    private void add(Path file) {
        String text = KeyFiles.text(file);
        if (file.toString().endsWith(".key")) {
            addExcerpts(text.strip());
        }
        SECRETS.matcher(text).results().forEach(found -> addExcerpts(found.group(1)));
    }

    private void addExcerpts(String secret) {
        for (int i = 0; i + EXCERPT <= secret.length(); i++) {
            excerpts.add(secret.substring(i, i + EXCERPT));
        }
    }
}
