package io.github.maskroute.aws;

import com.sun.net.httpserver.HttpExchange;
import io.github.maskroute.testing.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stand-in for AWS's services that provide credentials: STS, IAM Identity Center with its OIDC, a container's agent and an instance's
 * metadata. The id of the returned key names the service. Thread-safe.
 */
public final class AwsStandIn implements AutoCloseable {

    private static final String TOKEN = "a-token";

    private final LoopbackServer server = new LoopbackServer(this::answer);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    public String url() {
        return server.url();
    }

    /** Answers later requests with this error status. 0 means normal answers. */
    void refuse(int status) {
        refusal = status;
    }

    /** Method, path, form and credentials of each request. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + form + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of(""))
                + exchange.getRequestHeaders().getOrDefault("x-amz-sso_bearer_token", List.of("")));
        byte[] body = (refusal != 0 ? refused(form) : path.equals("/") ? sts(form) : json(path)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-amzn-RequestId", "8f5e0a1c-1d2c-4f7a-9d50-5a1f3d0f2b11");
        LoopbackServer.send(exchange, refusal != 0 ? refusal : body.length == 0 ? 404 : 200, body);
    }

    private String refused(String form) {
        return form.contains("Action=")
                ? "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform"
                        + " sts:AssumeRoleWithWebIdentity with AKIAIOSFODNN7EXAMPLE</Message></Error></ErrorResponse>"
                : "{\"message\":\"no session or role here\"}";
    }

    private static String sts(String form) {
        String action = form.contains("WebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole";
        return "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId>"
                .formatted(action, action.equals("AssumeRole") ? "of-role" : "of-web-identity")
                + "<SecretAccessKey>x</SecretAccessKey><SessionToken>x</SessionToken><Expiration>%s</Expiration></Credentials>"
                        .formatted(later())
                + "<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/drain/x</Arn><AssumedRoleId>A:x</AssumedRoleId>"
                + "</AssumedRoleUser></%1$sResult></%1$sResponse>".formatted(action);
    }

    private static String json(String path) {
        return switch (path) {
            case "/federation/credentials" -> ("{\"roleCredentials\":{\"accessKeyId\":\"of-identity-center\",\"secretAccessKey\":\"x\","
                    + "\"sessionToken\":\"x\",\"expiration\":%d}}").formatted(Instant.now().plus(Duration.ofHours(1)).toEpochMilli());
            case "/token" -> "{\"accessToken\":\"a-new-token\",\"tokenType\":\"Bearer\",\"expiresIn\":28800,\"refreshToken\":\"x\"}";
            case "/container" -> keys("of-container");
            case "/latest/api/token" -> TOKEN;
            case "/latest/meta-data/iam/security-credentials/", "/latest/meta-data/iam/security-credentials-extended/" -> "drain";
            case "/latest/meta-data/iam/security-credentials/drain", "/latest/meta-data/iam/security-credentials-extended/drain" ->
                keys("of-instance");
            default -> "";
        };
    }

    private static String keys(String id) {
        return ("{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"x\",\"Token\":\"x\","
                + "\"AccountId\":\"111122223333\",\"LastUpdated\":\"%s\",\"Expiration\":\"%s\"}").formatted(id, Instant.now(), later());
    }

    static Instant later() {
        return Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    }
}
