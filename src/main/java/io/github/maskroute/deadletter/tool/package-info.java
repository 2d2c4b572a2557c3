/**
 * Work on the dead-letter queue: listing, redriving, exporting to an encrypted file, and deleting letters.
 *
 * <p>This package uses SQS and does not depend on the command line. It prints and logs nothing. A letter leaves the queue only
 * after SQS accepted its copy, or because its deletion was requested.
 */
@NullMarked
package io.github.maskroute.deadletter.tool;

import org.jspecify.annotations.NullMarked;
