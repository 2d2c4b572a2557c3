package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Checks that a file is text that Camel and the database read correctly. */
public final class FileEncoding {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char UNDECODABLE = '\uFFFD';

    /** A step of earlier versions, whose properties defined what is masked. */
    private static final String MASK_LOGIN = "io.github.maskroute.camel.MaskLogin";

    private static final String MASK_EVENT = "MaskLogin is now MaskEvent, and the schema defines what is masked. The bean's lines are:"
            + " `type: io.github.maskroute.camel.MaskEvent` with the properties `schema`, `keys` and `scheme` as before, without `fields`,"
            + " `schemes` and `domains`; the schema's: \"ip\": {\"type\": \"string\", \"x-mask\": \"address\"}, or with a scheme or domain:"
            + " \"x-mask\": {\"kind\": \"address\", \"scheme\": \"prefix\", \"domain\": \"ip\"}. The statement reads each message's event:"
            + " docs/event-types.md shows it";

    private FileEncoding() {}

    /** @throws EditRefusedException if it is not */
    static void check(Path file, String text) throws EditRefusedException {
        int at = text.indexOf(UNDECODABLE) < 0 ? text.indexOf('\0') : text.indexOf(UNDECODABLE);
        if (at >= 0) {
            throw new EditRefusedException(file, FaultLocator.lineAt(at, text),
                    "the file has bytes that are not text in UTF-8; convert it, for example with iconv");
        }
        if (RouteFolder.isStatement(file)) {
            statement(file, text);
        }
        if (RouteFolder.isRoute(file) && text.contains(MASK_LOGIN)) {
            throw new EditRefusedException(file, FaultLocator.lineAt(text.indexOf(MASK_LOGIN), text), MASK_EVENT);
        }
    }

    /** The first file that Camel cannot read or would misread. */
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

    /** Camel passes the mark to the database, and removes comment lines: with CR alone, the whole file is one line. */
    private static void statement(Path file, String text) throws EditRefusedException {
        if (text.indexOf(BYTE_ORDER_MARK) == 0) {
            throw new EditRefusedException(file, 1, "a statement must not begin with a byte order mark, which the database would parse"
                    + " as a part of it; save the file as UTF-8 without the mark");
        }
        if (text.indexOf('\r') >= 0 && text.indexOf('\n') < 0) {
            throw new EditRefusedException(file, 1,
                    "the lines of a statement must end in LF or CRLF, not in CR alone; save the file with LF");
        }
    }
}
