package io.github.maskroute.newtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeDrafterTest {

    @Test
    void shouldInferRequiredNullableAndLength() throws Exception {
        JsonNode schema = Drafts.of("""
                {"a": "1234567890123456789", "b": {"c": [1, 2.5], "ip": "10.0.0.1"}, "d": null}
                {"a": "x", "b": null, "d": 1}
                {"a": "x", "b": {"ip": "10.0.0.1"}, "d": 1, "e": true}""").schema();
        assertThat(schema).isEqualTo(new ObjectMapper().readTree("""
                {"type": "object", "required": ["a", "b", "d"], "properties": {
                  "a": {"type": "string", "maxLength": 64},
                  "b": {"type": ["object", "null"], "required": ["ip"], "properties": {
                    "c": {"type": "array", "maxItems": 16, "items": {"type": "number"}},
                    "ip": {"type": "string", "maxLength": 128, "x-mask": "address"}}},
                  "d": {"type": ["integer", "null"]},
                  "e": {"type": "boolean"}}}"""));
    }

    @Test
    void shouldDropNumbersThatLookPersonal() throws Exception {
        TypeDrafter.Draft draft = Drafts.of("{\"ip\": \"10.0.0.1\", \"phone\": 98765432, \"ref\": 4111111111111111, \"birth_year\": 1984}");
        assertThat(draft.fields()).extracting(Field::path).containsExactly("ip", "birth_year");
        assertThat(draft.leftOut()).extracting(DroppedField::path).containsExactly("phone", "ref");
        assertThat(draft.leftOut()).allMatch(left -> left.why().endsWith("send it as text"));
    }

    @Test
    void shouldDropMapsAndKeepObjectsWithAlternativeFields() throws Exception {
        TypeDrafter.Draft draft = Drafts.of("""
                {"ip": "10.0.0.1", "who": {"email": "ann@quill.test"}, "first": {"ann": 1}, "many": {"total": 1, "ann": 1, "bob": 2}}
                {"ip": "10.0.0.1", "who": {"phone": "+49 30 98765432"}, "first": {"bob": 1}, "many": {"total": 1, "cid": 1}}
                {"ip": "10.0.0.1", "who": {}, "first": {}, "many": {"total": 1, "dan": 1}}
                {"ip": "10.0.0.1", "who": {}, "first": {}, "many": {"total": 1, "eve": 1}}""");
        assertThat(draft.fields()).extracting(Field::path).containsExactly("ip", "who.email", "who.phone");
        assertThat(draft.leftOut()).extracting(DroppedField::path).containsExactly("first", "many");
    }

    @Test
    void shouldNotMaskTheNameOfAProduct() throws Exception {
        assertThat(Drafts.of("{\"ip\": \"10.0.0.1\", \"product\": {\"name\": \"Pen\"}, \"buyer\": {\"name\": \"Ann\"}}").fields())
                .filteredOn(field -> field.mask().isPresent()).extracting(Field::path).containsExactly("ip", "buyer.name");
    }

    @Test
    void shouldCountBlankValuesOfAMaskedField() throws Exception {
        assertThat(Drafts.of("{\"email\": \"\"}\n{\"email\": \"ann@quill.test\"}").fields()).extracting(Field::refused).containsExactly(1L);
    }

    @Test
    void shouldMaskRequestedFields() throws Exception {
        TypeDrafter.Draft draft = Drafts.of("{\"tags\": [\"a\"], \"ref\": \"b\"}", "tags[]", "ref");
        assertThat(draft.fields()).allMatch(field -> field.mask().isPresent());
    }

    @Test
    void shouldRejectAMaskForAFieldThatIsNotText() {
        assertThatThrownBy(() -> Drafts.of("{\"ip\": \"10.0.0.1\", \"n\": 1}", "n"))
                .isInstanceOf(NewTypeException.class)
                .hasMessageStartingWith("--mask must name a field of the samples that always holds text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\": 1}                     | no field of the samples looks personal",
        "{\"a\": null}                  | the samples have no field that can be stored",
        "{\"ann@quill.test\": 1}        | the field names of the samples differ from sample to sample, or look like values",
        "{\"mailto:ann@quill.test\": 1} | the field names of the samples differ from sample to sample, or look like values",
        "{\"Ann <ann@quill.test>\": 1}  | the field names of the samples differ from sample to sample, or look like values"})
    void shouldRejectSamplesWithoutAUsableType(String samples, String message) {
        assertThatThrownBy(() -> Drafts.of(samples)).isInstanceOf(NewTypeException.class).hasMessageStartingWith(message)
                .message().doesNotContain("zq").doesNotContain("quill");
    }
}
