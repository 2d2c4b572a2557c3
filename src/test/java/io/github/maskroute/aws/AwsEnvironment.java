package io.github.maskroute.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** Replaces the variables and files of AWS's SDK in this JVM until it is closed. For one test at a time. */
public final class AwsEnvironment implements AutoCloseable {

    /** One folder for all tests of this JVM: the SDK locates the folder of tokens only once. */
    private static final Path HOME = Path.of("target", "aws-home-" + ProcessHandle.current().pid()).toAbsolutePath();

    /** Without files and instance metadata, and with the stand-in as the only service. */
    public AwsEnvironment(AwsStandIn aws) {
        clear();
        with("HOME", HOME);
        with("AWS_CONFIG_FILE", path("config"));
        with("AWS_SHARED_CREDENTIALS_FILE", path("credentials"));
        with("AWS_REGION", "eu-central-1");
        with("AWS_ENDPOINT_URL_STS", aws.url());
        with("AWS_ENDPOINT_URL_SSO", aws.url());
        with("AWS_ENDPOINT_URL_SSO_OIDC", aws.url());
        with("AWS_EC2_METADATA_DISABLED", "true");
    }

    public AwsEnvironment with(String variable, Object value) {
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(variable, value.toString());
        return this;
    }

    /** The path of a file below the home folder. */
    public Path path(String name) {
        return HOME.resolve(name);
    }

    /** Writes a file below the home folder. */
    public Path file(String name, String text) {
        try {
            Path file = path(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
        clear();
    }

    private static void clear() {
        if (Files.exists(HOME)) {
            try (Stream<Path> files = Files.walk(HOME)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
