package io.github.maskroute.event;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Mutates the bodies in {@code LoginEventFuzzInputs} with a coverage-guided fuzzer: {@code mvn -Pfaults verify}.
 * {@link LoginEventCorpusTest} runs these bodies unchanged.
 */
class LoginEventFuzz {

    @DictionaryEntries({
        "\"user_id\":", "\"app_version\":", "\"device_type\":", "\"ip\":", "\"locale\":", "\"device_id\":", "\"2.3.0\"",
        "\"198.51.100.21\"", "\"2001:db8::1\"", "::ffff:", "null", "\\u0000", "\\ud83d", "\\udd11", "1e999999999",
        "\"Type\":\"Notification\"", "\"TopicArn\":", "\"Message\":", "\"detail-type\":", "\"specversion\":", "\"Records\":[",
        "\"eventSource\":\"aws:s3\"", "\"payload\":", "\u00a0", "\ufeff"})
    @FuzzTest(maxDuration = "60s")
    void bodyToOutcome(byte[] body) {
        BodyOutcome.checked(new String(body, StandardCharsets.UTF_8));
    }
}
