package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.keyset.SealKeys;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKeys;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;

/** A route with one step of the shipped route in it: a message, the step, and a mock that receives what goes on. */
abstract class StepTestSupport extends CamelTestSupport {

    static final String ROUTE = "drain-logins";
    static final String MESSAGE_ID = "219f8380-5770-4cc2-8c3e-5c715e145f5e";
    static final String SENT_AT = "2026-11-02T08:30:00.123Z";
    static final String SENT_TIMESTAMP = "1793608200123";

    /** The raw values of {@link #EVENT}. */
    static final String IP = "198.51.100.7";
    static final String DEVICE_ID = "593-47-8821";

    static final String EVENT = """
            {"user_id":"user-1","app_version":"2.3.0","device_type":"ios","ip":"%s","locale":"DE","device_id":"%s"}"""
            .formatted(IP, DEVICE_ID);

    private static final String MESSAGE = "direct:message";
    private static final String NEXT = "mock:next";

    /** A keyset of one key for {@code hmac}. */
    static MaskingKeys keys(int bytes) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) bytes);
        Keyset keyset = Keyset.of(new HmacKey("k" + bytes, secret));
        return () -> keyset;
    }

    /** A seal with a new key in this folder. */
    static BodySeal sealWithNewKey(Path folder) {
        SealKeys keys = new SealKeys(folder, Optional.empty());
        keys.add();
        return new BodySeal(keys.read());
    }

    /** Adds the step to the route. */
    abstract void addStep(RouteDefinition route);

    /** Settings that the step reads itself. */
    Properties settings() {
        return new Properties();
    }

    /** Without an error handler: what fails, fails the sender, with the step's own exception. */
    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getPropertiesComponent().setOverrideProperties(settings());
                errorHandler(noErrorHandler());
                RouteDefinition route = from(MESSAGE).routeId(ROUTE);
                addStep(route);
                route.to(NEXT);
            }
        };
    }

    /** Sends a message as SQS delivers it, with these headers besides its own. */
    Exchange send(Object body, Map<String, ?> headers) {
        return template.send(MESSAGE, exchange -> fill(exchange, body, headers));
    }

    Exchange send(Object body) {
        return send(body, Map.of());
    }

    /** Sends a message on the caller's thread, as a poller does, and returns when the step returns. The future ends with the exchange. */
    CompletableFuture<Exchange> sendAsPoller(Object body, Map<String, ?> properties) throws Exception {
        Exchange exchange = context.getEndpoint(MESSAGE).createExchange();
        fill(exchange, body, Map.of());
        properties.forEach(exchange::setProperty);
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        AsyncProducer poller = context.getEndpoint(MESSAGE).createAsyncProducer();
        poller.start();
        poller.process(exchange, onCallersThread -> ended.complete(exchange));
        return ended;
    }

    /** Makes an exchange that of a message from SQS. */
    static void fill(Exchange exchange, Object body, Map<String, ?> headers) {
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(SqsHeaders.MESSAGE_ID, MESSAGE_ID);
        exchange.getMessage().setHeader(SqsHeaders.SENT_TIMESTAMP, SENT_TIMESTAMP);
        headers.forEach(exchange.getMessage()::setHeader);
    }

    MockEndpoint next() {
        return getMockEndpoint(NEXT);
    }

    /** The exchange that went on, which must be the only one. */
    Exchange onlyNext() {
        assertThat(next().getReceivedExchanges()).hasSize(1);
        return next().getReceivedExchanges().get(0);
    }

    void assertNothingWentOn() {
        assertThat(next().getReceivedExchanges()).isEmpty();
    }

    /** Fails if an exception has a cause, or its message quotes a raw value. */
    static void assertQuotesNoValue(Exception failure) {
        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("198.51", DEVICE_ID);
    }
}
