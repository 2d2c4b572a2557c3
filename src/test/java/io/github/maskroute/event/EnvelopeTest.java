package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final String EVENT = "{\"ip\":\"192.0.2.1\",\"n\":12345678901234567890.25}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/detail"
                + " | {'version':'0','id':'x','detail-type':'order','source':'shop','account':'1','time':'2026-01-01T00:00:00Z','detail':EVENT}",
        "/data | {'specversion':'1.0','id':'x','type':'order','source':'/shop','datacontenttype':'application/json','data':EVENT}",
        "/Message | {'Type':'Notification','MessageId':'x','TopicArn':'arn:aws:sns:eu-central-1:1:x','Message':TEXT,'Signature':'x'}",
        "/Message/detail | {'Type':'Notification','TopicArn':'arn:aws:sns:eu-central-1:1:x','Message':BRIDGED}",
        "/payload/after | {'schema':{},'payload':{'op':'c','before':null,'after':EVENT}}",
        "/a~1b/~0c | {'a/b':{'~c':EVENT}}",
    })
    void shouldOpenEnvelope(String pointer, String envelope) throws RejectedException {
        assertThat(Envelope.at(pointer).open(body(envelope))).hasToString(EVENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/detail | {'ip':'secret'} | schema: the body has nothing at /detail, where the route's `unwrap` expects the event; send",
        "/detail | {'detail-type':'x','source':'secret','detail':{},'detail':{}} | not-json: malformed at line 1",
        "/detail | {'detail':{'ip':'secret','ip':'secret'}} | not-json: malformed at line 1, column 30; send",
        "/detail | {'detail':{}} {} | not-json: malformed",
        "/detail | [{'detail':{'ip':'secret'}}] | schema: the body is a JSON array",
        "/detail | {'specversion':'1.0','type':'x','source':'secret','data':{}} | schema: the body is a CloudEvent; send the content of its"
                + " data alone, or set unwrap: /data",
        "/data | {'specversion':'1.0','type':'x','source':'x','data_base64':'c2VjcmV0'} | schema: the body has nothing at /data",
        "/Message | {'Type':'SubscriptionConfirmation','TopicArn':'x','Token':'secret','Message':'You have'}"
                + " | schema: the body is SNS's request",
        "/Message | {'Type':'Notification','TopicArn':'x','Message':'You have secret'}"
                + " | not-json: in a string on the path to /Message: malformed"
                + " at line 1, column 1; send one JSON object",
        "/Message | {'Type':'Notification','TopicArn':'x','Message':''} | not-json: in a string on the path to /Message: malformed",
        "/Message | {'Type':'Notification','TopicArn':'x','Message':'c2VjcmV0c2VjcmV0c2VjcmV0'}"
                + " | not-json: in a string on the path to /Message:"
                + " the body looks like base64; send the JSON itself",
        "/Message/detail | {'Type':'Notification','TopicArn':'x','Message':TEXT} | schema: the body has nothing at /Message/detail",
        "/Message/detail | {'Type':'Notification','TopicArn':'x','Message':5} | schema: the body has nothing at /Message/detail",
        "/detail | {'detail':{'n':1e99999999999}} | too-large: a number has an exponent",
        "/detail | {'detail':{'ip':LONG}} | too-large: a text is over the limit of 4,096 characters",
        "/Message | {'Message':LONGTEXT} | too-large: in a string on the path to /Message: a text is over the limit of 4,096 characters",
        "/detail | {'x':LARGE,'detail':{}} | too-large: the document is over the limit of 65,536 characters",
    })
    void shouldParseAsStrictlyAsEvent(String pointer, String envelope, String start) {
        Rejection rejection = rejectionOf(pointer, body(envelope));

        assertThat(rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + rejection.detail())
                .startsWith(start).doesNotContain("secret", "c2Vj", "xxx");
    }

    @Test
    void shouldAcceptLongStringThatContainsEvent() throws RejectedException {
        String event = "{\"texts\":[" + "\"%s\",".formatted("x".repeat(4_000)).repeat(9) + "1]}";

        assertThat(Envelope.at("/Message").open("{\"Message\":" + text(event) + "}").path("texts")).hasSize(10);
    }

    @Test
    void shouldReturnNullForTheSchemaToReject() throws RejectedException {
        JsonNode found = Envelope.at("/detail").open("{\"detail\":null}");

        assertThat(found.isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "detail", "$.detail", "/", "/detail/", "/~2", "/~", "/Records/0/body", "/0"})
    void shouldRejectOtherPointers(String pointer) {
        assertThatIllegalArgumentException().isThrownBy(() -> Envelope.at(pointer))
                .withMessageStartingWith("`unwrap` must be a JSON Pointer to the event, such as /detail");
    }

    private static Rejection rejectionOf(String pointer, String body) {
        return catchThrowableOfType(RejectedException.class, () -> Envelope.at(pointer).open(body)).rejection();
    }

    private static String body(String envelope) {
        String tooLong = "x".repeat(4_097);
        return envelope.replace('\'', '"').replace("LONGTEXT", text("{\"ip\":\"" + tooLong + "\"}")).replace("LONG", text(tooLong))
                .replace("LARGE", text("x".repeat(65_536))).replace("TEXT", text(EVENT))
                .replace("BRIDGED", text("{\"detail-type\":\"order\",\"source\":\"shop\",\"detail\":" + EVENT + "}"))
                .replace("EVENT", EVENT);
    }

    private static String text(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }
}
