package io.github.maskroute.config;

/** An AWS access key. Its text form shows nothing of it. */
public record AccessKey(String id, String secret) {

    @Override
    public String toString() {
        return "AccessKey[redacted]";
    }
}
