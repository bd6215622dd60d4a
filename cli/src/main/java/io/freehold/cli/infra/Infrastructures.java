package io.freehold.cli.infra;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.verb.Unusable;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds infrastructures by what people call them. */
public final class Infrastructures {
  static final String PATH = "/byocInfrastructure";

  private Infrastructures() {}

  /** The path of one, by its id. */
  public static String path(String id) {
    return PATH + "/" + id;
  }

  /**
   * The id of the infrastructure that {@code called} means.
   *
   * @param called its id, its short name, or its display name if only one has it
   */
  public static String id(Api api, String called)
      throws IOException, InterruptedException, ApiRefusal, Unusable {
    if (isId(called)) {
      return called;
    }
    List<Infrastructure> all = List.of(Api.read(api.get(PATH), Infrastructure[].class));
    List<String> ids = new ArrayList<>();
    for (Infrastructure one : all) {
      if (one.name().equals(called)) {
        return one.id();
      }
      if (called.equals(one.displayName())) {
        ids.add(one.id());
      }
    }
    if (ids.size() == 1) {
      return ids.getFirst();
    }
    if (ids.isEmpty()) {
      throw new Unusable(
          "infrastructure: found \""
              + called
              + "\", needed an id, name or display name of one that exists (freehold infra list)");
    }
    throw new Unusable(
        "infrastructure: \""
            + called
            + "\" is the display name of "
            + ids.size()
            + "; name one by its id: "
            + String.join(", ", ids));
  }

  /** The region that an infrastructure is in, which is that of its services. */
  public static @Nullable String region(Api api, String id)
      throws IOException, InterruptedException, ApiRefusal {
    return read(api.get(path(id))).regionId();
  }

  static Infrastructure read(JsonNode answer) throws IOException {
    return Api.read(answer, Infrastructure.class);
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
