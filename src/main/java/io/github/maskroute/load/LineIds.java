package io.github.maskroute.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The message ids of a source's lines: UUIDs of version 8 (RFC 9562), a hash of the source's name and then the line's number.
 *
 * <p>In order of lines, so that the ledger's entries of a source stand together, and a load of many millions fills its index from left
 * to right. Nothing of the line is in its id: a ledger with hashes of events would let its readers try out what was masked.
 */
public final class LineIds {

    private static final int NUMBER_BITS = 40;
    private static final long NUMBERS = (1L << NUMBER_BITS) - 1;
    private static final long VERSION = 0xf000L;
    private static final long VARIANT = 0xc000_0000_0000_0000L;

    private final long high;
    private final long low;

    private LineIds(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** @param name of the source */
    public static LineIds of(String name) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
            return new LineIds(hash.getLong() & ~VERSION | 0x8000L, hash.getLong() & ~VARIANT & ~NUMBERS | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param number from 0, up to a million million */
    public UUID id(long number) {
        if (number < 0 || number > NUMBERS) {
            throw new IllegalArgumentException("a source has " + NUMBERS + " lines at most");
        }
        return new UUID(high, low | number);
    }

    /** The line's number that an id of this source has. */
    public long number(UUID id) {
        return id.getLeastSignificantBits() & NUMBERS;
    }
}
