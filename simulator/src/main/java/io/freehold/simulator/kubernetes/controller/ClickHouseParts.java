package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ClickHouse operator makes of a cluster resource: a stateful set of one pod for each
 * replica, a headless service and a disruption budget. Names, labels and ports are those of the
 * operator's version 0.0.2; its config maps and the files in them are left out.
 *
 * @param cluster the KeeperCluster or ClickHouseCluster
 * @param suffix {@code keeper} or {@code clickhouse}
 * @param role {@code clickhouse-keeper} or {@code clickhouse-server}
 * @param ports container ports by name
 */
record ClickHouseParts(ObjectNode cluster, String suffix, String role, Map<String, Integer> ports) {
  static final GroupResource KEEPERS = new GroupResource("clickhouse.com", "keeperclusters");
  static final GroupResource SERVERS = new GroupResource("clickhouse.com", "clickhouseclusters");

  /** Of the secret with the certificate that a pod shows on its ports with TLS. */
  private static final String CERTIFICATE_VOLUME = "clickhouse-server-tls-volume";

  private static final String VOLUME = "clickhouse-storage-volume";

  /**
   * One replica.
   *
   * @param name of its stateful set
   * @param labels that tell it apart
   * @param shown as the operator writes it in messages
   */
  record Replica(String name, Map<String, String> labels, String shown, int shard) {}

