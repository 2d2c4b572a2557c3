package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What common services put around an event before it comes to the queue. Each is known by its names, and by words that are the
 * service's own; none of its values is ever quoted.
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
            "send what stands in its data, alone",
            "/data"),
    S3_TEST(
            body -> body.path("Event").asText().equals("s3:TestEvent"),
            "is the test message that S3 sends when notifications of a bucket are set up",
            "delete it, and let the bucket notify another queue: it would send no events"),
    S3_NOTIFICATION(
            body -> source(body).equals("aws:s3"),
            "is an S3 event notification, which names an object and holds no event",
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
            "is a list of records, as a Lambda function gets it",
            "send the event in each record as a message of its own"),
    RECEIVED_MESSAGES(
            body -> body.path("Messages").isArray(),
            "is the answer of SQS to ReceiveMessage",
            "send the Body of each message as a message of its own"),
    PUB_SUB(
            body -> body.path("message").has("data") && body.has("subscription"),
            "is a push message of Google Pub/Sub",
            "decode message.data from base64, and send that alone"),
    API_GATEWAY(
            body -> body.has("requestContext") && body.has("body"),
            "is a request as API Gateway gives it to a Lambda function",
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
            "is a JSON string that holds an event in text",
            "send the JSON object itself, encoded once");

    private final Predicate<JsonNode> known;
    private final String what;
    private final String remedy;
    private final String place;

    KnownEnvelope(Predicate<JsonNode> known, String what, String remedy) {
        this(known, what, remedy, "");
    }

    /** @param place where the event stands, for a route to open it there; empty if no route can */
    KnownEnvelope(Predicate<JsonNode> known, String what, String remedy, String place) {
        this.known = known;
        this.what = what;
        this.remedy = remedy;
        this.place = place;
    }

    /** The envelope that a document is, if it is one; to be asked only of documents that are no events. */
    static Optional<KnownEnvelope> of(JsonNode body) {
        return Arrays.stream(values()).filter(envelope -> envelope.known.test(body)).findFirst();
    }

    /** What the body is, and what to do. */
    String words() {
        return "the body " + what + "; " + remedy + (place.isEmpty() ? "" : ", or set unwrap: " + place + " on the route's JSON step");
    }

    /** Whether its event stands at this place, or on the way to it. */
    boolean isOpenedAt(String pointer) {
        return !place.isEmpty() && (pointer + "/").startsWith(place + "/");
    }

    /** Of the first record: SNS alone writes it with a capital. */
    private static String source(JsonNode body) {
        JsonNode first = body.path("Records").path(0);
        return first.path("eventSource").asText(first.path("EventSource").asText());
    }
}
