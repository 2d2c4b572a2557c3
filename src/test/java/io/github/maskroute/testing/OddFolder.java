package io.github.maskroute.testing;

import java.nio.charset.Charset;

/** A folder name with all characters that have a meaning in URIs, patterns, placeholders or shells. */
public final class OddFolder {

    /** Without a letter that file names on this machine cannot have. */
    public static final String NAME = "a,b+c%41 d#e?f{{g}}$h[i](j);k:l&m=n!*~@'o\"" + (Charset.forName(
            System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('\u00fc') ? "\u00fc" : "");

    /** For the class path, whose parts a colon separates. */
    public static final String ON_A_CLASS_PATH = NAME.replace(":", "");

    private OddFolder() {}
}
