package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A new type, made of what the samples have in common and of nothing that is in them.
 *
 * @param schema of its events
 * @param sample an invented event, which keeps the schema
 * @param columns of its table, in the order of the schema
 * @param fields all that is stored, masked or as it comes
 * @param leftOut fields that are not stored, and why
 */
record TypeDraft(ObjectNode schema, ObjectNode sample, List<Column> columns, List<Field> fields, List<DroppedField> leftOut) {}
