package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.List;

/**
 * As much of the OpenAPI documents as {@code kubectl apply} asks for: that a patch takes {@code
 * fieldValidation} and {@code dryRun}, so that validation is left to the server. The documents name
 * no schemas, so {@code kubectl explain} has nothing to tell.
 */
final class OpenApi {
  private final ClusterPort cluster;

  OpenApi(ClusterPort cluster) {
    this.cluster = cluster;
  }

  ApiResponse answer(ApiRequest request) {
    List<String> path = request.path();
    String version = path.size() > 1 ? path.get(1) : "";
    if (version.equals("v3")) {
      return path.size() == 2
          ? ApiResponse.json(200, index())
          : ApiResponse.json(200, document(String.join("/", path.subList(2, path.size()))));
    }
    if (version.equals("v2") && request.header("accept").contains("json")) {
      ObjectNode document = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
      document.putObject("info").put("title", "Kubernetes").put("version", "v1.33.5");
      document.putObject("paths");
      document.putObject("definitions");
      return ApiResponse.json(200, document);
    }
    throw Refusals.noSuchPath();
  }

  private ObjectNode index() {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    ObjectNode paths = index.putObject("paths");
    for (String apiVersion : cluster.state().kinds().byApiVersion().keySet()) {
      String path = root(apiVersion);
      paths
          .putObject(path)
          .put(
              "serverRelativeURL",
              cluster.prefix()
                  + "/openapi/v3/"
                  + path
                  + "?hash="
                  + cluster.state().kinds().changes());
    }
    return index;
  }

  private ObjectNode document(String path) {
    String apiVersion = path.startsWith("apis/") ? path.substring(5) : path.substring(4);
    List<ResourceKind> kinds = cluster.state().kinds().byApiVersion().get(apiVersion);
    if (kinds == null) {
      throw Refusals.noSuchPath();
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.33.5");
    ObjectNode paths = document.putObject("paths");
    for (ResourceKind kind : kinds) {
      String within = kind.namespaced() ? "/namespaces/{namespace}/" : "/";
      ObjectNode patch =
          paths.putObject("/" + path + within + kind.plural() + "/{name}").putObject("patch");
      patch.put("x-kubernetes-action", "patch");
      patch
          .putObject("x-kubernetes-group-version-kind")
          .put("group", kind.group())
          .put("version", kind.version())
          .put("kind", kind.kind());
      ArrayNode parameters = patch.putArray("parameters");
      for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
        parameters.addObject().put("name", name).put("in", "query");
      }
      patch.putObject("responses");
    }
    document.putObject("components").putObject("schemas");
    return document;
  }

  private static String root(String apiVersion) {
    return apiVersion.contains("/") ? "apis/" + apiVersion : "api/" + apiVersion;
  }
}
