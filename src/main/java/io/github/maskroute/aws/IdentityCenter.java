package io.github.maskroute.aws;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/** Profiles that need somebody to sign in. Of a session that has expired the SDK says only that some field is missing. */
final class IdentityCenter {

    private static final int LONGEST_CHAIN = 8;

    private IdentityCenter() {}

    /** What to do if the session of a profile, or of the profile that it takes its credentials from, has expired; empty if it has none. */
    static String remedy(Supplier<ProfileFile> files, String profile) {
        try {
            return remedy(files.get(), profile);
        } catch (IllegalArgumentException e) {
            // A malformed file is the reason, and has been given.
            return "";
        }
    }

    private static String remedy(ProfileFile file, String profile) {
        return Stream.iterate(file.profile(profile), Optional::isPresent,
                        found -> found.flatMap(one -> one.property(ProfileProperty.SOURCE_PROFILE)).flatMap(file::profile))
                .limit(LONGEST_CHAIN).flatMap(Optional::stream).filter(IdentityCenter::signsIn).findFirst()
                .map(found -> " (is nobody signed in? `aws sso login --profile " + found.name() + "`)").orElse("");
    }

    private static boolean signsIn(Profile profile) {
        return profile.property(ProfileProperty.SSO_START_URL).isPresent() || profile.property("sso_session").isPresent();
    }
}
