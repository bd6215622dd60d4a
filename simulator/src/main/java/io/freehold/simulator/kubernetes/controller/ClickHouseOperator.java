package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.controller.ClickHouseParts.Replica;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The ClickHouse operator: brings KeeperClusters and ClickHouseClusters up, scales them, replaces
 * one replica at a time, and tells all that in the conditions of its version 0.0.2. As that one, it
 * makes the servers' pods whatever their Keeper does; they are not ready before it is.
 */
final class ClickHouseOperator implements Controller {
  private static final String REVISION = "checksum/clickhouse-spec";

  private final Operators operators;
  private final KeeperRecords records = new KeeperRecords();

  ClickHouseOperator(Operators operators) {
    this.operators = operators;
  }

  /** How the replicas of a cluster stand. */
  private record Standing(
      List<Replica> wanted, int existing, List<Replica> notReady, List<Replica> notUpdated) {}

  @Override
  public void run(Round round) {
    if (!operators.act(round, "clickhouse-operator")) {
      return;
    }
    for (GroupResource resource : List.of(ClickHouseParts.KEEPERS, ClickHouseParts.SERVERS)) {
      if (round.kind(resource).isEmpty()) {
        continue;
      }
      for (ObjectNode cluster : round.list(resource, "").values()) {
        if (!PodTemplates.deleting(cluster)) {
          if (resource.equals(ClickHouseParts.KEEPERS)) {
            keeper(round, cluster);
          } else {
            servers(round, cluster);
          }
        }
      }
    }
  }

  private static void keeper(Round round, ObjectNode cluster) {
    ClickHouseParts parts = ClickHouseParts.keeper(cluster);
    parts.makeShared(round);
    Standing standing = arrange(round, parts);
    ClickHouseStatus status = new ClickHouseStatus(round, cluster);
    common(status, standing);
    int ready = standing.wanted().size() - standing.notReady().size();
    int all = standing.wanted().size();
    boolean quorum = all > 0 && ready > all / 2;
    if (all == 0) {
      status.set("Ready", false, "NoLeader", "No replicas");
    } else if (all == 1) {
      status.set(
          "Ready",
          quorum,
          quorum ? "StandaloneReady" : "NoLeader",
          quorum ? "Standalone Keeper is ready" : "No replicas in standalone mode");
    } else {
      status.set(
          "Ready",
          quorum,
          quorum ? "ClusterReady" : "NoLeader",
          quorum ? "Cluster is ready" : "No leader in the cluster");
    }
    boolean scalable = standing.notReady().isEmpty() && standing.notUpdated().isEmpty();
    status.set("ScaleAllowed", scalable, scalable ? "ReadyToScale" : "ReplicaNotReady", "");
    status.store(ClickHouseParts.KEEPERS, ready, done(standing));
  }

  private void servers(Round round, ObjectNode cluster) {
    ClickHouseParts parts = ClickHouseParts.servers(cluster);
    String keeperName = cluster.path("spec").path("keeperClusterRef").path("name").asText();
    ObjectNode keeper =
        round.get(new ObjectKey(ClickHouseParts.KEEPERS, parts.namespace(), keeperName));
    ClickHouseStatus status = new ClickHouseStatus(round, cluster);
    if (keeper == null) {
      status.unknown("Reconcile returned error");
      status.store(
          ClickHouseParts.SERVERS, cluster.path("status").path("readyReplicas").asInt(), false);
      return;
    }
    parts.makeShared(round);
    Standing standing = arrange(round, parts);
    common(status, standing);
    TreeSet<Integer> shardsDown = new TreeSet<>();
    for (int shard = 0; shard < cluster.path("spec").path("shards").asInt(1); shard++) {
      shardsDown.add(shard);
    }
    List<Replica> up = new ArrayList<>(standing.wanted());
    up.removeAll(standing.notReady());
    up.forEach(replica -> shardsDown.remove(replica.shard()));
    boolean ready = shardsDown.isEmpty();
    status.set(
        "Ready",
        ready,
        ready ? "AllShardsReady" : "SomeShardsNotReady",
        ready ? "All shards are ready" : "Not Ready shards: " + goList(shardsDown));
    schema(round, parts, status, up);
    status.store(ClickHouseParts.SERVERS, up.size(), done(standing));
  }

