/** The main class of the stand-alone program, and nothing else. */
@NullMarked
package io.github.maskroute;

import org.jspecify.annotations.NullMarked;
