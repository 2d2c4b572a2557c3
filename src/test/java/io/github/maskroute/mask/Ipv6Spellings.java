package io.github.maskroute.mask;

import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** Random IPv6 addresses, their spellings and their RFC 5952 form. Does not use the library under test. */
final class Ipv6Spellings {

    private static final int GROUPS = 8;

    private Ipv6Spellings() {}

    /** An address with many zeros that is not IPv4-mapped. */
    static int[] randomGroups(Random random) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(1 << (4 + 4 * random.nextInt(4)));
        }
        if (groups[5] == 0xffff) {
            groups[0] |= 1;
        }
        return groups;
    }

    /** RFC 5952, section 4: lower case, no leading zeros, the first of the longest runs of two or more zeros as '::'. */
    static String rfc5952(int[] groups) {
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeroRun(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2 ? join(groups, 0, GROUPS) : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    /** Random leading zeros, letter case and position of '::', with the end in hex or as a dotted quad. */
    static String randomSpelling(int[] groups, Random random) {
        boolean quad = random.nextInt(4) == 0;
        int hexGroups = quad ? GROUPS - 2 : GROUPS;
        int start = random.nextInt(hexGroups);
        int run = Math.min(zeroRun(groups, start), hexGroups - start);
        StringJoiner left = new StringJoiner(":");
        StringJoiner right = new StringJoiner(":");
        for (int i = 0; i < hexGroups; i++) {
            if (run > 0 && i >= start && i < start + run) {
                continue;
            }
            (run > 0 && i >= start ? right : left).add(hex(groups[i], random));
        }
        if (quad) {
            (run > 0 ? right : left).add((groups[6] >> 8) + "." + (groups[6] & 0xff) + "." + (groups[7] >> 8) + "." + (groups[7] & 0xff));
        }
        return run > 0 ? left + "::" + right : left.toString();
    }

    private static String hex(int group, Random random) {
        String digits = "0".repeat(random.nextInt(4)) + Integer.toHexString(group);
        digits = digits.substring(Math.max(0, digits.length() - 4));
        return random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT);
    }

    private static int zeroRun(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String join(int[] groups, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
