package io.freehold.kubernetes.contract;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKind.Observed;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** One object's place in a cluster: its owner's way to it, and everybody else's. */
final class Place {
  static final String NODE = "thing";
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  final KubernetesKind kind;
  final Manifest desired;
  final KubernetesSession session;
  private final KubernetesClient client;
  private final String namespace;

  /** A namespace of its own, and a name that nothing else has. */
  Place(KubernetesClient client, Sample sample, int number) {
    this.client = client;
    kind = sample.kind();
    namespace = "place-" + number;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    desired = sample.at(namespace, "x" + number);
    session =
        new KubernetesSession(
            Optional.of(client), new Owner("infrabcdef"), new Owner("ownerbcdef"));
  }

  private Place(Place other, Manifest desired, KubernetesSession session) {
    this.client = other.client;
    this.namespace = other.namespace;
    this.kind = other.kind;
    this.desired = desired;
    this.session = session;
  }

  Place desiring(Manifest other) {
    return new Place(this, other, session);
  }

  Place of(Owner owner) {
    return new Place(
        this, desired, new KubernetesSession(Optional.of(client), session.infrastructure(), owner));
  }

  String id() {
    return desired.namespace() + "/" + desired.name();
  }

  String create() {
    return kind.create(session, desired, new Intent(session.owner(), NODE, 1, Instant.EPOCH));
  }

  Observation<Observed> look() {
    return kind.observe(session, Set.of(id())).getOrDefault(id(), Observation.absent());
  }

  /** What is there, usable already or not. */
  Observed there() {
    return switch (look()) {
      case Observation.Present<Observed>(Observed value, Ownership ownership) -> value;
      case Observation.Pending<Observed>(
              String phase,
              Ownership ownership,
              Optional<Observed> value) ->
          value.orElseThrow();
      case Observation.Absent<Observed> absent -> throw new AssertionError(absent);
      case Observation.Deleting<Observed> deleting -> throw new AssertionError(deleting);
      case Observation.Broken<Observed> broken -> throw new AssertionError(broken);
    };
  }

  Diff diff() {
    return kind.diff(desired, there());
  }

  void update() {
    kind.update(session, id(), desired, there());
  }

  void delete() {
    kind.delete(session, id());
  }

  /** Takes everything away, with the namespace. */
  void clear() {
    var ignored = resource().delete();
    ignored = client.namespaces().withName(namespace).delete();
  }

  /** The object itself. */
  GenericKubernetesResource raw() {
    return Optional.ofNullable(resource().get())
        .orElseThrow(() -> new AssertionError(kind.kind() + " " + id() + " is not there"));
  }

  /**
   * Somebody replaces the object by one that is changed a little.
   *
   * @return false where there was nothing to change
   */
  @SuppressWarnings("unchecked") // a JSON object
  boolean edit(Predicate<Map<String, Object>> change) {
    return replace(object -> {
      Map<String, Object> tree = JSON.convertValue(object, Map.class);
      return change.test(tree)
          ? Optional.of(JSON.convertValue(tree, GenericKubernetesResource.class))
          : Optional.empty();
    });
  }

  /** Once more where a controller has written its status in between. */
  private boolean replace(
      Function<GenericKubernetesResource, Optional<GenericKubernetesResource>> change) {
    while (true) {
      Optional<GenericKubernetesResource> changed = change.apply(raw());
      if (changed.isEmpty()) {
        return false;
      }
      try {
        var ignored = all().resource(changed.get()).update();
        return true;
      } catch (KubernetesClientException e) {
        if (e.getCode() != 409) {
          throw e;
        }
      }
    }
  }

  /** Somebody changes the object's labels. */
  void relabel(Consumer<Map<String, String>> change) {
    var ignored =
        replace(object -> {
          change.accept(object.getMetadata().getLabels());
          return Optional.of(object);
        });
  }

  /** Somebody changes the object's annotations. */
  void annotate(Consumer<Map<String, String>> change) {
    var ignored =
        replace(object -> {
          change.accept(object.getMetadata().getAnnotations());
          return Optional.of(object);
        });
  }

  /** The object without what its controllers write. */
  Map<String, Object> withoutStatus() {
    GenericKubernetesResource object = raw();
    Map<String, Object> all = new HashMap<>(object.getAdditionalProperties());
    all.remove("status");
    all.put("uid", object.getMetadata().getUid());
    all.put("labels", object.getMetadata().getLabels());
    all.put("annotations", object.getMetadata().getAnnotations());
    return all;
  }

  /** Somebody else's object under the same name. */
  void occupy() {
    Place somebody = of(new Owner("somebodyel"));
    var ignored = somebody.create();
    somebody.relabel(labels -> labels.keySet().removeIf(key -> key.startsWith("clickhouse-byoc")));
  }

  private Resource<GenericKubernetesResource> resource() {
    var kinds = client.genericKubernetesResources(kind.context());
    return desired.namespace().isEmpty()
        ? kinds.withName(desired.name())
        : kinds.inNamespace(desired.namespace()).withName(desired.name());
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      all() {
    var kinds = client.genericKubernetesResources(kind.context());
    return desired.namespace().isEmpty() ? kinds : kinds.inNamespace(desired.namespace());
  }
}
