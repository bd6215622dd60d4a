package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.Deletes;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.NodeGroup;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.lever.Levers;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the controllers work with, at one instant. The cluster's lock is held. */
final class Round {
  private final ClusterState state;
  private final Writes writes;
  private final Deletes deletes;
  private final Levers levers;
  private final Durations durations;
  private final List<ClusterNode> nodes;
  private final List<NodeGroup> groups;
  private final Optional<Set<String>> delegatedZones;
  private final Consumer<Effect> effects;
  private final Inputs inputs;

  /** Something to be told to the environment once the lock is free. */
  sealed interface Effect {
    record Register(
        String targetGroupArn,
        String address,
        int port,
        Optional<Set<Integer>> answering,
        Instant at)
        implements Effect {}

    record Deregister(String targetGroupArn, String address, int port, Instant at)
        implements Effect {}

    record Resize(String group, int wanted, Instant at) implements Effect {}

    record Terminate(String node, Instant at) implements Effect {}

    record Store(String bucket, String key, String content, Instant at) implements Effect {}

    /** Whether there are other nodes after it. */
    default boolean changesNodes() {
      return switch (this) {
        case Register r -> false;
        case Deregister d -> false;
        case Store s -> false;
        case Resize r -> true;
        case Terminate t -> true;
      };
    }
  }

  Round(
      ClusterState state,
      Levers levers,
      Durations durations,
      List<ClusterNode> nodes,
      List<NodeGroup> groups,
      Optional<Set<String>> delegatedZones,
      Consumer<Effect> effects,
      Inputs inputs) {
    this.state = state;
    this.writes = new Writes(state);
    this.deletes = new Deletes(state);
    this.levers = levers;
    this.durations = durations;
    this.nodes = nodes;
    this.groups = groups;
    this.delegatedZones = delegatedZones;
    this.effects = effects;
    this.inputs = inputs;
  }

  Instant now() {
    return state.now();
  }

  String timestamp() {
    return state.timestamp();
  }

  String nameSuffix() {
    return state.nameSuffix();
  }

  /** Also those that are not ready yet; when they are, there is something to do. */
  List<ClusterNode> nodes() {
    nodes.forEach(node -> due(node.readySince()));
    return nodes;
  }

  List<NodeGroup> groups() {
    return groups;
  }

  /** Whether the records of that Route 53 zone are seen from anywhere. */
  boolean isDelegated(String zoneId) {
    return delegatedZones.map(ids -> ids.contains(zoneId)).orElse(true);
  }

  /** Why certificates are refused, while they are. */
  Optional<String> refusal() {
    return levers.refusal();
  }

  /** For how long the next certificates are valid. */
  Duration certificatesLast() {
    return levers.certificatesLast();
  }

  /** Asks to be run again at this time. */
  void due(Instant time) {
    if (time.isAfter(now())) {
      inputs.due(time);
    }
  }

  void effect(Effect effect) {
    effects.accept(effect);
  }

  /** How long something takes, always the same for the same thing. */
  Duration takes(String latencyKey, String seed) {
    return durations.of(latencyKey, seed);
  }

  boolean neverReady(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return levers.isNeverReady(
        object.path("kind").asText(),
        metadata.path("namespace").asText(""),
        metadata.path("name").asText());
  }

  boolean givesUp(ObjectNode job) {
    JsonNode metadata = job.path("metadata");
    return levers.isGivingUp(metadata.path("namespace").asText(""), metadata.path("name").asText());
  }

  /** Why backups in this namespace fail, if a lever makes them. */
  Optional<String> backupsFailing(String namespace) {
    return levers.backupsFailing(namespace);
  }

  /** The kind of a resource, or nothing where it is not installed. */
  Optional<ResourceKind> kind(GroupResource resource) {
    inputs.read(ClusterState.DEFINITIONS);
    return state.kinds().find(resource);
  }

  List<ResourceKind> kinds() {
    inputs.read(ClusterState.DEFINITIONS);
    return state.kinds().all();
  }

  @Nullable ObjectNode get(ObjectKey key) {
    inputs.read(key.resource());
    return state.store().get(key);
  }

  Map<ObjectKey, ObjectNode> list(GroupResource resource, String namespace) {
    inputs.read(resource);
    return state.store().keyed(resource, namespace);
  }

  /** Only their owners, and whether they are being deleted, are looked at. */
  Map<ObjectKey, ObjectNode> owned() {
    inputs.readOwners();
    return state.store().owned();
  }

  Map<ObjectKey, ObjectNode> deleting() {
    inputs.readDeletions();
    return state.store().deleting();
  }

  boolean exists(String uid) {
    inputs.readUids();
    return state.store().has(uid);
  }

  /** The object that controls this one, and so on up to the one that nothing controls. */
  ObjectNode root(ObjectNode object) {
    ObjectNode here = object;
    for (ObjectNode up = controller(here); up != null; up = controller(here)) {
      here = up;
    }
    return here;
  }

  @Nullable ObjectNode controller(ObjectNode object) {
    for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        inputs.readUids();
        ObjectKey key = state.store().key(owner.path("uid").asText());
        return key == null ? null : get(key);
      }
    }
    return null;
  }

  /** What this object controls, in the order of names. */
  List<ObjectNode> controlled(GroupResource resource, ObjectNode owner) {
    JsonNode metadata = owner.path("metadata");
    String uid = metadata.path("uid").asText();
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode one : list(resource, metadata.path("namespace").asText("")).values()) {
      for (JsonNode reference : one.path("metadata").path("ownerReferences")) {
        if (reference.path("controller").asBoolean()
            && reference.path("uid").asText().equals(uid)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  /** Stores a new object or a changed copy; nothing happens where it equals what there is. */
  ObjectNode put(GroupResource resource, ObjectNode object) {
    inputs.read(resource);
    return writes.bySystem(state.kinds().find(resource).orElseThrow(), object);
  }

  /** Replaces the status of an object that is stored. */
  void status(GroupResource resource, ObjectNode stored, JsonNode status) {
    if (!stored.path("status").equals(status)) {
      ObjectNode changed = stored.deepCopy();
      changed.set("status", status);
      put(resource, changed);
    }
  }

  void delete(ObjectKey key) {
    inputs.read(key.resource());
    state
        .kinds()
        .find(key.resource())
        .ifPresent(kind -> {
          if (state.store().get(key) != null) {
            deletes.delete(kind, key, Deletes.Options.BACKGROUND);
          }
        });
  }
}
