package io.freehold.cli.service;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ConditionLines;
import io.freehold.cli.verb.Unusable;
import io.freehold.protocol.IpAccess;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds services by what people call them, and puts them into words. */
final class Services {
  static final String PATH = "/services";
  private static final int LABEL = 14;

  private Services() {}

  static String path(String id) {
    return PATH + "/" + id;
  }

  /**
   * @param called its id, or its name if only one has it
   */
  static Service find(Api api, String called)
      throws IOException, InterruptedException, ApiRefusal, Unusable {
    List<Service> named = new ArrayList<>();
    for (Service one : Api.read(api.get(PATH), Service[].class)) {
      if (one.id().equalsIgnoreCase(called)) {
        return one;
      }
      if (one.name().equals(called)) {
        named.add(one);
      }
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    if (named.isEmpty()) {
      throw new Unusable(
          "service: found \""
              + called
              + "\", needed the id or name of one that exists (freehold service list)");
    }
    throw new Unusable(
        "service: "
            + named.size()
            + " are named \""
            + called
            + "\"; name one by its id: "
            + String.join(", ", named.stream().map(Service::id).toList()));
  }

  /**
   * @param command start or stop
   */
  static JsonNode tell(Api api, Service service, String command)
      throws IOException, InterruptedException, ApiRefusal {
    return api.patch(
        path(service.id()) + "/state", Api.JSON.createObjectNode().put("command", command));
  }

  static List<String> lines(Service service) {
    List<String> lines = new ArrayList<>();
    add(lines, "name", service.name());
    add(lines, "id", service.id());
    add(lines, "state", service.state());
    add(lines, "version", service.clickhouseVersion());
    add(lines, "infra", service.byocId());
    add(lines, "region", service.region());
    add(lines, "size", size(service));
    for (Service.Endpoint endpoint : service.endpoints()) {
      add(lines, endpoint.protocol(), endpoint.host() + ":" + endpoint.port());
    }
    String access =
        String.join(", ", service.ipAccessList().stream().map(IpAccess::source).toList());
    add(lines, "allowed from", access.isEmpty() ? "nowhere: the IP access list is empty" : access);
    warning(service).ifPresent(lines::add);
    lines.addAll(ConditionLines.of(service.conditions()));
    return lines;
  }

  /** What it is to be warned of: that everybody in the internet may try to log in. */
  static Optional<String> warning(Service service) {
    return service.conditions().stream()
        .filter(one -> one.type().equals("AccessRestricted") && one.status().equals("False"))
        .findFirst()
        .map(one -> "warning       " + one.message());
  }

  static String size(Service service) {
    String replicas = service.numReplicas() == null ? "" : service.numReplicas() + " x ";
    return service.minReplicaMemoryGb() == null
        ? replicas
        : replicas + service.minReplicaMemoryGb() + " GB";
  }

  /** What to type to use it, if it can be used. */
  static Optional<String> connect(Service service) {
    return service.endpoints().stream()
        .filter(endpoint -> endpoint.protocol().equals("nativesecure"))
        .findFirst()
        .map(e ->
            "clickhouse client --secure --host "
                + e.host()
                + " --port "
                + e.port()
                + " --user default --password");
  }

  private static void add(List<String> lines, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines.add(label + " ".repeat(Math.max(1, LABEL - label.length())) + value);
    }
  }
}
