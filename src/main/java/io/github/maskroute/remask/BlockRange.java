package io.github.maskroute.remask;

/**
 * Some blocks of a table: what one transaction works on.
 *
 * @param table qualified and quoted for SQL
 * @param from first block
 * @param to block after the last
 */
public record BlockRange(String table, long from, long to) {

    /** 8 kB have room for 226 rows at most, so that a transaction never has more than 3,616. */
    static final int BLOCKS = 16;

    /** The place of the first row that can be in it. */
    public String fromTid() {
        return "(" + from + ",0)";
    }

    /** The first place after it. */
    public String toTid() {
        return "(" + to + ",0)";
    }
}
