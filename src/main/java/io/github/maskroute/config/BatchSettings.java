package io.github.maskroute.config;

/**
 * Batches of rows: {@code maskroute.batch.*}.
 *
 * @param maxRows rows of one statement at most
 * @param writers statements of one route that run at once
 */
public record BatchSettings(int maxRows, int writers) {}
