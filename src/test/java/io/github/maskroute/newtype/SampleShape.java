package io.github.maskroute.newtype;

import java.util.List;
import java.util.Map;

/**
 * Samples of one shape, whose values occur nowhere else, and the expected row of the first.
 *
 * @param row of the first sample: text by column, for columns that are not masked
 */
public record SampleShape(String name, Map<String, String> row, List<String> samples) {

    public static List<SampleShape> all() {
        return List.of(
                of("flat", Map.of("ref", "zq-flat-one", "city", "Zqville"), """
                        {"ref": "zq-flat-one", "email": "zqone@quill.test", "city": "Zqville"}
                        {"ref": "zq-flat-two", "email": "zqtwo@quill.test", "city": "Zqtown"}"""),
                of("nested", Map.of("customer_address_city", "Zqville", "ref", "zq-nested-one"), """
                        {"ref": "zq-nested-one", "customer": {"name": "Zquinn", "address": {"street": "Zq Lane 98", "city": "Zqville"}}}
                        {"ref": "zq-nested-two", "customer": {"name": "Zqarl", "address": {"street": "Zq Alley 97", "city": "Zqtown"}}}"""),
                of("array-of-texts", Map.of("tags", "{zqred,zqblue}"), """
                        {"tags": ["zqred", "zqblue"], "emails": ["zqone@quill.test", "zqtwo@quill.test"]}
                        {"tags": [], "emails": ["zqthree@quill.test"]}"""),
                of("array-of-objects", Map.of("ref", "zq-items-one"), """
                        {"ref": "zq-items-one", "items": [{"sku": "zqsku-a", "amount": 98765401, "reader": {"ip": "10.98.76.54"}}, \
                        {"sku": "zqsku-b"}]}
                        {"ref": "zq-items-two", "items": []}"""),
                of("nullable", Map.of("note", "zq-note-one"), """
                        {"email": "zqone@quill.test", "note": "zq-note-one", "tags": ["zqa", null], \
                        "customer": {"phone": "+49 30 98765432"}}
                        {"email": null, "note": null, "tags": null, "customer": null}
                        {"email": "zqtwo@quill.test", "note": null, "tags": ["zqb"], "customer": {"phone": null}}"""),
                of("integers", Map.of("count", "98765401", "offset", "-98765402", "big", "9123456789012345678"), """
                        {"ip": "2001:db8:98::76", "count": 98765401, "offset": -98765402, "big": 9123456789012345678}
                        {"ip": "10.98.76.53", "count": 0, "offset": 0, "big": 98765403}"""),
                of("decimals", Map.of("total", "98765.4321", "rates", "{98765.5,98766}"), """
                        {"card_number": "4111 1111 1111 1111", "total": 98765.4321, "rates": [98765.5, 98766]}
                        {"card_number": "5500-0000-0000-0004", "total": 98767, "rates": []}"""),
                of("truths", Map.of("paid", "t", "checks", "{t,f}"), """
                        {"name": "Zquinn", "paid": true, "checks": [true, false]}
                        {"name": "Zqarl", "paid": false, "checks": [true]}"""),
                of("optional", Map.of("ref", "zq-optional-one"), """
                        {"ref": "zq-optional-one", "email": "zqone@quill.test"}
                        {"ref": "zq-optional-two", "coupon": "ZQCOUPON", "contact": {"email": "zqtwo@quill.test"}}"""),
                of("unicode-names", Map.of("größe", "zq-größe", "価格", "98765404"), """
                        {"Größe": "zq-größe", "価格": 98765404, "Über-Mail": "zqone@quill.test"}
                        {"Größe": "zq-grösser", "価格": 98765405, "Über-Mail": "zqtwo@quill.test"}"""),
                of("sql-names", Map.of("select", "zq-1", "order", "zq-2", "it_s", "zq-3", "a_b", "zq-4", "a_b_2", "zq-5", "f", "zq-9"), """
                        {"select": "zq-1", "order": "zq-2", "it's": "zq-3", "a\\"b": "zq-4", "a#b": "zq-5", "q?": "zq-6", \
                        ":c": "zq-7", "$d\\\\": "zq-8", "{{f}}": "zq-9", "/* no": "zq-10", "user": {"table": {"ip": "10.98.76.52"}}, \
                        "a_field_whose_name_goes_on_and_on_for_longer_than_a_column_may": "zq-11"}
                        """),
                of("empty", Map.of("ref", "zq-empty-one"), """
                        {"ref": "zq-empty-one", "device_id": "zqdevice", "tags": [], "meta": {}, "nothing": null, "deep": {"er": {}}}
                        """),
                of("mixed", Map.of("code", "98765406", "size", "98765407.5"), """
                        {"device_id": "zqdevice", "code": 98765406, "size": 98765407.5, "odd": "zqodd"}
                        {"device_id": "zqdevices", "code": "zqcode", "size": 98765408, "odd": {"zqx": 1}}
                        {"device_id": "zqdevices", "code": true, "size": 98765408, "odd": ["zqy"]}"""),
                of("moments", Map.of("day", "1998-07-06", "placed_at", "1998-07-06 05:04:03+00"), """
                        {"birthDate": "1987-06-05", "day": "1998-07-06", "placed_at": "1998-07-06T07:04:03+02:00", "days": ["1998-07-07"]}
                        {"birthDate": "1987-06-04", "day": "1998-07-05", "placed_at": "1998-07-05T07:04:03.987654Z", "days": []}"""),
                of("map", Map.of("ref", "zq-map-one"), """
                        {"ref": "zq-map-one", "device_id": "zqdevice", "scores": {"zqann": 98765409}, "by_mail": {"zqone@quill.test": true}}
                        {"ref": "zq-map-two", "device_id": "zqdevice", "scores": {"zqbob": 98765410, "zqcid": 98765411}, \
                        "by_mail": {}}"""));
    }

    private static SampleShape of(String name, Map<String, String> row, String samples) {
        return new SampleShape(name, row, samples.lines().filter(line -> !line.isBlank()).map(String::strip).toList());
    }

    String text() {
        return String.join("\n", samples);
    }

    @Override
    public String toString() {
        return name;
    }
}