  static ClickHouseParts keeper(ObjectNode cluster) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    if (!tls(cluster, "required")) {
      ports.put("keeper", 2181);
    }
    if (tls(cluster, "enabled")) {
      ports.put("keeper-secure", 2281);
    }
    ports.put("prometheus", 9090);
    ports.put("raft-ipc", 9234);
    return new ClickHouseParts(cluster, "keeper", "clickhouse-keeper", ports);
  }

  static ClickHouseParts servers(ObjectNode cluster) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("interserver", 9009);
    ports.put("management", 9001);
    ports.put("prometheus", 9363);
    if (!tls(cluster, "required")) {
      ports.put("http", 8123);
      ports.put("tcp", 9000);
    }
    if (tls(cluster, "enabled")) {
      ports.put("http-secure", 8443);
      ports.put("tcp-secure", 9440);
    }
    return new ClickHouseParts(cluster, "clickhouse", "clickhouse-server", ports);
  }

  private static boolean tls(ObjectNode cluster, String setting) {
    return cluster.at("/spec/settings/tls/" + setting).asBoolean();
  }

  String namespace() {
    return cluster.path("metadata").path("namespace").asText();
  }

  /** The name that everything of the cluster begins with. */
  String name() {
    return cluster.path("metadata").path("name").asText().replace('.', '-') + "-" + suffix;
  }

  List<Replica> replicas() {
    List<Replica> replicas = new ArrayList<>();
    JsonNode spec = cluster.path("spec");
    int count = spec.path("replicas").asInt(3);
    if (suffix.equals("keeper")) {
      for (int i = 0; i < count; i++) {
        Map<String, String> labels = Map.of("clickhouse.com/keeper-replica-id", String.valueOf(i));
        replicas.add(new Replica(name() + "-" + i, labels, String.valueOf(i), 0));
      }
      return replicas;
    }
    for (int shard = 0; shard < spec.path("shards").asInt(1); shard++) {
      for (int i = 0; i < count; i++) {
        Map<String, String> labels =
            Map.of(
                "clickhouse.com/shard-id", String.valueOf(shard),
                "clickhouse.com/replica-id", String.valueOf(i));
        String shown = "(" + shard + ":" + i + ")";
        replicas.add(new Replica(name() + "-" + shard + "-" + i, labels, shown, shard));
      }
    }
    return replicas;
  }

  /** Makes the service and the budget, where they are missing. */
  void makeShared(Round round) {
    String service = name() + "-headless";
    if (round.get(new ObjectKey(Resources.SERVICES, namespace(), service)) == null) {
      ObjectNode object = mine("v1", "Service", service);
      ObjectNode spec = object.putObject("spec");
      spec.put("clusterIP", "None").put("publishNotReadyAddresses", true);
      spec.putObject("selector").put("app", name());
      ArrayNode list = spec.putArray("ports");
      ports.forEach((port, number) -> list.addObject().put("name", port).put("port", number));
      round.put(Resources.SERVICES, object);
    }
    if (suffix.equals("keeper")) {
      ObjectNode spec = JsonNodeFactory.instance.objectNode();
      spec.put("maxUnavailable", cluster.path("spec").path("replicas").asInt(3) / 2);
      spec.putObject("selector").putObject("matchLabels").put("app", name());
      budget(round, name(), spec);
      return;
    }
    // Whatever the number of servers is: one is enough.
    for (int shard = 0; shard < cluster.path("spec").path("shards").asInt(1); shard++) {
      ObjectNode spec = JsonNodeFactory.instance.objectNode();
      spec.put("minAvailable", 1);
      spec.putObject("selector")
          .putObject("matchLabels")
          .put("app", name())
          .put("clickhouse.com/shard-id", String.valueOf(shard));
      budget(round, name() + "-" + shard, spec);
    }
  }

  private void budget(Round round, String name, ObjectNode spec) {
    ObjectNode there = round.get(new ObjectKey(Resources.BUDGETS, namespace(), name));
    if (there == null) {
      ObjectNode object = mine("policy/v1", "PodDisruptionBudget", name);
      object.set("spec", spec);
      round.put(Resources.BUDGETS, object);
    } else if (!there.path("spec").equals(spec)) {
      ObjectNode changed = there.deepCopy();
      changed.set("spec", spec);
      round.put(Resources.BUDGETS, changed);
    }
  }

  /** The volume of a replica; empty where there is none yet. */
  String volume(Round round, Replica replica) {
    ObjectNode claim =
        round.get(
            new ObjectKey(Resources.CLAIMS, namespace(), VOLUME + "-" + replica.name() + "-0"));
    return claim == null ? "" : claim.path("metadata").path("uid").asText();
  }

  private ObjectNode mine(String apiVersion, String kind, String name) {
    ObjectNode object = NamespaceController.object(apiVersion, kind, namespace(), name);
    ObjectNode labels = object.withObjectProperty("metadata").putObject("labels");
    commonLabels(labels);
    labels.put("app", name());
    PodTemplates.own(object, cluster);
    return object;
  }

  private void commonLabels(ObjectNode labels) {
    cluster
        .path("spec")
        .path("labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
  }

  /** The stateful set of one replica, as it should be. */
  ObjectNode statefulSet(Replica replica) {
    ObjectNode set = mine("apps/v1", "StatefulSet", replica.name());
    ObjectNode labels = set.withObjectProperty("metadata").withObjectProperty("labels");
    replica.labels().forEach(labels::put);
    labels.put("app.kubernetes.io/instance", name()).put("app.kubernetes.io/name", role);
    labels.put("clickhouse.com/role", role);
    ObjectNode spec = set.putObject("spec");
    spec.put("replicas", 1).put("serviceName", name() + "-headless");
    spec.put("podManagementPolicy", "Parallel");
    ObjectNode selector = spec.putObject("selector").putObject("matchLabels");
    replica.labels().forEach(selector::put);
    selector.put("app", name());
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").set("labels", labels.deepCopy());
    podSpec(template.putObject("spec"), replica);
    JsonNode claim = cluster.path("spec").path("dataVolumeClaimSpec");
    if (claim.isObject()) {
      ObjectNode one = spec.putArray("volumeClaimTemplates").addObject();
      one.putObject("metadata").put("name", VOLUME).set("labels", labels.deepCopy());
      one.set("spec", claim.deepCopy());
      if (claim.path("accessModes").isEmpty()) {
        one.withObjectProperty("spec").putArray("accessModes").add("ReadWriteOnce");
      }
    }
    return set;
  }

  private void podSpec(ObjectNode spec, Replica replica) {
    JsonNode wanted = cluster.path("spec").path("podTemplate");
    for (String field :
        List.of(
            "terminationGracePeriodSeconds",
            "imagePullSecrets",
            "nodeSelector",
            "affinity",
            "tolerations",
            "schedulerName",
            "serviceAccountName",
            "securityContext",
            "topologySpreadConstraints",
            "volumes")) {
      if (wanted.has(field)) {
        spec.set(field, wanted.path(field).deepCopy());
      }
    }
    Set<String> apart = suffix.equals("keeper") ? Set.of() : Set.of("clickhouse.com/shard-id");
    antiAffinity(spec, wanted.path("topologyZoneKey"), replica, apart);
    antiAffinity(spec, wanted.path("nodeHostnameKey"), replica, Set.of());
    JsonNode from = cluster.path("spec").path("containerTemplate");
    ObjectNode container = spec.putArray("containers").addObject();
    container.put("name", role).put("image", image(from.path("image")));
    for (String field : List.of("resources", "env", "securityContext", "imagePullPolicy")) {
      if (from.has(field)) {
        container.set(field, from.path(field).deepCopy());
      }
    }
    ArrayNode list = container.putArray("ports");
    ports.forEach(
        (port, number) -> list.addObject().put("name", port).put("containerPort", number));
    password(container);
    certificate(spec, container);
  }

  /** Without the secret no container starts. */
  private void certificate(ObjectNode spec, ObjectNode container) {
    if (!tls(cluster, "enabled")) {
      return;
    }
    ObjectNode volume = spec.withArrayProperty("volumes").addObject();
    volume.put("name", CERTIFICATE_VOLUME);
    String secret = cluster.at("/spec/settings/tls/serverCertSecret/name").asText();
    volume.putObject("secret").put("secretName", secret);
    container
        .withArrayProperty("volumeMounts")
        .addObject()
        .put("name", CERTIFICATE_VOLUME)
        .put("mountPath", "/etc/" + role + "/tls/")
        .put("readOnly", true);
  }

  /** The password of the default user comes by the environment, so its secret must be there. */
  private void password(ObjectNode container) {
    JsonNode password = cluster.path("spec").path("settings").path("defaultUserPassword");
    for (String source : List.of("secret", "configMap")) {
      JsonNode reference = password.path(source);
      if (reference.hasNonNull("name")) {
        container
            .withArrayProperty("env")
            .addObject()
            .put("name", "CLICKHOUSE_DEFAULT_USER_PASSWORD")
            .putObject("valueFrom")
            .putObject(source + "KeyRef")
            .put("name", reference.path("name").asText())
            .put("key", reference.path("key").asText());
      }
    }
  }

  private void antiAffinity(ObjectNode spec, JsonNode key, Replica replica, Set<String> alike) {
    if (key.asText("").isEmpty()) {
      return;
    }
    ObjectNode term =
        spec.withObjectProperty("affinity")
            .withObjectProperty("podAntiAffinity")
            .withArrayProperty("requiredDuringSchedulingIgnoredDuringExecution")
            .addObject();
    term.put("topologyKey", key.asText());
    ObjectNode labels = term.putObject("labelSelector").putObject("matchLabels");
    labels.put("app", name()).put("clickhouse.com/role", role);
    alike.forEach(label -> labels.put(label, replica.labels().getOrDefault(label, "")));
  }

  private String image(JsonNode image) {
    String repository = image.path("repository").asText("docker.io/clickhouse/" + role);
    String tag = image.path("tag").asText("");
    String hash = image.path("hash").asText("");
    return !tag.isEmpty()
        ? repository + ":" + tag
        : hash.isEmpty() ? repository + ":latest" : repository + "@" + hash;
  }

  /** The stateful sets that are there, by name. */
  Map<String, ObjectNode> existing(Round round) {
    Map<String, ObjectNode> sets = new LinkedHashMap<>();
    for (ObjectNode set : round.controlled(Resources.STATEFUL_SETS, cluster)) {
      sets.put(set.path("metadata").path("name").asText(), set);
    }
    return sets;
  }
}
