package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether a file of the routes holds text as those who use it read it. */
public final class FileEncoding {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char UNDECODABLE = '\uFFFD';

    /** A step of earlier versions, whose routes said what is masked. */
    private static final String MASK_LOGIN = "io.github.maskroute.camel.MaskLogin";

    private static final String MASK_EVENT = "MaskLogin is now MaskEvent, and the schema says what is masked. The bean's lines are:"
            + " `type: io.github.maskroute.camel.MaskEvent` with the properties `schema`, `keys` and `scheme` as before, without `fields`,"
            + " `schemes` and `domains`; the schema's: \"ip\": {\"type\": \"string\", \"x-mask\": \"address\"}, or with a scheme or domain:"
            + " \"x-mask\": {\"kind\": \"address\", \"scheme\": \"prefix\", \"domain\": \"ip\"}. The statement reads each message's event:"
            + " docs/event-types.md shows it";

    private FileEncoding() {}

    /** @throws EditRefusedException if it does not */
    static void check(Path file, String text) throws EditRefusedException {
        int at = text.indexOf(UNDECODABLE) < 0 ? text.indexOf('\0') : text.indexOf(UNDECODABLE);
        if (at >= 0) {
            throw new EditRefusedException(file, (int) text.substring(0, at + 1).lines().count(),
                    "the file has bytes that are no text in UTF-8; convert it, for example with iconv");
        }
        if (RouteFolder.isStatement(file)) {
            statement(file, text);
        }
        if (RouteFolder.isRoute(file) && text.contains(MASK_LOGIN)) {
            int line = (int) text.substring(0, text.indexOf(MASK_LOGIN) + 1).lines().count();
            throw new EditRefusedException(file, line, MASK_EVENT);
        }
    }

    /** The first file that Camel could not read, or would read as something else. */
    public static Optional<Problem> problemIn(Path folder) {
        for (Map.Entry<Path, String> file : new RouteFolder(folder).read().entrySet()) {
            if (RouteFolder.isReadByCamel(file.getKey())) {
                try {
                    check(file.getKey(), file.getValue());
                } catch (EditRefusedException e) {
                    return Optional.of(e.problem());
                }
            }
        }
        return Optional.empty();
    }

    /** Camel passes the mark on to the database, and drops the lines that are comments: with CR alone, the file is one line. */
    private static void statement(Path file, String text) throws EditRefusedException {
        if (text.indexOf(BYTE_ORDER_MARK) == 0) {
            throw new EditRefusedException(file, 1, "a statement must not begin with a byte order mark, which the database takes"
                    + " for a part of it; save it as UTF-8 without");
        }
        if (text.indexOf('\r') >= 0 && text.indexOf('\n') < 0) {
            throw new EditRefusedException(file, 1, "a statement's lines must end in LF or CRLF, not in CR alone; save it with LF");
        }
    }
}
