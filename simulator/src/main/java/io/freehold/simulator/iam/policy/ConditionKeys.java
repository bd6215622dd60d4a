package io.freehold.simulator.iam.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The condition keys that AWS documents for the services that matter here, from a data file. */
final class ConditionKeys {
  private static final String FILE = "condition-keys.txt";
  private static final Map<String, Key> KEYS = read();

  private ConditionKeys() {}

  /**
   * One key.
   *
   * @param multivalued whether a request can carry several values
   * @param supplied whether a simulated call carries it wherever AWS's would, so that its absence
   *     means something
   */
  record Key(boolean multivalued, boolean supplied) {}

  /**
   * The key of this name; a tag's key after the slash may be anything.
   *
   * @throws MalformedPolicy for one that is not known: never a pass
   */
  static Key require(String name) {
    Key key = find(name);
    if (key == null) {
      throw new MalformedPolicy(
          "Condition key " + name + " is not known. Where AWS documents it, add it to " + FILE);
    }
    return key;
  }

  /** Whether it is known that a request can carry one value at most. */
  static boolean isSingle(String name) {
    Key key = find(name);
    return key != null && !key.multivalued();
  }

  private static @Nullable Key find(String name) {
    int slash = name.indexOf('/');
    boolean tag = slash > 0 && slash < name.length() - 1;
    return KEYS.get(tag ? name.substring(0, slash) + "/*" : name);
  }

  private static Map<String, Key> read() {
    Map<String, Key> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (InputStream in = ConditionKeys.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FILE + " is missing from the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] fields = line.strip().split("\\s+");
          keys.put(fields[0], key(line, fields));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  private static Key key(String line, String[] fields) {
    if (fields.length != 3
        || !fields[1].matches("one|many")
        || !fields[2].matches("supplied|documented")) {
      throw new IllegalStateException(
          FILE + ": found '" + line + "', needed <key> one|many supplied|documented");
    }
    return new Key(fields[1].equals("many"), fields[2].equals("supplied"));
  }
}
