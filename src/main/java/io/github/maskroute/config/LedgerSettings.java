package io.github.maskroute.config;

import java.time.Duration;

/**
 * The ledger of stored messages: {@code maskroute.ledger.*}.
 *
 * @param retention how long an entry is kept
 * @param pruneInterval time between two deletions of older entries
 */
public record LedgerSettings(Duration retention, Duration pruneInterval) {}