  /** Of the replicas that are ready alone; stale ones are dropped by asking the first. */
  private void schema(
      Round round, ClickHouseParts parts, ClickHouseStatus status, List<Replica> up) {
    records.forgotten(round, parts);
    if (!parts.cluster().path("spec").path("settings").path("enableDatabaseSync").asBoolean(true)) {
      status.set("SchemaInSync", true, "SchemaSyncDisabled", "Database schema sync is disabled");
      return;
    }
    boolean created = records.create(round, parts, up);
    boolean cleaned = records.dropStale(round, parts, up);
    if (!created) {
      status.set(
          "SchemaInSync",
          false,
          "DatabasesNotCreated",
          "Some databases are not created on all replicas");
    } else if (!cleaned) {
      status.set(
          "SchemaInSync", false, "ReplicasNotCleanedUp", "Some stale replicas are not cleaned up");
    } else {
      status.set("SchemaInSync", true, "ReplicasInSync", "Databases are sync on all replicas");
    }
  }

  /** Whether what pods belong to lets their start go on: servers wait for their Keeper. */
  static boolean letsStart(Round round, ObjectNode root) {
    if (!root.path("kind").asText().equals("ClickHouseCluster")) {
      return true;
    }
    String keeper = root.path("spec").path("keeperClusterRef").path("name").asText();
    String namespace = root.path("metadata").path("namespace").asText();
    ObjectNode there = round.get(new ObjectKey(ClickHouseParts.KEEPERS, namespace, keeper));
    return there != null && Conditions.isTrue(there, "Ready");
  }

  private static boolean done(Standing standing) {
    return standing.notUpdated().isEmpty() && standing.existing() == standing.wanted().size();
  }

  /**
   * Makes missing replicas, takes surplus ones away, and updates the last that differs, while none
   * is on its way: one that is not ready for what it is made of is updated too.
   */
  private static Standing arrange(Round round, ClickHouseParts parts) {
    List<Replica> wanted = parts.replicas();
    Map<String, ObjectNode> sets = parts.existing(round);
    int existing = sets.size();
    List<Replica> notReady = new ArrayList<>();
    List<Replica> notUpdated = new ArrayList<>();
    boolean inMotion = false;
    for (Replica replica : wanted) {
      ObjectNode set = sets.remove(replica.name());
      if (set == null) {
        ObjectNode made = parts.statefulSet(replica);
        made.withObjectProperty("metadata")
            .putObject("annotations")
            .put(REVISION, revision(parts, replica));
        round.put(Resources.STATEFUL_SETS, made);
      }
      if (set == null || !ready(set)) {
        notReady.add(replica);
      }
      if (set != null && (!updated(set) || differs(parts, replica, set))) {
        notUpdated.add(replica);
      }
      inMotion |= set == null || !updated(set) || (!ready(set) && !differs(parts, replica, set));
    }
    sets.values()
        .forEach(set ->
            round.delete(
                new ObjectKey(
                    Resources.STATEFUL_SETS,
                    parts.namespace(),
                    set.path("metadata").path("name").asText())));
    if (!inMotion) {
      updateOne(round, parts, notUpdated.reversed());
    }
    return new Standing(wanted, existing, notReady, notUpdated);
  }

  private static void updateOne(Round round, ClickHouseParts parts, List<Replica> notUpdated) {
    for (Replica replica : notUpdated) {
      ObjectNode set =
          round.get(new ObjectKey(Resources.STATEFUL_SETS, parts.namespace(), replica.name()));
      if (set != null && differs(parts, replica, set)) {
        ObjectNode changed = set.deepCopy();
        changed
            .withObjectProperty("spec")
            .set("template", parts.statefulSet(replica).path("spec").path("template"));
        changed
            .withObjectProperty("metadata")
            .withObjectProperty("annotations")
            .put(REVISION, revision(parts, replica));
        round.put(Resources.STATEFUL_SETS, changed);
        return;
      }
    }
  }

  private static boolean differs(ClickHouseParts parts, Replica replica, ObjectNode set) {
    JsonNode noted = set.path("metadata").path("annotations").path(REVISION);
    return !noted.asText().equals(revision(parts, replica));
  }

  /** The template before defaults, so that it can be compared; settings restart servers too. */
  private static String revision(ClickHouseParts parts, Replica replica) {
    return PodTemplates.hash(parts.statefulSet(replica).path("spec").path("template"))
        + "-"
        + PodTemplates.hash(configuration(parts.cluster()));
  }

