package io.freehold.simulator.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The form of one value. Immutable and shared by all clusters. The fields of an object are computed
 * when first asked for, because types may contain themselves.
 */
public final class Schema {
  /** What kind of JSON a value is. */
  public enum Form {
    /** Anything; its objects are merged field by field, its lists replaced whole. */
    ANY,
    OBJECT,
    LIST,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    INT_OR_STRING,
    /** A number with a suffix, as in {@code 500m}; kept in canonical form. */
    QUANTITY
  }

  /** Anything at all. */
  public static final Schema ANY = new Builder(Form.ANY).build();

  private final Form type;
  private final Supplier<Map<String, Schema>> fieldsOnDemand;
  private volatile @Nullable Map<String, Schema> fields;
  private final @Nullable Schema additional;
  private final @Nullable Schema items;
  private final Merging merging;
  private final boolean preservingUnknown;
  private final boolean nullable;
  private final boolean embedded;
  private final @Nullable JsonNode defaultValue;
  private final @Nullable Constraints constraints;

  private Schema(Builder from) {
    this.type = from.type;
    this.fieldsOnDemand = from.fields;
    this.additional = from.additional;
    this.items = from.items;
    this.merging = from.merging;
    this.preservingUnknown = from.preservingUnknown;
    this.nullable = from.nullable;
    this.embedded = from.embedded;
    this.defaultValue = from.defaultValue;
    this.constraints = from.constraints;
  }

  public Form type() {
    return type;
  }

  /** The known fields of an object; empty for others. */
  public Map<String, Schema> fields() {
    Map<String, Schema> known = fields;
    if (known == null) {
      known = Map.copyOf(fieldsOnDemand.get());
      fields = known;
    }
    return known;
  }

  /** The schema of the values of a map with free keys. */
  public @Nullable Schema additional() {
    return additional;
  }

  /** The schema of a list's items; anything if nothing is known. */
  public Schema items() {
    return items == null ? ANY : items;
  }

  /** How two managers share a list or object. */
  public Merging merging() {
    return merging;
  }

  /** Whether fields that are not declared are kept. */
  public boolean preservingUnknown() {
    return preservingUnknown || type == Form.ANY;
  }

  public boolean nullable() {
    return nullable;
  }

  /** Whether the value is itself an object of Kubernetes, with kind and metadata of its own. */
  public boolean embedded() {
    return embedded;
  }

  public @Nullable JsonNode defaultValue() {
    return defaultValue;
  }

  @Nullable Constraints constraints() {
    return constraints;
  }

  /** The schema of one field, or null if the object may not have such a field. */
  public @Nullable Schema field(String name) {
    Schema known = fields().get(name);
    if (known != null) {
      return known;
    }
    if (additional != null) {
      return additional;
    }
    return preservingUnknown() ? ANY : null;
  }

  /** The schema of one field, or anything where the field is unknown. */
  public Schema fieldOrAny(String name) {
    Schema known = field(name);
    return known == null ? ANY : known;
  }

  static final class Builder {
    private final Form type;
    private Supplier<Map<String, Schema>> fields = Map::of;
    private @Nullable Schema additional;
    private @Nullable Schema items;
    private Merging merging = Merging.GRANULAR;
    private boolean preservingUnknown;
    private boolean nullable;
    private boolean embedded;
    private @Nullable JsonNode defaultValue;
    private @Nullable Constraints constraints;

    Builder(Form type) {
      this.type = type;
      if (type == Form.LIST) {
        merging = Merging.ATOMIC;
      }
    }

    Builder fields(Supplier<Map<String, Schema>> value) {
      fields = value;
      return this;
    }

    Builder additional(@Nullable Schema value) {
      additional = value;
      return this;
    }

    Builder items(@Nullable Schema value) {
      items = value;
      return this;
    }

    Builder merging(Merging value) {
      merging = value;
      return this;
    }

    Builder preservingUnknown(boolean value) {
      preservingUnknown = value;
      return this;
    }

    Builder nullable(boolean value) {
      nullable = value;
      return this;
    }

    Builder embedded(boolean value) {
      embedded = value;
      return this;
    }

    Builder defaultValue(@Nullable JsonNode value) {
      defaultValue = value;
      return this;
    }

    Builder constraints(@Nullable Constraints value) {
      constraints = value;
      return this;
    }

    Schema build() {
      return new Schema(this);
    }
  }
}
