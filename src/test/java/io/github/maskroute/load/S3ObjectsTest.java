package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ObjectsTest {

    private final S3StandIn s3 = new S3StandIn(Map.of("2024/a b+c.jsonl.gz", bytes("1"), "2024/b.jsonl", bytes("2"),
            "2024/c.jsonl", bytes("3"),
            "2024/d/e.jsonl", bytes("4"), "2024/empty", bytes(""), "2025/a.jsonl", bytes("5")));
    private final S3Client client = S3Client.builder().endpointOverride(URI.create(s3.url())).region(Region.US_EAST_1).forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(ApacheHttpClient.builder()).build();

    @AfterEach
    void close() {
        client.close();
        s3.close();
    }

    @Test
    void shouldListAllObjectsOfAPrefixPageByPage() throws IOException {
        Iterator<Source> sources = new S3Objects(client, "s3://archive/2024/").sources();
        Source first = sources.next();

        assertThat(s3.requests()).hasSize(1);
        assertThat(first.name()).isEqualTo("s3://archive/2024/a b+c.jsonl");
        assertThat(first.size()).isEqualTo(1);
        assertThat(first.rejects()).hasToString("a b+c.jsonl.gz.rejects.jsonl");
        assertThat(text(first)).isEqualTo("1");
        assertThat(names(sources)).containsExactly("s3://archive/2024/b.jsonl", "s3://archive/2024/c.jsonl", "s3://archive/2024/d/e.jsonl");
        assertThat(s3.requests()).hasSize(4);
    }

    @Test
    void shouldListAPrefixOrOneObjectOrTheWholeBucket() throws IOException {
        assertThat(names(new S3Objects(client, "s3://archive/2024/b*").sources())).containsExactly("s3://archive/2024/b.jsonl");
        assertThat(names(new S3Objects(client, "s3://archive/").sources())).hasSize(5);
        assertThat(text(new S3Objects(client, "s3://archive/2025/a.jsonl").sources().next())).isEqualTo("5");
    }

    @Test
    void shouldReportTheErrorCodeOfS3() {
        Source missing = new S3Objects(client, "s3://archive/none").sources().next();

        assertThatThrownBy(() -> new LineReader(missing)).isInstanceOf(UnreadableSourceException.class)
                .hasMessage("s3://archive/none cannot be read (NoSuchKey)");
        assertThatThrownBy(() -> new S3Objects(client, "s3://others/").sources()).isInstanceOf(S3Exception.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3://archive", "s3:///key", "s3://archive/*/a", "s3://archive/a**", "http://archive/a"})
    void shouldRejectMalformedUrls(String url) {
        assertThatThrownBy(() -> new S3Objects(client, url)).isInstanceOf(IllegalArgumentException.class).hasMessage(S3Objects.RULE);
    }

    private static List<String> names(Iterator<Source> sources) {
        List<String> names = new ArrayList<>();
        sources.forEachRemaining(source -> names.add(source.name()));
        return names;
    }

    private static String text(Source source) throws IOException {
        try (LineReader reader = new LineReader(source)) {
            Line line = reader.next();
            return line == null ? "" : String.valueOf(line.text());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
