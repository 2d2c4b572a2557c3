package io.github.maskroute.load;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The message ids of a source's lines: UUIDs of version 8 (RFC 9562) of a hash of the source's name followed by the line number.
 *
 * <p>The ids have the order of the lines. The ledger entries of a source are therefore adjacent, and a large load appends to the index. An
 * id contains nothing of the line: readers of a ledger with hashes of events could guess masked values and compare hashes.
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
        ByteBuffer hash = ByteBuffer.wrap(DigestUtils.sha256(name));
        return new LineIds(hash.getLong() & ~VERSION | 0x8000L, hash.getLong() & ~VARIANT & ~NUMBERS | 0x8000_0000_0000_0000L);
    }

    /** @param number from 0 to 2^40 - 1 */
    public UUID id(long number) {
        if (number < 0 || number > NUMBERS) {
            throw new IllegalArgumentException("a source has " + NUMBERS + " lines at most");
        }
        return new UUID(high, low | number);
    }

    /** Returns the line number of an id of this source. */
    public long number(UUID id) {
        return id.getLeastSignificantBits() & NUMBERS;
    }
}
