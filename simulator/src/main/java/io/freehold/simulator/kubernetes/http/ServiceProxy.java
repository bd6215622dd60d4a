package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.metrics.SimulatedPrometheus;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.List;

/**
 * {@code /api/v1/namespaces/<namespace>/services/<name>:<port>/proxy/…}: hands a request on to a
 * ready pod behind a service. Of the programs in pods, Prometheus alone answers: queries, and what
 * it hands on to another one.
 */
final class ServiceProxy {
  static final String RESOURCE = "services/proxy";

  private static final GroupResource SERVICES = new GroupResource("", "services");
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final GroupResource SLICES =
      new GroupResource("discovery.k8s.io", "endpointslices");
  private static final List<String> QUERY = List.of("api", "v1", "query");
  private static final List<String> FEDERATE = List.of("federate");

  private final ClusterPort cluster;

  ServiceProxy(ClusterPort cluster) {
    this.cluster = cluster;
  }

  static boolean isMeant(List<String> path) {
    return path.size() >= 7
        && path.get(0).equals("api")
        && path.get(2).equals("namespaces")
        && path.get(4).equals("services")
        && path.get(6).equals("proxy");
  }

  static String namespace(List<String> path) {
    return path.get(3);
  }

  static String name(List<String> path) {
    String named = path.get(5);
    return named.contains(":") ? named.substring(0, named.indexOf(':')) : named;
  }

  ApiResponse answer(ApiRequest request) {
    cluster.catchUp();
    List<String> path = request.path();
    ClusterState state = cluster.state();
    state.lock().lock();
    try {
      JsonNode pod = readyPod(state, path);
      List<String> asked = path.subList(7, path.size());
      boolean read = SimulatedPrometheus.isProgramOf(pod) && request.method().equals("GET");
      if (read && asked.equals(QUERY)) {
        return query(request.parameter("query"));
      }
      return read && asked.equals(FEDERATE)
          ? federate(request.parameter("match[]"))
          : ApiResponse.text(404, "404 page not found");
    } finally {
      state.lock().unlock();
    }
  }

  private ApiResponse query(String text) {
    try {
      return ApiResponse.json(200, cluster.prometheus().answer(text));
    } catch (IllegalArgumentException malformed) {
      ObjectNode error = JsonNodeFactory.instance.objectNode();
      error
          .put("status", "error")
          .put("errorType", "bad_data")
          .put("error", malformed.getMessage());
      return ApiResponse.json(400, error);
    }
  }

  private ApiResponse federate(String selector) {
    try {
      return ApiResponse.text(200, cluster.prometheus().federate(selector));
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.text(400, String.valueOf(malformed.getMessage()));
    }
  }

  private static JsonNode readyPod(ClusterState state, List<String> path) {
    String namespace = namespace(path);
    String name = name(path);
    JsonNode service =
        state
            .find(new ObjectKey(SERVICES, namespace, name))
            .orElseThrow(() -> Refusals.notFound("", "services", name));
    String port = path.get(5).substring(name.length()).replace(":", "");
    JsonNode slice =
        state
            .find(new ObjectKey(SLICES, namespace, name))
            .orElse(JsonNodeFactory.instance.objectNode());
    for (JsonNode endpoint : slice.path("endpoints")) {
      if (serves(service, port) && endpoint.at("/conditions/ready").asBoolean()) {
        return state
            .find(new ObjectKey(PODS, namespace, endpoint.at("/targetRef/name").asText()))
            .orElseThrow(Refusals::unavailable);
      }
    }
    throw Refusals.noEndpoints(name);
  }

  private static boolean serves(JsonNode service, String port) {
    for (JsonNode one : service.at("/spec/ports")) {
      if (port.isEmpty()
          || one.path("port").asText().equals(port)
          || one.path("name").asText().equals(port)) {
        return true;
      }
    }
    return false;
  }
}
