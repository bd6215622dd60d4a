package io.freehold.kubernetes.chart;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * YAML as Helm and kubectl read it: mostly YAML 1.1, with {@code on} as true and {@code 0644} as
 * octal (<a href="https://github.com/go-yaml/yaml/blob/v2.4.0/resolve.go">source</a>). Readers of
 * YAML 1.2 would take both for something else.
 */
final class HelmYaml {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new AsHelm())
          .setAllowDuplicateKeys(true)
          .setCodePointLimit(64 << 20)
          .build();

  private HelmYaml() {}

  /** The one object that a text holds; without what is null, as the API takes it. */
  static Map<String, Object> object(String text) {
    Object read = new Load(SETTINGS).loadFromString(text);
    return read instanceof Map<?, ?> map ? withoutNulls(map) : Map.of();
  }

  private static Map<String, Object> withoutNulls(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      if (value != null) {
        plain.put(String.valueOf(key), withoutNulls(value));
      }
    });
    return plain;
  }

  private static Object withoutNulls(Object value) {
    return switch (value) {
      case Map<?, ?> map -> withoutNulls(map);
      case List<?> list ->
          list.stream().filter(one -> one != null).map(HelmYaml::withoutNulls).toList();
      default -> value;
    };
  }

  private static Object integer(String text) {
    String digits = text.replace("_", "").replace("+", "");
    boolean negative = digits.startsWith("-");
    String plain = negative ? digits.substring(1) : digits;
    int radix = 10;
    if (plain.startsWith("0x")) {
      plain = plain.substring(2);
      radix = 16;
    } else if (plain.startsWith("0b")) {
      plain = plain.substring(2);
      radix = 2;
    } else if (plain.length() > 1 && plain.startsWith("0")) {
      plain = plain.substring(plain.startsWith("0o") ? 2 : 1);
      radix = 8;
    }
    BigInteger value = new BigInteger(plain, radix);
    BigInteger signed = negative ? value.negate() : value;
    if (signed.bitLength() < Integer.SIZE) {
      return signed.intValue();
    }
    return signed.bitLength() < Long.SIZE ? (Object) signed.longValue() : signed;
  }

  /** The schema of Go's reader. */
  private static final class AsHelm implements Schema {
    @Override
    public ScalarResolver getScalarResolver() {
      return (value, implicit) -> {
        if (!implicit) {
          return Tag.STR;
        }
        if (NULL.contains(value)) {
          return Tag.NULL;
        }
        if (TRUE.contains(value) || FALSE.contains(value)) {
          return Tag.BOOL;
        }
        if (INTEGER.matcher(value).matches()) {
          return Tag.INT;
        }
        return FLOAT.matcher(value).matches() ? Tag.FLOAT : Tag.STR;
      };
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of(
          Tag.NULL, new Scalar(text -> Optional.empty()),
          Tag.BOOL, new Scalar(text -> Optional.of(TRUE.contains(text))),
          Tag.INT, new Scalar(text -> Optional.of(integer(text))),
          Tag.FLOAT, new Scalar(text -> Optional.of(Double.valueOf(text))));
    }
  }

  private record Scalar(java.util.function.Function<String, Optional<Object>> read)
      implements ConstructNode {
    @Override
    public @Nullable Object construct(@Nullable Node node) {
      return node instanceof ScalarNode scalar ? read.apply(scalar.getValue()).orElse(null) : null;
    }
  }
}
