package io.github.maskroute.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of text in UTF-8, as 64 lower-case hexadecimal digits. */
final class Sha256 {

    /** Stands for the hash of the record before the first. */
    static final String NONE = "0".repeat(64);

    private Sha256() {}

    static String hex(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
