package io.freehold.controlplane;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an organization has on record. */
public final class TestActivities {
  private TestActivities() {}

  /** The types, the newest first; an update of a key with what was updated. */
  public static List<String> types(TestClient client) {
    List<String> types = new ArrayList<>();
    for (JsonNode one : client.get("/activities").result()) {
      String type = one.get("type").asString();
      types.add(
          type.equals("openapi_key_update")
              ? type + " " + one.get("keyUpdateType").asString()
              : type);
    }
    return types;
  }

  /** Those that came since there were so many, the newest first. */
  public static List<String> since(TestClient client, int known) {
    List<String> all = types(client);
    return all.subList(0, all.size() - known);
  }
}
