package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;

/** Lists, whole or in pages. Later pages show the objects as they are then. */
final class Listing {
  private final ClusterState state;

  Listing(ClusterState state) {
    this.state = state;
  }

  ObjectNode list(
      ResourceKind kind, String namespace, Predicate<JsonNode> taken, int limit, String from) {
    NavigableMap<ObjectKey, ObjectNode> all = state.store().keyed(kind.resource(), namespace);
    if (!from.isEmpty()) {
      all = all.tailMap(last(kind, from), false);
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", kind.listKind()).put("apiVersion", kind.apiVersion());
    ObjectNode metadata = list.putObject("metadata");
    metadata.put("resourceVersion", String.valueOf(state.store().revision()));
    ArrayNode items = list.putArray("items");
    int left = 0;
    for (Map.Entry<ObjectKey, ObjectNode> entry : all.entrySet()) {
      if (!taken.test(entry.getValue())) {
        continue;
      }
      if (limit == 0 || items.size() < limit) {
        items.add(Writes.inVersion(kind, entry.getValue()));
        if (items.size() == limit) {
          metadata.put("continue", token(entry.getKey()));
        }
      } else {
        left++;
      }
    }
    if (left > 0) {
      metadata.put("remainingItemCount", left);
    } else {
      metadata.remove("continue");
    }
    return list;
  }

  private static String token(ObjectKey key) {
    String plain = key.namespace() + "/" + key.name();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectKey last(ResourceKind kind, String token) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int slash = plain.indexOf('/');
      return new ObjectKey(kind.resource(), plain.substring(0, slash), plain.substring(slash + 1));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Refusals.badRequest("continue key is not valid: " + e.getMessage());
    }
  }
}