  /** Of the settings, what comes to servers in their configuration. */
  private static JsonNode configuration(ObjectNode cluster) {
    JsonNode settings = cluster.path("spec").path("settings");
    return settings instanceof ObjectNode object
        ? object.deepCopy().without("enableDatabaseSync")
        : settings;
  }

  private static boolean ready(ObjectNode set) {
    return set.path("status").path("readyReplicas").asInt() > 0;
  }

  private static boolean updated(ObjectNode set) {
    JsonNode status = set.path("status");
    return status.path("observedGeneration").equals(set.path("metadata").path("generation"))
        && status.path("updatedReplicas").asInt() > 0;
  }

  private static void common(ClickHouseStatus status, Standing standing) {
    status.set("SpecValid", true, "SpecValid", "");
    status.set("ReconcileSucceeded", true, "ReconcileFinished", "Reconcile succeeded");
    status.set("ReplicaStartupSucceeded", true, "ReplicasRunning", "");
    boolean healthy = standing.notReady().isEmpty();
    status.set(
        "Healthy",
        healthy,
        healthy ? "ReplicasReady" : "ReplicasNotReady",
        healthy ? "" : "Not ready replicas: " + shown(standing.notReady()));
    boolean synced = standing.notUpdated().isEmpty();
    status.set(
        "ConfigurationInSync",
        synced,
        synced ? "UpToDate" : "ConfigurationChanged",
        synced ? "" : "Replicas has pending updates: " + shown(standing.notUpdated()));
    int wanted = standing.wanted().size();
    if (standing.existing() < wanted) {
      status.set(
          "ClusterSizeAligned", false, "ScalingUp", "Cluster has less replicas than requested");
    } else if (standing.existing() > wanted) {
      status.set(
          "ClusterSizeAligned", false, "ScalingDown", "Cluster has more replicas than requested");
    } else {
      status.set("ClusterSizeAligned", true, "UpToDate", "");
    }
  }

  private static String shown(List<Replica> replicas) {
    return goList(replicas.stream().map(Replica::shown).toList());
  }

  private static String goList(Iterable<?> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(String.valueOf(value)));
    return "[" + String.join(" ", texts) + "]";
  }

  /** The status of a cluster resource, being written. */
  private static final class ClickHouseStatus {
    private static final List<String> ALL =
        List.of(
            "SpecValid",
            "ReplicaStartupSucceeded",
            "Healthy",
            "ClusterSizeAligned",
            "ConfigurationInSync",
            "Ready",
            "SchemaInSync");

    private final Round round;
    private final ObjectNode cluster;
    private final ArrayNode conditions = JsonNodeFactory.instance.arrayNode();

    ClickHouseStatus(Round round, ObjectNode cluster) {
      this.round = round;
      this.cluster = cluster;
    }

    void set(String type, boolean status, String reason, String message) {
      add(type, status ? "True" : "False", reason, message);
    }

    private void add(String type, String status, String reason, String message) {
      conditions
          .addObject()
          .put("type", type)
          .put("status", status)
          .put("observedGeneration", cluster.path("metadata").path("generation").asInt())
          .put("lastTransitionTime", round.timestamp())
          .put("reason", reason)
          .put("message", message);
    }

    void unknown(String message) {
      ALL.forEach(type -> add(type, "Unknown", "ReconcileStepFailed", message));
      add("ReconcileSucceeded", "False", "ReconcileStepFailed", message);
    }

    void store(GroupResource resource, int ready, boolean done) {
      JsonNode before = cluster.path("status");
      String revision = PodTemplates.hash(cluster.path("spec"));
      Conditions.keepTimes(conditions, before.path("conditions"));
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      status.set("conditions", conditions);
      status.put("readyReplicas", ready);
      status.put("configurationRevision", PodTemplates.hash(configuration(cluster)));
      status.put("statefulSetRevision", revision);
      if (done) {
        status.put("currentRevision", revision);
      } else if (before.has("currentRevision")) {
        status.set("currentRevision", before.path("currentRevision"));
      }
      status.put("updateRevision", revision);
      status.put("observedGeneration", cluster.path("metadata").path("generation").asInt());
      round.status(resource, cluster, status);
    }
  }
}
