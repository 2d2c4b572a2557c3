package io.github.maskroute.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.maskroute.network.Proxies;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Tests the SDK's providers with real files and variables against an AWS stand-in on 127.0.0.1. */
class CredentialChainTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/drain";
    private static final String SESSION = """
            [profile dev]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = drain
            [sso-session corp]
            sso_region = eu-central-1
            sso_start_url = https://corp.awsapps.com/start
            sso_registration_scopes = sso:account:access
            """;

    private final AwsStandIn aws = new AwsStandIn();
    private AwsEnvironment environment;

    @BeforeEach
    void setUp() {
        environment = new AwsEnvironment(aws);
    }

    @AfterEach
    void tearDown() {
        environment.close();
        aws.close();
    }

    @Test
    void shouldReadVariables() {
        environment.with("AWS_ACCESS_KEY_ID", "of-variables").with("AWS_SECRET_ACCESS_KEY", "x");
        assertThat(keyId()).isEqualTo("of-variables");
    }

    @Test
    void shouldReportMissingVariableOfPair() {
        environment.with("AWS_ACCESS_KEY_ID", "of-variables");
        assertThat(failure()).hasMessageContaining("variables: ").hasMessageContaining("AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void shouldUseIdentityCenterProfile() {
        environment.with("AWS_PROFILE", "dev").file("config", SESSION);
        signIn("a-token", Instant.now().plusSeconds(3_600));
        assertThat(keyId()).isEqualTo("of-identity-center");
        assertThat(aws.requests()).singleElement().asString()
                .contains("role_name=drain", "account_id=111122223333", "[a-token]");
    }

    @Test
    void shouldUseIdentityCenterProfileOfOldFormat() {
        environment.with("AWS_PROFILE", "dev").file("config", """
                [profile dev]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = eu-central-1
                sso_account_id = 111122223333
                sso_role_name = drain
                """);
        environment.file(".aws/sso/cache/" + DigestUtils.sha1Hex("https://corp.awsapps.com/start") + ".json",
                "{\"accessToken\":\"a-token\",\"expiresAt\":\"%s\",\"region\":\"eu-central-1\"}".formatted(AwsStandIn.later()));
        assertThat(keyId()).isEqualTo("of-identity-center");
    }

    @Test
    void shouldRenewIdentityCenterSession() {
        environment.with("AWS_PROFILE", "dev").file("config", SESSION);
        signIn("an-old-token", Instant.now().minusSeconds(60), """
                ,"clientId":"x","clientSecret":"x","refreshToken":"x","registrationExpiresAt":"2099-01-01T00:00:00Z"
                """);
        assertThat(keyId()).isEqualTo("of-identity-center");
        assertThat(aws.requests()).anyMatch(request -> request.startsWith("POST /token"))
                .anyMatch(request -> request.contains("[a-new-token]"));
    }

    @Test
    void shouldReportExpiredIdentityCenterSessionUntilNewLogin() {
        environment.with("AWS_PROFILE", "dev").file("config", SESSION);
        AwsCredentialsProvider chain = chain();
        assertThat(failure(chain)).hasMessageContaining("profile dev: Unable to load SSO token")
                .hasMessageContaining("`aws sso login --profile dev`");
        signIn("an-old-token", Instant.now().minusSeconds(60));
        assertThat(failure(chain)).hasMessageContaining("profile dev: ").hasMessageContaining("`aws sso login --profile dev`")
                .message().doesNotContain("an-old-token");
        signIn("a-token", Instant.now().plusSeconds(3_600));
        assertThat(chain.resolveIdentity().join().accessKeyId()).isEqualTo("of-identity-center");
    }

    @Test
    void shouldReportDeniedIdentityCenterRole() {
        environment.with("AWS_PROFILE", "dev").file("config", SESSION);
        signIn("a-token", Instant.now().plusSeconds(3_600));
        aws.refuse(401);
        NoCredentialsException failure = failure();
        assertThat(failure).hasMessageContaining("no session or role here").message().doesNotContain("a-token");
        assertThat(failure.isTemporary()).isFalse();
    }

    @Test
    void shouldRunCredentialProcess() {
        Path script = environment.file("give keys.sh", """
                echo '{"Version":1,"AccessKeyId":"of-process","SecretAccessKey":"x","SessionToken":"x","Expiration":"%s"}'
                """.formatted(AwsStandIn.later()));
        environment.file("config", "[default]\ncredential_process = sh \"%s\"\n".formatted(script));
        assertThat(keyId()).isEqualTo("of-process");
    }

    @Test
    void shouldReportOutputOfFailedCredentialProcessWithoutSecrets() {
        Path script = environment.file("fail.sh", "echo 'vault is locked; sign in first. token=hunter2 AKIAIOSFODNN7EXAMPLE' >&2; exit 3");
        environment.file("config", "[default]\ncredential_process = sh %s\n".formatted(script));
        assertThat(failure()).hasMessageContaining("profile default: ").hasMessageContaining("vault is locked").hasMessageContaining("(3)")
                .message().doesNotContain("hunter2", "AKIA");
    }

    @Test
    void shouldUseWebIdentityOfServiceAccount() {
        environment.with("AWS_WEB_IDENTITY_TOKEN_FILE", environment.file("token", "eyJ.a.b")).with("AWS_ROLE_ARN", ROLE);
        assertThat(keyId()).isEqualTo("of-web-identity");
        assertThat(aws.requests()).singleElement().asString().contains("WebIdentityToken=eyJ.a.b");
    }

    @Test
    void shouldReportDeniedWebIdentityWithoutSecrets() {
        environment.with("AWS_WEB_IDENTITY_TOKEN_FILE", environment.file("token", "eyJ.a.b")).with("AWS_ROLE_ARN", ROLE);
        aws.refuse(403);
        NoCredentialsException failure = failure();
        assertThat(failure).hasMessageContaining("web identity: Not authorized to perform sts:AssumeRoleWithWebIdentity")
                .message().doesNotContain("AKIA", "eyJ.a.b");
        assertThat(failure.isTemporary()).isFalse();
    }

    @Test
    void shouldReportMissingWebIdentityFile() {
        environment.with("AWS_WEB_IDENTITY_TOKEN_FILE", environment.path("no-token")).with("AWS_ROLE_ARN", ROLE);
        assertThat(failure()).hasMessageContaining("web identity: ").hasMessageContaining("NoSuchFileException")
                .hasMessageContaining("no-token");
    }

    @Test
    void shouldReportUnreachableServiceAsTemporary() {
        environment.with("AWS_WEB_IDENTITY_TOKEN_FILE", environment.file("token", "eyJ.a.b")).with("AWS_ROLE_ARN", ROLE)
                .with("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1").with("AWS_MAX_ATTEMPTS", 1);
        NoCredentialsException failure = failure();
        assertThat(failure).hasMessageContaining("web identity: ").hasMessageContaining("Connection refused");
        assertThat(failure.isTemporary()).isTrue();
    }

    @Test
    void shouldAssumeRoleOfProfile() {
        environment.with("AWS_PROFILE", "drain").file("config", """
                [profile base]
                aws_access_key_id = of-base
                aws_secret_access_key = x
                [profile drain]
                role_arn = %s
                source_profile = base
                """.formatted(ROLE));
        assertThat(keyId()).isEqualTo("of-role");
        assertThat(aws.requests()).singleElement().asString().contains("RoleArn=arn%3Aaws%3Aiam", "Credential=of-base");
    }

    @Test
    void shouldAssumeRoleOfProfileWithIdentityCenterSource() {
        environment.with("AWS_PROFILE", "drain").file("config", SESSION + """
                [profile drain]
                role_arn = %s
                source_profile = dev
                """.formatted(ROLE));
        assertThat(failure()).hasMessageContaining("profile drain: ").hasMessageContaining("`aws sso login --profile dev`");
        signIn("a-token", Instant.now().plusSeconds(3_600));
        assertThat(keyId()).isEqualTo("of-role");
    }

    @Test
    void shouldAssumeRoleOfProfileWithContainerSource() {
        environment.with("AWS_PROFILE", "drain").with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/container").file("config", """
                [profile drain]
                role_arn = %s
                credential_source = EcsContainer
                """.formatted(ROLE));
        assertThat(keyId()).isEqualTo("of-role");
        assertThat(aws.requests()).anyMatch(request -> request.contains("Credential=of-container"));
    }

    @Test
    void shouldUseWebIdentityOfProfile() {
        environment.with("AWS_PROFILE", "drain").file("config", """
                [profile drain]
                role_arn = %s
                web_identity_token_file = %s
                """.formatted(ROLE, environment.file("token", "eyJ.a.b")));
        assertThat(keyId()).isEqualTo("of-web-identity");
    }

    @Test
    void shouldUsePodIdentity() {
        environment.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/container")
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", environment.file("token", "a-pod-token"));
        assertThat(keyId()).isEqualTo("of-container");
        assertThat(aws.requests()).singleElement().asString().contains("[a-pod-token]");
    }

    @Test
    void shouldReportDeniedContainerCredentials() {
        environment.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/container")
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hunter2");
        aws.refuse(403);
        assertThat(failure()).hasMessageContaining("container: ").hasMessageContaining("no session or role here")
                .message().doesNotContain("hunter2");
    }

    @Test
    void shouldUseRoleOfInstance() {
        environment.with("AWS_EC2_METADATA_DISABLED", "false").with("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.url());
        assertThat(keyId()).isEqualTo("of-instance");
        assertThat(aws.requests()).anyMatch(request -> request.startsWith("PUT /latest/api/token"));
    }

    @Test
    void shouldNameEachProvider() {
        environment.with("AWS_PROFILE", "nobody").file("config", "[default]\nregion = eu-central-1\n");
        assertThat(failure()).hasMessageStartingWith("AWS's chain has no credentials: profile nobody: ").message()
                .contains("| instance role: ").endsWith("| not set up: system properties, variables, web identity, container");
        assertThat(failure().isTemporary()).isFalse();
    }

    @Test
    void shouldReportMalformedFileAndReadItAgain() {
        environment.file("config", "[default\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n");
        AwsCredentialsProvider chain = chain();
        assertThat(failure(chain)).hasMessageContaining("profile default: ").hasMessageContaining("line 1").message()
                .doesNotContain("AKIA");
        environment.file("config", "[default]\naws_access_key_id = of-file\naws_secret_access_key = x\n");
        assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo("of-file");
    }

    @Test
    void shouldFindProfileThatIsAddedLater() {
        AwsCredentialsProvider chain = chain();
        assertThat(failure(chain)).hasMessageContaining("profile default: ");
        environment.file("credentials", "[default]\naws_access_key_id = of-file\naws_secret_access_key = x\n");
        assertThat(chain.resolveIdentity().join().accessKeyId()).isEqualTo("of-file");
    }

    private void signIn(String token, Instant expires) {
        signIn(token, expires, "");
    }

    private void signIn(String token, Instant expires, String more) {
        environment.file(".aws/sso/cache/" + DigestUtils.sha1Hex("corp") + ".json",
                "{\"startUrl\":\"https://corp.awsapps.com/start\",\"region\":\"eu-central-1\",\"accessToken\":\"%s\","
                        .concat("\"expiresAt\":\"%s\"%s}")
                        .formatted(token, expires.truncatedTo(ChronoUnit.SECONDS), more));
    }

    private static AwsCredentialsProvider chain() {
        return AwsClients.withDefaultChain(new Proxies(Map.of(), new Properties())).credentials();
    }

    private static String keyId() {
        return chain().resolveCredentials().accessKeyId();
    }

    private static NoCredentialsException failure() {
        return failure(chain());
    }

    private static NoCredentialsException failure(AwsCredentialsProvider chain) {
        NoCredentialsException failure = catchThrowableOfType(NoCredentialsException.class, chain::resolveCredentials);
        assertThat(failure).isNotNull();
        return failure;
    }
}
