/**
 * Work on the dead-letter queue: listing letters, redriving them, exporting them to an encrypted file, deleting them.
 *
 * <p>This package uses SQS and knows no command line; it prints and logs nothing. A letter leaves the queue only after SQS accepted its
 * copy, or because its deletion was requested.
 */
@NullMarked
package io.github.maskroute.deadletter.tool;

import org.jspecify.annotations.NullMarked;
