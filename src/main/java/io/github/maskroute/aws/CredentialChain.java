package io.github.maskroute.aws;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * AWS's default credential chain with better error messages: the same providers in the same order. The SDK's own chain reports only the
 * outermost message of a failing provider, without the output of a command or the answer of a service. Reloads changed profiles.
 * Thread-safe.
 */
final class CredentialChain implements AwsCredentialsProvider, SdkAutoCloseable {

    private static final String INSTANCE = "instance role";

    /**
     * A provider of the chain.
     *
     * @param name for error messages
     * @param isSetUp whether the provider is configured; the instance role needs no configuration
     * @param remedy a suffix for its error message
     */
    private record Link(String name, AwsCredentialsProvider provider, boolean isSetUp, Supplier<String> remedy) {

        Link(String name, AwsCredentialsProvider provider, boolean isSetUp) {
            this(name, provider, isSetUp, () -> "");
        }

        String reason(RuntimeException thrown) {
            return name + ": " + CredentialErrors.of(thrown) + remedy.get();
        }

        void close() {
            IoUtils.closeIfCloseableV2(provider, null);
        }
    }

    /** The last provider that had credentials. Like the SDK's chain, this one asks it first. */
    private volatile @Nullable Link last;

    /** New providers for each attempt until one has credentials: files that were missing may exist by now. */
    private static List<Link> links() {
        return List.of(
                new Link("system properties", SystemPropertyCredentialsProvider.create(),
                        Stream.of("aws.accessKeyId", "aws.secretAccessKey").anyMatch(name -> System.getProperty(name) != null)),
                new Link("variables", EnvironmentVariableCredentialsProvider.create(),
                        Stream.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
                                .anyMatch(name -> SystemSetting.getStringValueFromEnvironmentVariable(name).isPresent())),
                new Link("web identity", WebIdentityTokenFileCredentialsProvider.create(),
                        isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)),
                ofProfile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow(), ProfileFileSupplier.defaultSupplier()),
                new Link("container", ContainerCredentialsProvider.create(),
                        isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
                                || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)),
                new Link(INSTANCE, InstanceProfileCredentialsProvider.create(), true));
    }

    private static Link ofProfile(String name, ProfileFileSupplier file) {
        return new Link("profile " + name, ProfileCredentialsProvider.builder().profileFile(file).build(), true,
                () -> IdentityCenter.remedy(file, name));
    }

    /** @throws NoCredentialsException if no provider has credentials */
    @Override
    public AwsCredentials resolveCredentials() {
        Link known = last;
        if (known != null) {
            return resolve(List.of(known));
        }
        List<Link> links = links();
        try {
            return resolve(links);
        } finally {
            links.stream().filter(link -> link != last).forEach(Link::close);
        }
    }

    private AwsCredentials resolve(List<Link> links) {
        List<String> reasons = new ArrayList<>();
        List<String> notSetUp = new ArrayList<>();
        boolean temporary = false;
        for (Link link : links) {
            try {
                AwsCredentials found = link.provider.resolveCredentials();
                last = link;
                return found;
            } catch (RuntimeException e) {
                (link.isSetUp ? reasons : notSetUp).add(link.isSetUp ? link.reason(e) : link.name);
                temporary |= !link.name.equals(INSTANCE) && isTemporary(e);
            }
        }
        throw new NoCredentialsException("AWS's chain has no credentials: " + String.join(" | ", reasons)
                + (notSetUp.isEmpty() ? "" : " | not set up: " + String.join(", ", notSetUp)), temporary);
    }

    private static boolean isTemporary(Throwable thrown) {
        return CredentialErrors.causes(thrown).anyMatch(cause -> cause instanceof RetryableException
                || cause instanceof SdkServiceException service && (service.statusCode() >= 500 || service.isThrottlingException())
                || cause instanceof SocketException || cause instanceof UnknownHostException
                || cause instanceof InterruptedIOException || cause instanceof ProxiedException);
    }

    private static boolean isSet(SystemSetting setting) {
        return setting.getStringValue().isPresent();
    }

    @Override
    public void close() {
        Link known = last;
        if (known != null) {
            known.close();
        }
    }
}
