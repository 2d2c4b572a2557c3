package io.github.maskroute.newtype;

/**
 * A field of the samples that the new type drops.
 *
 * @param path for example {@code customer.phone}
 * @param why without any value
 */
public record DroppedField(String path, String why) {}
