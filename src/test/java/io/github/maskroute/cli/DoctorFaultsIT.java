package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.keyset.KeyFiles;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Real faults of the setup: doctor reports each in the line of its check and by the exit code. */
class DoctorFaultsIT {

    @TempDir
    private Path folder;

    private DoctorFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new DoctorFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void shouldFailOnMissingDisabledOrReadableKeys() throws IOException {
        Path keys = Files.createDirectory(folder.resolve("keys"));
        fixture.with("maskroute.mask.keyset", keys).finds("fail", "keys", "has no hmac.json", "maskroute keys add");
        String text = Files.readString(TrialKeys.in(Services.FOLDER).resolve("siv.json"));
        Path siv = Files.move(KeyFiles.write(folder, text), keys.resolve("siv.json"));
        fixture.finds("fail", "masked fields", "no primary key for hmac", "maskroute keys add hmac");
        fixture.with("maskroute.mask.scheme", "siv").finds("ok", "masked fields", "ip by siv.");
        Files.writeString(siv, text.replace("ENABLED", "DISABLED"));
        fixture.finds("fail", "keys", "siv.json");
        Files.writeString(siv, text);
        Files.setPosixFilePermissions(siv, PosixFilePermissions.fromString("rw-r--r--"));
        fixture.finds("fail", "keys", "siv.json can be read by every user of this machine", "chmod 600");
    }

    @Test
    void shouldFailOnMissingSealingKeys() {
        fixture.finds("ok", "sealing keys", "none");
        fixture.with("maskroute.dead-letter.keyset", folder.resolve("seal"))
                .finds("fail", "sealing keys", "seal.json", "maskroute dlq add-key");
        new Commands(folder).run("dlq", "add-key", "--keyset", folder.resolve("seal").toString()).done();
        fixture.finds("ok", "sealing keys", "can be opened");
    }

    @Test
    void shouldFailOnIncompleteLedger() {
        fixture.drain.execute("REVOKE DELETE ON processed_message FROM maskroute_drain;"
                + " REVOKE EXECUTE ON FUNCTION maskroute_new FROM PUBLIC, maskroute_drain");
        fixture.finds("fail", "privileges", "lacks DELETE on processed_message, EXECUTE on maskroute_new", "maskroute_drain.sql");
        fixture.drain.execute("ALTER TABLE processed_message RENAME sent_at TO at");
        fixture.finds("fail", "columns", "missing in processed_message: sent_at");
        fixture.drain.execute("DROP FUNCTION maskroute_new");
        fixture.finds("fail", "ledger table", "function maskroute_new does not exist", "maskroute migrate");
        fixture.drain.execute("DROP TABLE processed_message");
        fixture.finds("fail", "ledger table", "processed_message does not exist", "maskroute migrate");
        fixture.finds("skip", "privileges");
    }

    /** Doctor finds faults of event tables by storing a sample with the statement. */
    @Test
    void shouldFailOnUnsuitableEventTable() {
        fixture.drain.execute("ALTER TABLE user_logins ALTER masked_ip TYPE varchar(8)");
        fixture.finds("fail", "dry message", "SQLState 22001");
        fixture.drain.execute("ALTER TABLE user_logins ALTER masked_ip TYPE varchar(256); ALTER TABLE user_logins RENAME locale TO"
                + " language");
        fixture.finds("fail", "dry message", "insert-user-logins.sql:", "SQLState 42703");
        fixture.drain.execute("ALTER TABLE user_logins RENAME language TO locale; REVOKE INSERT ON user_logins FROM maskroute_drain");
        fixture.finds("fail", "dry message", "SQLState 42501");
    }

    @Test
    void shouldFailOnPendingMigration() {
        fixture.with("maskroute.db.user", "postgres").finds("ok", "migrations", "none are pending");
        fixture.drain.execute("DELETE FROM maskroute_schema_history WHERE version = '4'");
        fixture.finds("fail", "migrations", "1 pending", "run `maskroute migrate`");
        fixture.with("maskroute.db.migrate", "true").finds("warn", "migrations", "1 pending", "next start");
    }

