package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskProposalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "contact    | ann@quill.test         | email",
        "contact    | 2001:db8::1            | address",
        "contact    | +49 30 98765432        | phone",
        "contact    | 4111111111111111       | redact",
        "contact    | 4111 1111 1111 1111    | redact",
        "contact    | 4111111111111112       | -",
        "contact    | DE89 3704 0044 0532 0130 00 | text",
        "contact    | DE88 3704 0044 0532 0130 00 | -",
        "contact    | 219-09-9999            | text",
        "contact    | write to ann@quill.test | redact",
        "contact    | 2026-01-02             | -",
        "contact    | version 1.2.3.4        | -",
        "emailAddress | none                 | text",
        "clientIP   | unknown                | text",
        "mobile     | 030 98765432           | text",
        "card_number | 4111-1111-1111-1112   | redact",
        "password   | x                      | redact",
        "dateOfBirth | 1984-05-06            | year",
        "dob        | 6 May 1984             | text",
        "passportNumber | C01X00T47          | text",
        "lastName   | Quill                  | text",
        "name       | Quill                  | text",
        "fileName   | a.txt                  | -",
        "street     | Quill Lane             | text",
        "device_id  | d-1                    | text",
        "email_type | work                   | -",
        "status     | ok                     | -"})
    void shouldProposeAMaskByNameOrValue(String name, String value, String kind) throws Exception {
        Field field = Drafts.of("{\"" + name + "\": \"" + value + "\", \"ip\": \"10.0.0.1\"}").fields().get(0);
        assertThat(field.mask().map(MaskProposal::kind)).isEqualTo(Optional.of(kind).filter(one -> !one.equals("-")));
        field.mask().ifPresent(mask -> assertThat(mask.because()).doesNotContain(value).isNotBlank());
    }
}
