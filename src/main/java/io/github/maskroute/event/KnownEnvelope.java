package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The envelopes that common services put around events. Each is recognized by field names and by constants of the service. Messages never
 * quote values of an envelope.
 */
enum KnownEnvelope {

    SNS_CONFIRMATION(
            body -> body.path("Type").asText().endsWith("Confirmation") && body.has("TopicArn") && body.has("Token"),
            "is SNS's request to confirm a subscription",
            "confirm the subscription, and enable raw message delivery on it"),
    SNS(
            body -> body.path("Type").asText().equals("Notification") && body.has("TopicArn") && body.has("Message"),
            "is an SNS envelope",
            "enable raw message delivery on the subscription",
            "/Message"),
    EVENT_BRIDGE(
            body -> body.has("detail-type") && body.has("source") && body.has("detail"),
            "is an EventBridge event",
            "set the input path of the rule's target to $.detail",
            "/detail"),
    CLOUD_EVENT(
            body -> body.path("specversion").isTextual() && body.has("type") && body.has("source"),
            "is a CloudEvent",
            "send the content of its data alone",
            "/data"),
    S3_TEST(
            body -> body.path("Event").asText().equals("s3:TestEvent"),
            "is the test message that S3 sends when notifications of a bucket are set up",
            "delete it, and let the bucket notify another queue: its notifications are not events"),
    S3_NOTIFICATION(
            body -> source(body).equals("aws:s3"),
            "is an S3 event notification, which names an object and contains no event",
            "let the bucket notify another queue, and send the events in the object as messages"),
    SQS_RECORDS(
            body -> source(body).equals("aws:sqs"),
            "is the event of a Lambda function, with messages of SQS in its Records",
            "send the body of each record as a message of its own"),
    SNS_RECORDS(
            body -> source(body).equals("aws:sns"),
            "is the event of a Lambda function, with messages of SNS in its Records",
            "send the Sns.Message of each record as a message of its own, or subscribe the queue with raw message delivery"),
    RECORDS(
            body -> body.path("Records").isArray() || body.path("records").isArray() || body.path("records").isObject(),
            "is a list of records for a Lambda function",
            "send the event in each record as a message of its own"),
    RECEIVED_MESSAGES(
            body -> body.path("Messages").isArray(),
            "is SQS's response to ReceiveMessage",
            "send the Body of each message as a message of its own"),
    PUB_SUB(
            body -> body.path("message").has("data") && body.has("subscription"),
            "is a push message of Google Pub/Sub",
            "decode message.data from base64, and send that alone"),
    API_GATEWAY(
            body -> body.has("requestContext") && body.has("body"),
            "is an API Gateway request for a Lambda function",
            "send its body alone"),
    CONNECT(
            body -> body.path("schema").isObject() && body.has("payload"),
            "is the envelope of Kafka Connect or Debezium",
            "set value.converter.schemas.enable=false; for Debezium also its transform ExtractNewRecordState"),
    CHANGE(
            body -> body.has("op") && body.has("before") && body.has("after"),
            "is a change event of Debezium",
            "add its transform ExtractNewRecordState"),
    LIST(
            JsonNode::isArray,
            "is a JSON array",
            "send each event as a message of its own"),
    TEXT_IN_TEXT(
            body -> body.isTextual() && EncodedText.ofDocument(body.textValue()).isPresent(),
            "is a JSON string that contains an event",
            "send the JSON object itself, encoded once");

    private final Predicate<JsonNode> test;
    private final String what;
    private final String remedy;
    private final String place;

    KnownEnvelope(Predicate<JsonNode> test, String what, String remedy) {
        this(test, what, remedy, "");
    }

    /** @param place JSON Pointer to the event for a route's {@code unwrap}; empty if a route cannot unwrap the envelope */
    KnownEnvelope(Predicate<JsonNode> test, String what, String remedy, String place) {
        this.test = test;
        this.what = what;
        this.remedy = remedy;
        this.place = place;
    }

    /** The envelope that a document is, if any. Call it only for documents that are not valid events. */
    static Optional<KnownEnvelope> of(JsonNode body) {
        return Arrays.stream(values()).filter(envelope -> envelope.test.test(body)).findFirst();
    }

    /** What the body is, and the remedy. */
    String description() {
        return "the body " + what + "; " + remedy + (place.isEmpty() ? "" : ", or set unwrap: " + place + " on the route's JSON step");
    }

    /** Whether the envelope's event is at this place, or on the path to it. */
    boolean isOpenedAt(String pointer) {
        return !place.isEmpty() && (pointer + "/").startsWith(place + "/");
    }

    /** The event source of the first record. Only SNS capitalizes the name. */
    private static String source(JsonNode body) {
        JsonNode first = body.path("Records").path(0);
        return first.path("eventSource").asText(first.path("EventSource").asText());
    }
}
