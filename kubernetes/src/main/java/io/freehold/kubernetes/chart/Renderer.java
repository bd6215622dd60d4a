package io.freehold.kubernetes.chart;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.freehold.kubernetes.chart.ObjectReader.Read;
import io.freehold.kubernetes.resource.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of releases. Each release is rendered twice, the second time at another time of
 * day: what is not the same both times would be changed by every pass, and is refused. What was
 * rendered is kept, since a graph is built for every pass. For several threads.
 */
public final class Renderer {
  /** Of a few hundred infrastructures; what they have in common is kept once. */
  private static final int MOST = 4096;

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Map<Release, RenderedRelease> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Release, RenderedRelease> eldest) {
          return size() > MOST;
        }
      };

  /** Definitions are large, and the same in every infrastructure. */
  private final Map<Manifest, WeakReference<Manifest>> shared = new WeakHashMap<>();

  /**
   * The objects of a release.
   *
   * @throws ChartException if the chart does not take the values, or cannot be part of a graph
   */
  public RenderedRelease render(Release release) {
    RenderedRelease before = find(release);
    if (before == null) {
      // Not under the lock: others find meanwhile what they rendered before. Whoever renders the
      // same at the same time gets the same.
      before = keep(release, renderAnew(release));
    }
    return before;
  }

  private @Nullable RenderedRelease find(Release release) {
    synchronized (known) {
      return known.get(release);
    }
  }

  private RenderedRelease keep(Release release, RenderedRelease rendered) {
    synchronized (known) {
      RenderedRelease kept = withShared(rendered);
      known.put(release, kept);
      return kept;
    }
  }

  private RenderedRelease withShared(RenderedRelease release) {
    return new RenderedRelease(
        release.component(),
        release.objects().stream().map(one -> one.with(shared(one.manifest()))).toList(),
        release.leftOut());
  }

  private Manifest shared(Manifest manifest) {
    WeakReference<Manifest> known = shared.get(manifest);
    Manifest before = known == null ? null : known.get();
    if (before != null) {
      return before;
    }
    shared.put(manifest, new WeakReference<>(manifest));
    return manifest;
  }

  private static RenderedRelease renderAnew(Release release) {
    Set<String> lookups = PreparedChart.lookups(release.chart());
    if (!lookups.isEmpty() && !release.findsNothing()) {
      throw new ChartException(
          release + ": " + String.join(", ", lookups),
          "a look-up in the cluster",
          "a chart that can be rendered without one",
          "set the values that make it needless, and declare that it finds nothing");
    }
    ObjectReader reader = new ObjectReader(release);
    ObjectReader.Contents contents = reader.all(manifests(release, false));
    refuseDifferences(release, contents.objects(), reader.all(manifests(release, true)).objects());
    return new Arrangement(release).of(contents);
  }

  private static void refuseDifferences(Release release, List<Read> first, List<Read> second) {
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      String where =
          i >= first.size() || i >= second.size()
              ? "the number of objects"
              : difference(first.get(i), second.get(i));
      if (!where.isEmpty()) {
        throw new ChartException(
            release + ": " + where,
            "another value at every rendering",
            "the same one",
            "give it by a value: the chart makes it up where none is given");
      }
    }
  }

  private static String difference(Read a, Read b) {
    if (!a.kind().equals(b.kind()) || !a.manifest().id().equals(b.manifest().id())) {
      return a.toString();
    }
    return a.manifest().firstDifference(b.manifest()).map(field -> a + ": " + field).orElse("");
  }

  private static String manifests(Release release, boolean atAnotherTime) {
    try {
      Path folder = Files.createTempDirectory("freehold-chart");
      try {
        Path chart = Files.createDirectory(folder.resolve(release.chart().name()));
        PreparedChart.write(release.chart(), release.apiVersions(), atAnotherTime, chart);
        Path values = folder.resolve("values.json");
        // JSON is YAML too.
        Files.writeString(values, PreparedChart.withoutHooks(JSON.asJson(release.values())));
        return HelmTemplates.render(
            chart, release.component(), release.namespace(), values, release.kubernetesVersion());
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      throw new ChartException(
          release.toString(),
          "\"" + e.getMessage() + "\"",
          "a chart that renders",
          "change the values");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) walk.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
