package io.github.maskroute.newtype;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kind of values that the name of a field suggests. The first match in this order applies. */
enum NameHint {

    SECRET("a secret", "password|passwd|pwd|passphrase|pin|secret|client_secret|token|(access|refresh|id|auth|session|push)_token"
            + "|api_key|private_key|authorization|session(_id)?|cookies?|otp|cvv|cvc"),
    CARD("a payment card", "card|pan|((credit|debit|payment)_)?card_(number|no|num)|cc|cc_(number|no|num)|(credit|debit)_card"),
    EMAIL("an e-mail address", "e?_?mail|e?_?mails|.*e_?mails?(_addr(ess)?(es)?)?"),
    ADDRESS("an IP address", "(.*_)?ips?(v[46])?(_addr(ess)?(es)?)?|(remote|client|source|peer)_(addr|host)|x_forwarded_for"
            + "|forwarded_for"),
    PHONE("a phone number", "(.*_)?(tele)?phones?(_(number|numbers|no))?|(.*_)?(mobile|cell|tel|fax|msisdn|whatsapp)(_(number|phone"
            + "|no))?"),
    BIRTH("a date of birth", "(.*_)?(birth_?da(te|y)|dob|date_of_birth|born(_on|_at)?)"),
    ACCOUNT("a bank account", "(.*_)?(iban|account_(number|no)|bank_account|routing_number|sort_code)"),
    NATIONAL("an official number of a person", "(.*_)?(ssn|social_security(_(number|no))?"
            + "|(national|identity|citizen|personal|government)_(id|number|no)|passport(_(number|no|id))?|tax_(id|number)|tin|nino"
            + "|cpf|nir|personnummer|(driver|driving)s?_licen[cs]e(_(number|no))?"
            + "|insurance_(number|no)|health_card|patient_(number|no))"),
    NAME("a person's name", "(.*_)?((first|last|full|given|family|middle|maiden|nick|display|user|sur|fore|customer|person|contact|holder"
            + "|legal)_?names?|recipient|addressee|card_?holder|signature)|login|names?"),
    HOME("a postal address", "(.*_)?(street|street_(name|address|line)|addr(ess)?(_?(line|lines))?(_?[0-9])?"
            + "|line_?[0-9]|house_(number|no)|zip|zip_?code|post(al)?_?code)"),
    DEVICE("a device", "(.*_)?(device_(id|token)|advertising_id|android_id|idfa|idfv|gaid|imei|imsi|mac(_address)?"
            + "|serial_(number|no)|fingerprint)"),
    PLACE("a place on the map", "(.*_)?(lat|lon|lng|latitude|longitude|geo_?hash|coordinates|geo|gps)");

    /** Parents of a {@code name} that is not the name of a person. */
    private static final Pattern THING = Pattern.compile("(.*_)?(items?|products?|skus?|lines?|articles?|stores?|shops?|plans?|campaigns?"
            + "|events?|files?|categor(y|ies)|tags?|features?|apps?|browser|os|compan(y|ies)|organi[sz]ations?|countr(y|ies)|cit(y"
            + "|ies)|brands?|models?)");

    private final String description;
    private final Pattern names;

    NameHint(String description, String names) {
        this.description = description;
        this.names = Pattern.compile(names);
    }

    /** To complete the sentence 'its name suggests …'. */
    String description() {
        return description;
    }

    /** @param parent name of the object that contains the field; empty at the top level */
    static Optional<NameHint> of(String name, String parent) {
        String snakeCase = FieldName.asciiSnakeCase(name);
        if (snakeCase.equals("name") && THING.matcher(FieldName.asciiSnakeCase(parent)).matches()) {
            return Optional.empty();
        }
        return Arrays.stream(values()).filter(hint -> hint.names.matcher(snakeCase).matches()).findFirst();
    }
}
