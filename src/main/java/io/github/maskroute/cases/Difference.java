package io.github.maskroute.cases;

/**
 * A difference between the expected and the actual outcome of a case. Its values quote the case's event.
 *
 * @param place path in the case, for example {@code masked.customer.email} or {@code rows.orders[0].total}
 * @param expected the expected value, in one line
 * @param actual the actual value, in one line
 */
public record Difference(String place, String expected, String actual) {}
