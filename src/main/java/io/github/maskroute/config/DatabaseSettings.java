package io.github.maskroute.config;

/**
 * PostgreSQL: {@code maskroute.db.*}. Its text form shows no password.
 *
 * @param url JDBC URL without user and password
 * @param migrate whether the program creates and updates its tables
 */
public record DatabaseSettings(String url, String user, String password, boolean migrate) {

    @Override
    public String toString() {
        return "DatabaseSettings[redacted]";
    }
}
