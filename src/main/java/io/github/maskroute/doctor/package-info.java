/**
 * What `maskroute doctor` looks at: keys, files, database, ledger and queues, each check with a remedy.
 *
 * <p>A check reads and compares; it never changes a row, a message or an attribute, so that it may run beside a drain. No
 * option, no printing and no Camel lives here.
 */
@NullMarked
package io.github.maskroute.doctor;

import org.jspecify.annotations.NullMarked;
