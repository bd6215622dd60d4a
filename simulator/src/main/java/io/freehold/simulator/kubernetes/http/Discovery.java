package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which kinds there are, in the old and in the aggregated form. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final List<String> PART_VERBS = List.of("get", "patch", "update");

  private final ClusterPort cluster;
  private final OpenApi openApi;

  Discovery(ClusterPort cluster) {
    this.cluster = cluster;
    this.openApi = new OpenApi(cluster);
  }

  static ObjectNode version() {
    ObjectNode version = JsonNodeFactory.instance.objectNode();
    version.put("major", "1").put("minor", "33").put("gitVersion", "v1.33.5-eks-simulated");
    version.put("gitCommit", "").put("gitTreeState", "clean").put("buildDate", "");
    return version.put("goVersion", "").put("compiler", "").put("platform", "linux/amd64");
  }

  ApiResponse answer(ApiRequest request) {
    List<String> path = request.path();
    String first = path.isEmpty() ? "" : path.getFirst();
    return switch (first) {
      case "api" -> path.size() == 1 ? roots(request, true) : resources("", path.get(1));
      case "apis" ->
          switch (path.size()) {
            case 1 -> roots(request, false);
            case 2 -> ApiResponse.json(200, group(path.get(1)));
            default -> resources(path.get(1), path.get(2));
          };
      case "openapi" -> openApi.answer(request);
      default -> throw Refusals.noSuchPath();
    };
  }

  private ApiResponse roots(ApiRequest request, boolean core) {
    String accept = request.header("accept");
    if (accept.contains("as=APIGroupDiscoveryList")) {
      String version = accept.contains("v=v2;") ? "v2" : "v2beta1";
      String type =
          "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
      return new ApiResponse.Whole(
          200, type, new Payload(Json.write(aggregated(version, core))), List.of(), 0);
    }
    return ApiResponse.json(200, core ? coreVersions() : groups());
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = JsonNodeFactory.instance.objectNode();
    versions.put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  /** Versions by group; the newest, as the first to be listed, is the preferred one. */
  private Map<String, List<String>> versionsByGroup() {
    Map<String, List<String>> versions = new LinkedHashMap<>();
    for (ResourceKind kind : cluster.state().kinds().all()) {
      List<String> ofGroup = versions.computeIfAbsent(kind.group(), _ -> new ArrayList<>());
      if (!ofGroup.contains(kind.version())) {
        ofGroup.add(kind.version());
      }
    }
    versions.values().forEach(list -> list.sort(Discovery::newestFirst));
    return versions;
  }

  /** Stable before beta before alpha, then the higher number: Kubernetes' version priority. */
  private static int newestFirst(String a, String b) {
    int byMaturity = Integer.compare(maturity(b), maturity(a));
    return byMaturity != 0 ? byMaturity : b.compareTo(a);
  }

  private static int maturity(String version) {
    return version.contains("alpha") ? 0 : version.contains("beta") ? 1 : 2;
  }

  private ObjectNode groups() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    versionsByGroup()
        .forEach((group, versions) -> {
          if (!group.isEmpty()) {
            groups.add(group(group, versions));
          }
        });
    return list;
  }

  private ObjectNode group(String name) {
    List<String> versions = versionsByGroup().get(name);
    if (versions == null) {
      throw Refusals.noSuchPath();
    }
    return group(name, versions).put("kind", "APIGroup").put("apiVersion", "v1");
  }

  private static ObjectNode group(String name, List<String> versions) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group.put("name", name);
    for (String version : versions) {
      group
          .withArrayProperty("versions")
          .addObject()
          .put("groupVersion", name + "/" + version)
          .put("version", version);
    }
    group.set("preferredVersion", group.path("versions").get(0));
    return group;
  }

  private ApiResponse resources(String group, String version) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (ResourceKind kind : kinds(group, version)) {
      ObjectNode resource = resources.addObject();
      resource.put("name", kind.plural()).put("singularName", kind.singular());
      resource.put("namespaced", kind.namespaced()).put("kind", kind.kind());
      texts(resource, "verbs", VERBS);
      texts(resource, "shortNames", kind.shortNames());
      texts(resource, "categories", kind.categories());
      for (String part : parts(kind)) {
        ObjectNode sub = resources.addObject();
        sub.put("name", kind.plural() + "/" + part).put("singularName", "");
        sub.put("namespaced", kind.namespaced());
        sub.put("kind", part.equals("scale") ? "Scale" : kind.kind());
        texts(sub, "verbs", PART_VERBS);
      }
    }
    return ApiResponse.json(200, list);
  }

  private List<ResourceKind> kinds(String group, String version) {
    List<ResourceKind> kinds =
        cluster.state().kinds().all().stream()
            .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
            .toList();
    if (kinds.isEmpty()) {
      throw Refusals.noSuchPath();
    }
    return kinds;
  }

  private JsonNode aggregated(String apiVersion, boolean core) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIGroupDiscoveryList")
        .put("apiVersion", "apidiscovery.k8s.io/" + apiVersion);
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    versionsByGroup()
        .forEach((group, versions) -> {
          if (group.isEmpty() == core) {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!core) {
              metadata.put("name", group);
            }
            metadata.putNull("creationTimestamp");
            versions.forEach(
                version -> addVersion(item.withArrayProperty("versions"), group, version));
          }
        });
    return list;
  }

  private void addVersion(ArrayNode versions, String group, String version) {
    ObjectNode one = versions.addObject();
    one.put("version", version).put("freshness", "Current");
    ArrayNode resources = one.putArray("resources");
    for (ResourceKind kind : kinds(group, version)) {
      ObjectNode resource = resources.addObject();
      resource.put("resource", kind.plural());
      resource.set("responseKind", responseKind(kind.group(), kind.version(), kind.kind()));
      resource.put("scope", kind.namespaced() ? "Namespaced" : "Cluster");
      resource.put("singularResource", kind.singular());
      texts(resource, "verbs", VERBS);
      texts(resource, "shortNames", kind.shortNames());
      texts(resource, "categories", kind.categories());
      for (String part : parts(kind)) {
        ObjectNode sub = resource.withArrayProperty("subresources").addObject();
        sub.put("subresource", part);
        sub.set(
            "responseKind",
            part.equals("scale")
                ? responseKind("autoscaling", "v1", "Scale")
                : responseKind(kind.group(), kind.version(), kind.kind()));
        texts(sub, "verbs", PART_VERBS);
      }
    }
  }

  private static ObjectNode responseKind(String group, String version, String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", group)
        .put("version", version)
        .put("kind", kind);
  }

  private static List<String> parts(ResourceKind kind) {
    List<String> parts = new ArrayList<>();
    if (kind.traits().status()) {
      parts.add("status");
    }
    if (kind.traits().scale()) {
      parts.add("scale");
    }
    return parts;
  }

  private static void texts(ObjectNode node, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode list = node.putArray(field);
      values.forEach(list::add);
    }
  }
}
