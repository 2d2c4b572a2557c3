/**
 * The checks of {@code maskroute doctor}: keys, files, database, ledger, queues and routes. Each finding has a remedy.
 *
 * <p>A check only reads. It never changes a row, a message or an attribute, and can run beside a drain. The package contains no options
 * and no output, and uses no class of Camel.
 */
@NullMarked
package io.github.maskroute.doctor;

import org.jspecify.annotations.NullMarked;
