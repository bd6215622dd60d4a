package io.freehold.kubernetes.chart;

import io.freehold.kubernetes.chart.ObjectReader.Read;
import io.freehold.kubernetes.chart.RenderedObject.Step;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives each object of a release its name in the graph and its place in the order. */
final class Arrangement {
  private static final String POLICY = "helm.sh/resource-policy";
  private static final int DIGEST = 8;
  private static final int LONGEST = 63;

  private final Release release;

  Arrangement(Release release) {
    this.release = release;
  }

  RenderedRelease of(ObjectReader.Contents contents) {
    Set<String> served = served(contents.objects());
    String digest = digest(contents.objects());
    List<RenderedObject> objects = new ArrayList<>();
    for (Read one : contents.objects()) {
      if (one.hook().isPresent()) {
        objects.add(hook(one, one.hook().get(), digest));
      } else if (!isReleaseNamespace(one)) {
        objects.add(object(one, one.kind(), one.manifest(), step(one, served)));
      }
    }
    objects.sort(RenderedObject.ORDER);
    refuseDoubles(objects);
    return new RenderedRelease(release.component(), objects, contents.leftOut());
  }

  /** The graph makes namespaces itself: several components may live in one. */
  private boolean isReleaseNamespace(Read one) {
    return one.kind().kind().equals("Namespace")
        && one.manifest().name().equals(release.namespace());
  }

  private static boolean runs(Read one) {
    return one.kind().kind().equals("Job");
  }

  private static Step step(Read one, Set<String> served) {
    boolean isOwn = served.contains(one.kind().context().getGroup() + "/" + one.kind().kind());
    return new Step(isOwn ? Phase.OPEN : Phase.of(one.kind().kind()), 0, false);
  }

  /**
   * What a hook runs is made under another name with every release that is different, so that it
   * runs again; the earlier one goes as everything does that the release no longer has.
   */
  private RenderedObject hook(Read one, Hook.Use.Applied hook, String digest) {
    Step step = new Step(hook.phase(), hook.weight(), runs(one));
    if (!runs(one)) {
      return object(one, one.kind(), one.manifest(), step);
    }
    Manifest manifest = one.manifest();
    if (hook.withEveryRelease()) {
      String name = manifest.name();
      int room = LONGEST - DIGEST - 1;
      manifest =
          manifest.named((name.length() > room ? name.substring(0, room) : name) + "-" + digest);
    }
    return object(one, one.kind().once(), manifest, step);
  }

  private RenderedObject object(Read one, KubernetesKind kind, Manifest manifest, Step step) {
    boolean keep = "keep".equals(manifest.annotations().get(POLICY));
    return new RenderedObject(
        node(kind, manifest), one.template(), keep ? kind.kept() : kind, manifest, step);
  }

  /** Never changes for the same object: a renamed node is an abandoned thing. */
  private String node(KubernetesKind kind, Manifest manifest) {
    String elsewhere =
        manifest.namespace().isEmpty() || manifest.namespace().equals(release.namespace())
            ? ""
            : manifest.namespace() + "/";
    return ChartGraph.prefix(release.component()) + kind.kind() + "/" + elsewhere + manifest.name();
  }

  private static Set<String> served(List<Read> all) {
    Set<String> served = new HashSet<>();
    for (Read one : all) {
      if (one.kind().kind().equals("CustomResourceDefinition")
          && one.manifest().content().get("spec") instanceof Map<?, ?> spec
          && spec.get("names") instanceof Map<?, ?> names) {
        served.add(spec.get("group") + "/" + names.get("kind"));
      }
    }
    return served;
  }

  private static String digest(List<Read> all) {
    List<String> parts = new ArrayList<>();
    for (Read one : all) {
      parts.add(
          one.kind().kind()
              + one.manifest().id()
              + one.manifest().digest()
              + one.manifest().labels().entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .toList()
              + one.manifest().annotations().entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .toList());
    }
    return Manifest.ofCluster("release", Map.of("parts", parts)).digest().substring(0, DIGEST);
  }

  private void refuseDoubles(List<RenderedObject> objects) {
    Map<String, RenderedObject> byNode = new HashMap<>();
    for (RenderedObject one : objects) {
      RenderedObject other = byNode.put(one.node(), one);
      if (other != null) {
        throw new ChartException(
            release + ": " + one,
            "the same object in " + other.template(),
            "each object once",
            "switch one of them off by a value");
      }
    }
  }
}
