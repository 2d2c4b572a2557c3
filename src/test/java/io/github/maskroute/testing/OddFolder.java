package io.github.maskroute.testing;

import java.nio.charset.Charset;

/** The name of a folder that people do have, all in one: each sign means something to URIs, patterns, placeholders or shells. */
public final class OddFolder {

    /** Without a letter that this machine's file names cannot have. */
    public static final String NAME = "a,b+c%41 d#e?f{{g}}$h[i](j);k:l&m=n!*~@'o\"" + (Charset.forName(
            System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('\u00fc') ? "\u00fc" : "");

    /** For what stands in a class path, whose parts a colon separates. */
    public static final String ON_A_CLASS_PATH = NAME.replace(":", "");

    private OddFolder() {}
}
