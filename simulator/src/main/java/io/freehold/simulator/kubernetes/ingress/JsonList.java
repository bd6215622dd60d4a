package io.freehold.simulator.kubernetes.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Questions about the parts of a rule. */
final class JsonList {
  private JsonList() {}

  interface Test {
    boolean of(JsonNode node);
  }

  static boolean any(JsonNode list, Test test) {
    for (JsonNode one : list) {
      if (test.of(one)) {
        return true;
      }
    }
    return false;
  }

  static boolean all(JsonNode list, Test test) {
    return !any(list, one -> !test.of(one));
  }

  /** A rule of which a part is not understood must not be taken for another. */
  static void known(JsonNode node, String... fields) {
    for (Map.Entry<String, JsonNode> one : node.properties()) {
      if (!Set.of(fields).contains(one.getKey())) {
        throw new UnsupportedOperationException(one.getKey() + " is not simulated");
      }
    }
  }
}
