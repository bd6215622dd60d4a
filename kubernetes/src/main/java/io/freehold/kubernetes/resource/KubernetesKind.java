package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kernel.resource.ResourceType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of Kubernetes object, by server-side apply: only the fields that we set are ours, and
 * others may set the rest.
 *
 * @param context group, version, kind and plural: given, so that no discovery is needed
 * @param readiness when an object of this kind is usable
 * @param impact what a change of its spec does to users
 * @param fields those that are not compared like others
 * @param deletion how its objects are deleted
 * @param isKept whether its objects stay when they are no longer wanted: stored with them, since
 *     that is all that is known of them by then
 */
public record KubernetesKind(
    ResourceDefinitionContext context,
    Readiness readiness,
    Impact impact,
    Fields fields,
    Deletion deletion,
    boolean isKept)
    implements ResourceType<KubernetesSession, Manifest, KubernetesKind.Observed> {

  /** Digest of the manifest that was applied last: finds fields that are no longer wanted. */
  private static final String DIGEST = "freehold.io/manifest";

  /**
   * What is there.
   *
   * @param object all of it, as JSON has it
   * @param marks the labels that it should carry as one of its owner's
   */
  public record Observed(
      String namespace, String name, Map<String, Object> object, Map<String, String> marks) {
    /** Without its content, which may be a secret. */
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /** A kind whose objects are usable as soon as they exist, and whose changes nobody notices. */
  public static KubernetesKind of(String group, String version, String kind, String plural) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(group)
            .withVersion(version)
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(true)
            .build();
    return new KubernetesKind(
        context, Readiness.AT_ONCE, Impact.NONE, Fields.PLAIN, Deletion.PLAIN, false);
  }

  /** The same kind, for objects that stay when they are no longer wanted. */
  public KubernetesKind kept() {
    return new KubernetesKind(context, readiness, impact, fields, deletion, true);
  }

  /** The same kind, for objects that run once: what they were made of is not looked at again. */
  public KubernetesKind once() {
    return with(fields.byExistence());
  }

  public KubernetesKind ofCluster() {
    ResourceDefinitionContext cluster =
        new ResourceDefinitionContext.Builder()
            .withGroup(context.getGroup())
            .withVersion(context.getVersion())
            .withKind(context.getKind())
            .withPlural(context.getPlural())
            .withNamespaced(false)
            .build();
    return new KubernetesKind(cluster, readiness, impact, fields, deletion, isKept);
  }

  public KubernetesKind readyWhen(Readiness when) {
    return new KubernetesKind(context, when, impact, fields, deletion, isKept);
  }

  public KubernetesKind changing(Impact with) {
    return new KubernetesKind(context, readiness, with, fields, deletion, isKept);
  }

  KubernetesKind with(Fields special) {
    return new KubernetesKind(context, readiness, impact, special, deletion, isKept);
  }

  KubernetesKind deletedBy(Deletion special) {
    return new KubernetesKind(context, readiness, impact, fields, special, isKept);
  }

  @Override
  public String kind() {
    return isKept ? context.getKind() + " kept" : context.getKind();
  }

  @Override
  public Optional<String> naturalId(Manifest desired) {
    return Optional.of(desired.id());
  }

  @Override
  public Map<String, Observation<Observed>> observe(KubernetesSession cluster, Set<String> ids) {
    Map<String, Observation<Observed>> found = new HashMap<>();
    if (cluster.reachable().isEmpty()) {
      return found;
    }
    if (ids.size() > 1) {
      listed(cluster)
          .forEach(object -> {
            if (ids.contains(id(object))) {
              found.put(id(object), observation(cluster, object));
            }
          });
    }
    for (String id : ids) {
      if (!found.containsKey(id)) {
        GenericKubernetesResource object = at(cluster.client(), id).get();
        if (object != null) {
          found.put(id, observation(cluster, object));
        }
      }
    }
    return found;
  }

  private List<GenericKubernetesResource> listed(KubernetesSession cluster) {
    var all = cluster.client().genericKubernetesResources(context);
    try {
      return context.isNamespaceScoped()
          ? all.inAnyNamespace()
              .withLabel(KubernetesSession.OWNER_LABEL, cluster.owner().name())
              .list()
              .getItems()
          : all.withLabel(KubernetesSession.OWNER_LABEL, cluster.owner().name()).list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        // The kind itself is not there, or not any more: nor is anything of it.
        return List.of();
      }
      throw e;
    }
  }

  private Observation<Observed> observation(
      KubernetesSession cluster, GenericKubernetesResource object) {
    if (object.getMetadata().getDeletionTimestamp() != null) {
      return Observation.deleting();
    }
    Map<String, String> labels =
        Optional.ofNullable(object.getMetadata().getLabels()).orElseGet(Map::of);
    Ownership ownership =
        cluster.owner().name().equals(labels.get(KubernetesSession.OWNER_LABEL))
            ? Ownership.OURS
            : Ownership.FOREIGN;
    Observed observed =
        new Observed(
            Optional.ofNullable(object.getMetadata().getNamespace()).orElse(""),
            object.getMetadata().getName(),
            Tree.of(object),
            cluster.marks());
    Optional<String> broken = readiness.brokenBy(observed.object());
    if (broken.isPresent()) {
      return new Observation.Broken<>(broken.get(), ownership);
    }
    return readiness
        .waitsFor(observed.object())
        .<Observation<Observed>>map(
            phase -> new Observation.Pending<>(phase, ownership, Optional.of(observed)))
        .orElseGet(() -> new Observation.Present<>(observed, ownership));
  }

  /** Whether there is an object under that id, and it is the owner's. */
  boolean isOurs(KubernetesSession cluster, String id) {
    GenericKubernetesResource there = at(cluster.client(), id).get();
    return there != null && cluster.owner().name().equals(ownerOf(there));
  }

  @Override
  public String create(KubernetesSession cluster, Manifest desired, Intent intent) {
    // Server-side apply does not tell creating from changing: somebody else's is looked for first.
    GenericKubernetesResource there = at(cluster.client(), desired.id()).get();
    if (there != null && !cluster.owner().name().equals(ownerOf(there))) {
      throw new FailureException(
          Failure.refused(
              Failure.Kind.CONFLICT, "AlreadyExists", kind() + " " + desired.id() + " exists"));
    }
    apply(cluster, desired, Optional.of(intent.node()));
    return desired.id();
  }

  @Override
  public Diff diff(Manifest desired, Observed observed) {
    Map<String, Object> wanted = new LinkedHashMap<>(desired.content());
    Map<String, Object> metadata = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>(desired.labels());
    labels.putAll(observed.marks());
    metadata.put("labels", labels);
    metadata.put("annotations", annotations(desired));
    wanted.put("metadata", metadata);
    Diff.Comparison comparison = Diff.compare();
    for (Tree.Difference one : Tree.differences(fields, wanted, observed.object())) {
      Impact with = impactOf(one.path());
      if (fields.areHidden()) {
        comparison.hidden(one.path(), with);
      } else {
        comparison.field(one.path(), one.wanted(), one.found(), with);
      }
    }
    return comparison.done();
  }

  private Impact impactOf(String path) {
    if (fields.isFixed(path)) {
      return Impact.REPLACE;
    }
    return path.startsWith("spec") ? impact : Impact.NONE;
  }

  @Override
  public void update(KubernetesSession cluster, String id, Manifest desired, Observed observed) {
    MergePatch patch =
        MergePatch.of(fields, diff(desired, observed), desired.content(), observed.object());
    if (!patch.isEmpty()) {
      var ignored =
          at(cluster.client(), desired.id())
              .patch(
                  new PatchContext.Builder()
                      .withPatchType(PatchType.JSON_MERGE)
                      .withFieldManager(KubernetesSession.FIELD_MANAGER)
                      .build(),
                  Tree.json(patch.content()));
    }
    apply(cluster, desired, nodeOf(observed.object()));
  }

  @Override
  public void delete(KubernetesSession cluster, String id) {
    if (cluster.reachable().isPresent()) {
      deletion.of(
          cluster.client(),
          id.substring(id.indexOf('/') + 1),
          at(cluster.client(), id),
          () -> remove(cluster, id));
    }
  }

  private void remove(KubernetesSession cluster, String id) {
    try {
      at(cluster.client(), id).delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
  }

  @Override
  public Observed predict(Manifest desired) {
    Map<String, Object> object = new LinkedHashMap<>(desired.content());
    object.put("metadata", Map.of("labels", desired.labels(), "annotations", annotations(desired)));
    return new Observed(desired.namespace(), desired.name(), object, Map.of());
  }

  /** What is there under that name, whosever it is; its namespace is empty outside of any. */
  public Optional<GenericKubernetesResource> find(
      KubernetesClient client, String namespace, String name) {
    return Optional.ofNullable(at(client, namespace + "/" + name).get());
  }

  /** As objects say it: {@code apps/v1}. */
  public String apiVersion() {
    return context.getGroup().isEmpty()
        ? context.getVersion()
        : context.getGroup() + "/" + context.getVersion();
  }

  private void apply(KubernetesSession cluster, Manifest desired, Optional<String> node) {
    Map<String, String> labels = new LinkedHashMap<>(desired.labels());
    labels.putAll(cluster.marks());
    node.ifPresent(name -> labels.put(KubernetesSession.NODE_LABEL, NodeLabel.of(name)));
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(apiVersion());
    object.setKind(context.getKind());
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(desired.name())
            .withNamespace(desired.namespace().isEmpty() ? null : desired.namespace())
            .withLabels(labels)
            .withAnnotations(annotations(desired))
            .build());
    desired.content().forEach(object::setAdditionalProperty);
    var ignored =
        at(cluster.client(), desired.id())
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(KubernetesSession.FIELD_MANAGER)
                    .withForce(true)
                    .build(),
                object);
  }

  private Resource<GenericKubernetesResource> at(KubernetesClient client, String id) {
    int slash = id.indexOf('/');
    String namespace = id.substring(0, slash);
    var all = client.genericKubernetesResources(context);
    return namespace.isEmpty()
        ? all.withName(id.substring(slash + 1))
        : all.inNamespace(namespace).withName(id.substring(slash + 1));
  }

  private static Map<String, String> annotations(Manifest desired) {
    Map<String, String> annotations = new LinkedHashMap<>(desired.annotations());
    // The content's own was made once; labels and annotations are few.
    Map<String, Object> marks = new LinkedHashMap<>();
    marks.put("labels", desired.labels());
    marks.put("annotations", desired.annotations());
    boolean plain = desired.labels().isEmpty() && desired.annotations().isEmpty();
    annotations.put(DIGEST, plain ? desired.digest() : desired.digest() + Tree.digest(marks));
    return annotations;
  }

  private static String id(GenericKubernetesResource object) {
    String namespace = object.getMetadata().getNamespace();
    return (namespace == null ? "" : namespace) + "/" + object.getMetadata().getName();
  }

  private static String ownerOf(GenericKubernetesResource object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(KubernetesSession.OWNER_LABEL, "");
  }

  private static Optional<String> nodeOf(Map<String, Object> object) {
    return Tree.at(object, "metadata", "labels", KubernetesSession.NODE_LABEL).map(String::valueOf);
  }
}
