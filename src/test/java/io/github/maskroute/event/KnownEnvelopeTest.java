package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Rejection.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks bodies of common services with the shipped schema. */
class KnownEnvelopeTest {

    private static final EventSchema SCHEMA = EventSchema.read(Path.of("routes", "logins", "logins-event.schema.json"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Type':'Notification','TopicArn':'arn:aws:sns:eu-central-1:1:secret','Message':'{}'}"
                + " | an SNS envelope; enable raw message delivery",
        "{'Type':'SubscriptionConfirmation','TopicArn':'secret','Token':'secret','Message':'secret'} | confirm the subscription",
        "{'version':'0','id':'secret','detail-type':'secret','source':'secret','detail':{'ip':'secret'}}"
                + " | an EventBridge event; set the input path",
        "{'specversion':'1.0','id':'secret','type':'secret','source':'/secret','data':{'ip':'secret'}}"
                + " | a CloudEvent; send the content of its data alone",
        "{'Service':'Amazon S3','Event':'s3:TestEvent','Bucket':'secret'} | the test message that S3 sends",
        "{'Records':[{'eventSource':'aws:s3','s3':{'object':{'key':'secret'}}}]} | an S3 event notification",
        "{'Records':[{'eventSource':'aws:sqs','body':'secret'}]} | messages of SQS in its Records; send the body of each record",
        "{'Records':[{'EventSource':'aws:sns','Sns':{'Message':'secret'}}]} | messages of SNS in its Records",
        "{'Records':[{'eventSource':'aws:kinesis','kinesis':{'data':'secret'}}]} | a list of records",
        "{'Records':[]} | a list of records",
        "{'invocationId':'secret','records':[{'data':'secret'}]} | a list of records",
        "{'eventSource':'aws:kafka','records':{'secret-0':[{'value':'secret'}]}} | a list of records",
        "{'Messages':[{'MessageId':'secret','Body':'secret'}]} | SQS's response to ReceiveMessage",
        "{'message':{'data':'secret','messageId':'1'},'subscription':'secret'} | Google Pub/Sub",
        "{'requestContext':{'http':{}},'body':'secret','isBase64Encoded':false} | API Gateway",
        "{'schema':{'type':'struct'},'payload':{'ip':'secret'}} | Kafka Connect or Debezium; set value.converter.schemas.enable=false",
        "{'before':null,'after':{'ip':'secret'},'op':'c','source':{}} | ExtractNewRecordState",
        "[{'ip':'secret'},{'ip':'secret'}] | a JSON array; send each event as a message of its own",
        "`'{\\\"ip\\\":\\\"secret\\\"}'` | a JSON string that contains an event",
        "'c2VjcmV0c2VjcmV0c2VjcmV0' | a JSON string that contains an event",
    })
    void shouldReportEnvelopeWithRemedyWithoutValues(String body, String description) {
        Rejection rejection = SCHEMA.check(json(body)).orElseThrow();

        assertThat(rejection.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(rejection.detail()).startsWith("the body is ").contains(description).doesNotContain("secret", "c2Vj");
    }

    @Test
    void shouldAcceptEventWithFieldsOfTheseNames() {
        JsonNode event = EventSchemaTest.event().put("source", "app").put("type", "login").put("specversion", "1.0")
                .put("detail-type", "x").put("detail", "y").put("op", "c").put("before", 1).put("after", 2);

        assertThat(SCHEMA.check(event)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'source':'secret','detail':'secret'}", "{'payload':{}}", "{'type':'secret','source':'secret'}", "`'secret'`"})
    void shouldNotRecognizePartialEnvelope(String body) {
        assertThat(SCHEMA.check(json(body)).orElseThrow().detail()).doesNotContain("the body").doesNotContain("secret");
    }

    private static JsonNode json(String text) {
        return EventSchemaTest.json(text.replace('\'', '"'));
    }
}