    @Test
    void shouldOnlyWarnOfTablesThatTheNextStartCreates() {
        fixture.with("maskroute.db.url", Services.get().newDatabase()).with("maskroute.db.user", "postgres")
                .with("maskroute.db.migrate", "true");
        fixture.finds("warn", "ledger table", "processed_message does not exist", "creates it at its next start");
        assertThat(fixture.doctor("--strict").exit()).isEqualTo(ExitCode.NOT_WELL.code());
    }

    @Test
    void shouldFailOnReadOnlyDatabaseOrRefusedLogin() {
        fixture.drain.execute("ALTER DATABASE " + fixture.drain.jdbcUrl().replaceFirst(".*/", "")
                + " SET default_transaction_read_only = on");
        fixture.finds("fail", "database writable", "read-only", "default_transaction_read_only");
        fixture.with("maskroute.db.user", "nobody").finds("fail", "database", "SQLState 28000", "maskroute.db.user");
    }

    @Test
    void shouldFailOnUnreachableDatabase() {
        fixture.with("maskroute.db.url", "jdbc:postgresql://127.0.0.1:1/none");
        fixture.finds("fail", "database", "cannot be reached", "maskroute.db.url");
    }

    @Test
    void shouldWarnOfUnprunedLedger() {
        fixture.drain.execute("INSERT INTO processed_message VALUES ('epoch', gen_random_uuid())");
        fixture.finds("ok", "ledger pruning");
        fixture.drain.execute("INSERT INTO processed_message VALUES (now() - interval '16 days', gen_random_uuid())");
        fixture.finds("warn", "ledger pruning", "is 16d old", "pruned after 15d", "maskroute-prune-ledger");
        fixture.with("maskroute.ledger.retention", "384h").finds("ok", "ledger pruning");
    }

    @Test
    void shouldFailOnMissingOrUnreachableQueues() {
        fixture.with("maskroute.dead-letter.queue", "none").finds("fail", "dead-letter queue", "maskroute.dead-letter.queue names a queue");
        fixture.with("maskroute.queue.name", "none").finds("fail", "queue", "maskroute.queue.name names a queue that does not exist");
        fixture.with("maskroute.queue.endpoint", "http://127.0.0.1:1")
                .finds("fail", "queue", "cannot be reached", "maskroute.queue.endpoint");
        fixture.finds("skip", "redrive policy");
    }

    @Test
    void shouldReportMissingShortOrWrongRedrivePolicy() {
        SqsClient client = Services.get().client();
        redrive(fixture.drain.deadLetterUrl(), 3);
        fixture.finds("warn", "redrive policy", "maxReceiveCount is 3", "set it to 10");
        String other = Services.newName("other");
        EmbeddedQueue.createQueues(client, other, other + "-dlq");
        redrive(client.getQueueUrl(request -> request.queueName(other)).queueUrl(), 10);
        fixture.finds("fail", "redrive policy", "another queue than the one for rejected records");
        client.createQueue(request -> request.queueName(other + "-alone"));
        fixture.with("maskroute.queue.name", other + "-alone").finds("warn", "redrive policy", "has none", "maxReceiveCount 10");
    }

    @Test
    void shouldWarnOfVisibilityShorterThanSlowStatement() {
        fixture.with("maskroute.queue.visibility-seconds", 29).finds("warn", "visibility", "29 s", "maskroute.queue.visibility-seconds");
        assertThat(fixture.doctor("--strict").exit()).isEqualTo(ExitCode.NOT_WELL.code());
        fixture.with("maskroute.queue.visibility-seconds", 30).finds("ok", "visibility");
    }

    private void redrive(String url, int receives) {
        SqsClient client = Services.get().client();
        String arn = client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes().get(QueueAttributeName.QUEUE_ARN);
        client.setQueueAttributes(request -> request.queueUrl(fixture.drain.queueUrl()).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(arn, receives))));
    }
}
