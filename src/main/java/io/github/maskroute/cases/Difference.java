package io.github.maskroute.cases;

/**
 * Something that is not as a case says. Its parts quote the case's event.
 *
 * @param place in the case, for example {@code masked.customer.email} or {@code rows.orders[0].total}
 * @param expected as the case has it, in one line
 * @param actual what it is, in one line
 */
public record Difference(String place, String expected, String actual) {}
