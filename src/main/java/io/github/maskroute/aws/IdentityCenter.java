package io.github.maskroute.aws;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/** Profiles of IAM Identity Center. For an expired session, the SDK only reports a missing field. */
final class IdentityCenter {

    private static final int MAX_SOURCE_PROFILES = 8;

    private IdentityCenter() {}

    /** The remedy for an expired session of a profile or of its source profiles; empty if none of them has a session. */
    static String remedy(Supplier<ProfileFile> files, String profile) {
        try {
            return remedy(files.get(), profile);
        } catch (IllegalArgumentException e) {
            // The provider's own error already reports the malformed file.
            return "";
        }
    }

    private static String remedy(ProfileFile file, String profile) {
        return Stream.iterate(file.profile(profile), Optional::isPresent,
                        found -> found.flatMap(one -> one.property(ProfileProperty.SOURCE_PROFILE)).flatMap(file::profile))
                .limit(MAX_SOURCE_PROFILES).flatMap(Optional::stream).filter(IdentityCenter::signsIn).findFirst()
                .map(found -> " (if the session has expired: `aws sso login --profile " + found.name() + "`)").orElse("");
    }

    private static boolean signsIn(Profile profile) {
        return profile.property(ProfileProperty.SSO_START_URL).isPresent() || profile.property("sso_session").isPresent();
    }
}
