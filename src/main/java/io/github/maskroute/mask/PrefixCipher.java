package io.github.maskroute.mask;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prefix-preserving encryption of addresses: the mode ipcrypt-pfx of draft-denis-ipcrypt.
 *
 * <p>Each bit is XORed with a bit that AES derives from all bits before it. Two addresses that share exactly their first n bits share
 * exactly the first n bits of their ciphertexts. Immutable and thread-safe.
 */
final class PrefixCipher {

    private static final int BLOCK = 16;
    private static final int BITS = 128;

    /** An IPv4 address is encrypted as the last 32 bits of its IPv4-mapped IPv6 address. The first 96 bits do not change. */
    private static final int IPV4_START = 96;
    private static final long IPV4_PREFIX = 0xffff;

    private final InstancePool<Pads> pool;

    /** @param key 32 bytes: two AES-128 keys, which must differ */
    PrefixCipher(byte[] key) {
        if (key.length != 2 * BLOCK || Arrays.equals(key, 0, BLOCK, key, BLOCK, key.length)) {
            throw new IllegalArgumentException("the key must be 32 bytes, and its halves must differ");
        }
        byte[] left = Arrays.copyOf(key, BLOCK);
        byte[] right = Arrays.copyOfRange(key, BLOCK, key.length);
        pool = new InstancePool<>(() -> new Pads(left, right));
    }

    /** @param address 4 or 16 bytes */
    byte[] encrypt(byte[] address) {
        Prefix prefix = new Prefix(address.length);
        byte[] blocks = new byte[address.length * 8 * BLOCK];
        for (int bit = 0; bit < address.length * 8; bit++) {
            prefix.write(blocks, bit * BLOCK);
            prefix.append(bitOf(address, bit));
        }
        byte[] pads = pool.use(both -> both.of(blocks));
        byte[] encrypted = address.clone();
        for (int bit = 0; bit < address.length * 8; bit++) {
            flip(encrypted, bit, pads[bit * BLOCK + BLOCK - 1] & 1);
        }
        return encrypted;
    }

    /** @param encrypted 4 or 16 bytes */
    byte[] decrypt(byte[] encrypted) {
        return pool.use(pads -> decrypt(encrypted, pads));
    }

    private static byte[] decrypt(byte[] encrypted, Pads pads) {
        Prefix prefix = new Prefix(encrypted.length);
        byte[] address = encrypted.clone();
        byte[] block = new byte[BLOCK];
        for (int bit = 0; bit < encrypted.length * 8; bit++) {
            prefix.write(block, 0);
            flip(address, bit, pads.of(block)[BLOCK - 1] & 1);
            prefix.append(bitOf(address, bit));
        }
        return address;
    }

    private static int bitOf(byte[] bytes, int bit) {
        return bytes[bit / 8] >> (7 - bit % 8) & 1;
    }

    private static void flip(byte[] bytes, int bit, int by) {
        bytes[bit / 8] ^= (byte) (by << (7 - bit % 8));
    }

    /** The bits before the current one as a 128-bit block. A one bit marks their start. */
    private static final class Prefix {

        private long high;
        private long low;

        Prefix(int addressBytes) {
            boolean ipv4 = addressBytes * 8 == BITS - IPV4_START;
            high = ipv4 ? 1L << (IPV4_START - Long.SIZE) : 0;
            low = ipv4 ? IPV4_PREFIX : 1;
        }

        void append(int bit) {
            high = high << 1 | low >>> (Long.SIZE - 1);
            low = low << 1 | bit;
        }

        void write(byte[] target, int offset) {
            for (int i = 0; i < Long.BYTES; i++) {
                target[offset + i] = (byte) (high >> (Long.SIZE - 8 * (i + 1)));
                target[offset + Long.BYTES + i] = (byte) (low >> (Long.SIZE - 8 * (i + 1)));
            }
        }
    }

    /** Initialized ciphers with both AES keys. Not thread-safe, like Cipher. */
    private static final class Pads {

        private final Cipher left;
        private final Cipher right;

        Pads(byte[] left, byte[] right) {
            this.left = cipher(left);
            this.right = cipher(right);
        }

        byte[] of(byte[] blocks) {
            try {
                byte[] pads = left.doFinal(blocks);
                byte[] others = right.doFinal(blocks);
                for (int i = 0; i < pads.length; i++) {
                    pads[i] ^= others[i];
                }
                return pads;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES encryption failed: " + e.getClass().getName());
            }
        }

        private static Cipher cipher(byte[] key) {
            try {
                // ECB is safe here: all blocks of one call differ.
                Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
                return cipher;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES is not available: " + e.getClass().getName());
            }
        }
    }
}
