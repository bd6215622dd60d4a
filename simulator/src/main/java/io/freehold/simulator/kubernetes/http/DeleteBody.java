package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.kubernetes.api.Deletes;
import io.freehold.simulator.kubernetes.api.Deletes.Propagation;
import io.freehold.simulator.kubernetes.status.Refusals;

/** Reads DeleteOptions, from the body or the query. */
final class DeleteBody {
  private DeleteBody() {}

  static Deletes.Options read(ApiRequest request) {
    JsonNode body = Json.parse(request.body());
    String policy = body.path("propagationPolicy").asText(request.parameter("propagationPolicy"));
    boolean orphan = body.path("orphanDependents").asBoolean(request.flag("orphanDependents"));
    Propagation propagation =
        switch (policy) {
          case "Foreground" -> Propagation.FOREGROUND;
          case "Orphan" -> Propagation.ORPHAN;
          case "Background", "" -> orphan ? Propagation.ORPHAN : Propagation.BACKGROUND;
          default ->
              throw Refusals.badRequest(
                  "propagationPolicy: found '"
                      + policy
                      + "', needed Foreground, Background or Orphan");
        };
    JsonNode preconditions = body.path("preconditions");
    boolean dryRun =
        request.parameter("dryRun").equals("All")
            || body.path("dryRun").path(0).asText("").equals("All");
    return new Deletes.Options(
        propagation,
        preconditions.path("uid").asText(""),
        preconditions.path("resourceVersion").asText(""),
        dryRun);
  }
}
