package io.github.maskroute.newtype;

import java.util.List;
import java.util.Optional;

/**
 * A field of the new type, described for users.
 *
 * @param path for example {@code customer.emails[]}
 * @param place field names from the root of the event to the field
 * @param what description of its type, for example {@code string, 64 characters at most}
 * @param mask empty if the field is stored unmasked
 * @param refused number of sample values that the mask would reject
 */
public record Field(String path, List<String> place, String what, Optional<MaskProposal> mask, long refused) {}
