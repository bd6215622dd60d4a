package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
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
 */
public record KubernetesKind(ResourceDefinitionContext context, Readiness readiness, Impact impact)
    implements ResourceType<KubernetesSession, Manifest, KubernetesKind.Observed> {

  /** Digest of the manifest that was applied last: finds fields that are no longer wanted. */
  private static final String DIGEST = "freehold.io/manifest";

  /** What is there. */
  public record Observed(String namespace, String name, Map<String, Object> object) {}

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
    return new KubernetesKind(context, Readiness.AT_ONCE, Impact.NONE);
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
    return new KubernetesKind(cluster, readiness, impact);
  }

  public KubernetesKind readyWhen(Readiness when) {
    return new KubernetesKind(context, when, impact);
  }

  public KubernetesKind changing(Impact with) {
    return new KubernetesKind(context, readiness, with);
  }

  @Override
  public String kind() {
    return context.getKind();
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
          .getItems()
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

  private GenericKubernetesResourceList listed(KubernetesSession cluster) {
    var all = cluster.client().genericKubernetesResources(context);
    return context.isNamespaceScoped()
        ? all.inAnyNamespace()
            .withLabel(KubernetesSession.OWNER_LABEL, cluster.owner().name())
            .list()
        : all.withLabel(KubernetesSession.OWNER_LABEL, cluster.owner().name()).list();
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
            Tree.of(object));
    return readiness
        .waitsFor(observed.object())
        .<Observation<Observed>>map(
            phase -> new Observation.Pending<>(phase, ownership, Optional.of(observed)))
        .orElseGet(() -> new Observation.Present<>(observed, ownership));
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
    apply(cluster, desired, intent.node());
    return desired.id();
  }

  @Override
  public Diff diff(Manifest desired, Observed observed) {
    Map<String, Object> wanted = new LinkedHashMap<>(desired.content());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("labels", desired.labels());
    metadata.put("annotations", annotations(desired));
    wanted.put("metadata", metadata);
    Diff.Comparison comparison = Diff.compare();
    for (Tree.Difference one : Tree.differences(wanted, observed.object())) {
      Impact with = one.path().startsWith("spec") ? impact : Impact.NONE;
      if (kind().equals("Secret")) {
        comparison.hidden(one.path(), with);
      } else {
        comparison.field(one.path(), one.wanted(), one.found(), with);
      }
    }
    return comparison.done();
  }

  @Override
  public void update(KubernetesSession cluster, String id, Manifest desired, Observed observed) {
    apply(cluster, desired, String.valueOf(nodeOf(observed.object())));
  }

  @Override
  public void delete(KubernetesSession cluster, String id) {
    if (cluster.reachable().isPresent()) {
      try {
        at(cluster.client(), id).delete();
      } catch (KubernetesClientException e) {
        if (e.getCode() != 404) {
          throw e;
        }
      }
    }
  }

  @Override
  public Observed predict(Manifest desired) {
    return new Observed(desired.namespace(), desired.name(), desired.content());
  }

  private void apply(KubernetesSession cluster, Manifest desired, String node) {
    Map<String, String> labels = new LinkedHashMap<>(desired.labels());
    labels.putAll(
        cluster.labels(
            new Intent(cluster.owner(), node, 1))); // labels do not depend on the generation
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(
        context.getGroup().isEmpty()
            ? context.getVersion()
            : context.getGroup() + "/" + context.getVersion());
    object.setKind(kind());
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
    annotations.put(DIGEST, desired.digest());
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

  private static Object nodeOf(Map<String, Object> object) {
    return Tree.at(object, "metadata", "labels", KubernetesSession.NODE_LABEL).orElse("");
  }
}
