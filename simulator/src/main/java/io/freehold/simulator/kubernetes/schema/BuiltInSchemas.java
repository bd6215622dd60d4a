package io.freehold.simulator.kubernetes.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.freehold.simulator.kubernetes.schema.Schema.Form;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of the kinds that every cluster has, taken from the declared fields of the fabric8 model
 * classes; those do not say how lists merge, so that comes from {@link BuiltInMerging}.
 */
public final class BuiltInSchemas {
  static final Schema STRING = new Schema.Builder(Form.STRING).build();
  private static final Schema INTEGER = new Schema.Builder(Form.INTEGER).build();
  private static final Schema NUMBER = new Schema.Builder(Form.NUMBER).build();
  private static final Schema BOOLEAN = new Schema.Builder(Form.BOOLEAN).build();
  private static final Schema INT_OR_STRING = new Schema.Builder(Form.INT_OR_STRING).build();
  private static final Schema QUANTITY = new Schema.Builder(Form.QUANTITY).build();
  private static final Map<Class<?>, Schema> KNOWN = new ConcurrentHashMap<>();

  /** Classes that stand for strings or for arbitrary JSON, though they have fields. */
  private static final Set<String> STRINGS = Set.of("MicroTime", "Duration");

  private static final Set<String> ARBITRARY =
      Set.of(
          "RawExtension",
          "FieldsV1",
          "JSONSchemaProps",
          "JSONSchemaPropsOrBool",
          "JSONSchemaPropsOrArray",
          "JSONSchemaPropsOrStringArray",
          "KubernetesResource",
          "HasMetadata",
          "AnyType");

  /** {@code metadata} of every object. */
  public static final Schema METADATA = of(ObjectMeta.class);

  private BuiltInSchemas() {}

  /** The schema that a model class declares. */
  public static Schema of(Class<?> model) {
    Schema known = KNOWN.get(model);
    if (known == null) {
      known = make(model);
      KNOWN.put(model, known);
    }
    return known;
  }

  private static Schema make(Class<?> model) {
    if (model == String.class || model.isEnum() || STRINGS.contains(model.getSimpleName())) {
      return STRING;
    }
    if (model == Integer.class || model == Long.class || model == int.class) {
      return INTEGER;
    }
    if (model == Double.class || model == Float.class) {
      return NUMBER;
    }
    if (model == Boolean.class || model == boolean.class) {
      return BOOLEAN;
    }
    if (model == IntOrString.class) {
      return INT_OR_STRING;
    }
    if (model == Quantity.class) {
      return QUANTITY;
    }
    if (model == Object.class
        || JsonNode.class.isAssignableFrom(model)
        || ARBITRARY.contains(model.getSimpleName())) {
      return Schema.ANY;
    }
    return new Schema.Builder(Form.OBJECT)
        .fields(() -> fields(model))
        .merging(BuiltInMerging.ofObject(model))
        .build();
  }

  private static Map<String, Schema> fields(Class<?> model) {
    Map<String, Schema> fields = new LinkedHashMap<>();
    for (Class<?> c = model; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        JsonProperty name = field.getAnnotation(JsonProperty.class);
        if (name != null) {
          fields.put(name.value(), ofField(model, name.value(), field.getGenericType()));
        }
      }
    }
    return fields;
  }

  private static Schema ofField(Class<?> owner, String name, java.lang.reflect.Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        return new Schema.Builder(Form.LIST)
            .items(ofField(owner, "", generic.getActualTypeArguments()[0]))
            .merging(BuiltInMerging.ofList(owner, name))
            .build();
      }
      if (generic.getRawType() == Map.class) {
        return new Schema.Builder(Form.OBJECT)
            .additional(ofField(owner, "", generic.getActualTypeArguments()[1]))
            .merging(BuiltInMerging.ofMap(owner, name))
            .build();
      }
    }
    return type instanceof Class<?> c ? of(c) : Schema.ANY;
  }

  /** The schema of values at a path of field names, items of lists being stepped into. */
  public static @Nullable Schema at(Schema from, List<String> path) {
    Schema schema = from;
    for (String name : path) {
      Schema object = schema.type() == Form.LIST ? schema.items() : schema;
      Schema next = object.field(name);
      if (next == null) {
        return null;
      }
      schema = next;
    }
    return schema;
  }
}
