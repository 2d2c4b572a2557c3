package io.github.maskroute.newtype;

import java.util.List;
import java.util.Optional;

/**
 * A field of the new type, for people.
 *
 * @param path for example {@code customer.emails[]}
 * @param place names of the fields that lead to it
 * @param what it is, for example {@code text of 64 characters at most}
 * @param mask how it is masked, if it is
 * @param refused how many of the samples' values the mask would refuse
 */
public record Field(String path, List<String> place, String what, Optional<MaskProposal> mask, long refused) {}
