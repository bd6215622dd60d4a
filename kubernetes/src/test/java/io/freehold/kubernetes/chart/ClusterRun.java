package io.freehold.kubernetes.chart;

import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesFailures;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.ObjectSummary;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One cluster under virtual time, and one owner who brings releases into it, pass by pass. */
public final class ClusterRun implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Place<KubernetesSession, KubernetesSession> HERE =
      new Place<>("cluster", session -> session);
  private static final int MOST_PASSES = 200;

  public final VirtualClock clock = new VirtualClock(START);
  final SimulatedKubernetes kubernetes =
      new SimulatedKubernetes(clock, LatencyProfile.standard().medians(), 1);
  public final SimulatedCluster cluster =
      kubernetes.createCluster(
          "chart", new StandaloneEnvironment().withReadyNodes(3, "arm64", START));
  final InMemoryLedger ledger = new InMemoryLedger();
  final KubernetesClient client;

  private final Renderer renderer = new Renderer();
  private final Owner owner = new Owner("infrabcdef");
  private final Convergence<KubernetesSession> convergence =
      new Convergence<>(
          new KubernetesFailures(),
          (operation, elapsed) -> elapsed.isZero() ? Duration.ZERO : Duration.ofSeconds(5),
          clock);
  private Memory memory = new Memory(Duration.ZERO);

  /** Told before each write. */
  Lease lease = Lease.uncontested();

  public ClusterRun() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(cluster.endpoint().toString())
            .withOauthToken(StandaloneEnvironment.TOKEN)
            .withRequestRetryBackoffLimit(0)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  /** What volume claims may name; the cluster's own, as far as the releases can tell. */
  public void addStorageClass(String name) {
    var _ =
        client
            .storage()
            .v1()
            .storageClasses()
            .resource(
                new StorageClassBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withProvisioner("ebs.csi.aws.com")
                    .withVolumeBindingMode("WaitForFirstConsumer")
                    .build())
            .create();
  }

  /** A graph with these releases, each after the one before it, and no others. */
  public ResourceGraph<KubernetesSession> graph(Release... releases) {
    ResourceGraph<KubernetesSession> graph = new ResourceGraph<>();
    Section<KubernetesSession, KubernetesSession> section = graph.in(HERE);
    Map<String, Ref<KubernetesKind.Observed>> namespaces = new TreeMap<>();
    for (String name : namespaces(releases)) {
      namespaces.put(
          name,
          section.add(
              "namespace-" + name,
              KubernetesKinds.NAMESPACE,
              () -> Manifest.ofCluster(name, Map.of())));
    }
    Ref<?> before = Ref.all(List.copyOf(namespaces.values()));
    for (Release release : releases) {
      before = ChartGraph.add(section, renderer.render(release), List.of(before), Optional.empty());
    }
    return graph;
  }

  /** Those of the releases that a new cluster does not have; Beacon's even without it. */
  private static TreeSet<String> namespaces(Release... releases) {
    TreeSet<String> names = new TreeSet<>(Set.of(Beacon.NAMESPACE));
    for (Release release : releases) {
      names.add(release.namespace());
    }
    names.remove("kube-system");
    return names;
  }

  /** The same after the component was switched off. */
  ResourceGraph<KubernetesSession> without(String component) {
    ResourceGraph<KubernetesSession> graph = graph();
    ChartGraph.sweep(graph.in(HERE), component);
    return graph;
  }

  KubernetesSession session() {
    return new KubernetesSession(Optional.of(client), owner, owner);
  }

  private Scope scope() {
    return new Scope(owner, ledger, lease, memory);
  }

  /** One pass. */
  public PassReport pass(ResourceGraph<KubernetesSession> graph) {
    return convergence.converge(graph, session(), scope(), Gate.OPEN);
  }

  public PassReport plan(ResourceGraph<KubernetesSession> graph) {
    return convergence.plan(graph, session(), scope());
  }

  /**
   * Passes until all is as it should be; a pass that is broken off is followed by one of another
   * process, which remembers nothing.
   */
  public PassReport settle(ResourceGraph<KubernetesSession> graph) {
    for (int i = 0; i < MOST_PASSES; i++) {
      Optional<PassReport> report = tried(graph);
      if (report.isEmpty()) {
        memory = new Memory(Duration.ZERO);
        continue;
      }
      switch (report.get().outcome()) {
        case Outcome.Settled settled -> {
          return report.get();
        }
        case Outcome.Waiting(String on, Duration after) -> clock.advance(after);
        case Outcome.Failed(var failure, Duration after) -> clock.advance(after);
        case Outcome.Finished finished -> throw new AssertionError(finished);
      }
    }
    throw new AssertionError(
        "not settled: "
            + pass(graph).nodes().stream().filter(one -> one.state() != State.READY).toList());
  }

  private Optional<PassReport> tried(ResourceGraph<KubernetesSession> graph) {
    try {
      return Optional.of(pass(graph));
    } catch (LeaseLostException e) {
      return Optional.empty();
    }
  }

  /** Takes everything down, from the ledger alone. */
  public PassReport dismantle(Predicate<LedgerEntry> keep) {
    Kinds<KubernetesSession> kinds = new Kinds<>();
    ChartKinds.all().forEach(kind -> kinds.with(HERE, kind));
    for (int i = 0; i < MOST_PASSES; i++) {
      PassReport report = convergence.dismantle(kinds, session(), scope(), keep);
      switch (report.outcome()) {
        case Outcome.Finished finished -> {
          return report;
        }
        case Outcome.Settled settled -> throw new AssertionError(settled);
        case Outcome.Waiting(String on, Duration after) -> clock.advance(after);
        case Outcome.Failed(var failure, Duration after) -> clock.advance(after);
      }
    }
    throw new AssertionError("not gone: " + ledger.entries());
  }

  /** What is there by us, as {@code resource namespace/name}. */
  public TreeSet<String> ours() {
    TreeSet<String> ours = new TreeSet<>();
    for (ObjectSummary object : cluster.objects()) {
      if ("infrabcdef".equals(object.labels().get("clickhouse-byoc-owner"))) {
        ours.add(object.resource() + " " + object.namespace() + "/" + object.name());
      }
    }
    return ours;
  }

  long podsOf(String job) {
    return cluster.objects().stream()
        .filter(object -> object.kind().equals("Pod"))
        .filter(object -> job.equals(object.labels().get("job-name")))
        .count();
  }

  @Override
  public void close() {
    client.close();
    kubernetes.close();
  }
}
