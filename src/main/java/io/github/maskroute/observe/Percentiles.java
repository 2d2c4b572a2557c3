package io.github.maskroute.observe;

/** Percentiles of the time from SQS's sent timestamp to the commit, in seconds. */
public record Percentiles(double p50, double p95, double p99) {}
