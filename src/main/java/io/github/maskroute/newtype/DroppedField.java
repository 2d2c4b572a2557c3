package io.github.maskroute.newtype;

/**
 * A field of the samples that the new type does not store.
 *
 * @param path for example {@code customer.phone}
 * @param why the reason, without any value
 */
public record DroppedField(String path, String why) {}
