package io.freehold.kubernetes.rendered;

import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.catalogue.RenderedComponent;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.platform.Acme;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.kubernetes.resource.RefinedKind;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ClickHouseService;
import io.freehold.kubernetes.service.ServiceDeployment;
import io.freehold.kubernetes.service.ServiceDeployment.Entrance;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.charts.StandInCharts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One object that a graph wants, in the graph's order.
 *
 * @param node its name in the graph
 */
public record Rendered(String node, KubernetesKind kind, Manifest manifest) {
  private static final Place<KubernetesSession, KubernetesSession> HERE =
      new Place<>("cluster", session -> session);

  /** Stands for what is needed of AWS. */
  private static final String OUTSIDE = "outside";

  public static final ServiceDeployment SMALL =
      new ServiceDeployment(
          "smallabcde",
          List.of(new Entrance("smallabcde.infra.example.com", List.of())),
          1,
          48,
          12,
          100,
          3,
          10,
          "25.8.30.16",
          "a".repeat(64),
          "https://s3.eu-central-1.amazonaws.com/clickhouse-byoc-shared/smallabcde/",
          "eu-central-1",
          "wildcard-certificate",
          new BackupPlan(
              "48 21 * * *",
              Duration.ofDays(1),
              "https://s3.eu-central-1.amazonaws.com/clickhouse-byoc-backup/smallabcde/",
              List.of("10.0.0.0/16"),
              BackupPlan.Stage.ON_SCHEDULE),
          OptionalInt.empty());

  public static final ServiceDeployment LARGE =
      new ServiceDeployment(
          "largeabcde",
          List.of(
              new Entrance(
                  "largeabcde.infra.example.com", List.of("192.0.2.0/24", "198.51.100.7/32")),
              new Entrance("largeabcde-private.infra.example.com", List.of("10.0.0.0/16"))),
          20,
          232,
          58,
          2000,
          3,
          10,
          "25.8.30.16",
          "b".repeat(64),
          "https://s3.us-east-1.amazonaws.com/clickhouse-byoc-shared/largeabcde/",
          "us-east-1",
          "wildcard-certificate",
          new BackupPlan(
              "30 2 * * *",
              Duration.ofDays(1),
              "https://s3.us-east-1.amazonaws.com/clickhouse-byoc-backup/largeabcde/",
              List.of("10.0.0.0/16", "100.64.0.0/20"),
              BackupPlan.Stage.ON_SCHEDULE),
          OptionalInt.empty());

  /** The service of that size, while it is stopped. */
  public static ServiceDeployment stopped(ServiceDeployment running) {
    return with(running, 0, BackupPlan.Stage.ON_SCHEDULE, OptionalInt.empty());
  }

  /** The service of that size, while a last backup is made of it. */
  public static ServiceDeployment ending(ServiceDeployment running) {
    return with(running, running.replicas(), BackupPlan.Stage.LAST, OptionalInt.empty());
  }

  /** The service of that size, chosen to keep logs. */
  public static ServiceDeployment keepingLogs(ServiceDeployment running, int days) {
    return with(running, running.replicas(), BackupPlan.Stage.ON_SCHEDULE, OptionalInt.of(days));
  }

  private static ServiceDeployment with(
      ServiceDeployment running,
      int replicas,
      BackupPlan.Stage stage,
      OptionalInt logRetentionDays) {
    BackupPlan backups = running.backups();
    return new ServiceDeployment(
        running.namespace(),
        running.entrances(),
        replicas,
        running.memoryGb(),
        running.cpus(),
        running.volumeGb(),
        running.keeperReplicas(),
        running.keeperVolumeGb(),
        running.version(),
        running.passwordSha256Hex(),
        running.dataUrl(),
        running.region(),
        running.certificateSecret(),
        new BackupPlan(backups.cron(), backups.period(), backups.url(), backups.from(), stage),
        logRetentionDays);
  }

  /** What stands in every cluster, with both load balancers; of the charts, what stands in. */
  public static List<Rendered> platformWithCharts() {
    ResourceGraph<KubernetesSession> graph = new ResourceGraph<>();
    Section<KubernetesSession, KubernetesSession> cluster = graph.in(HERE);
    Ref<?> outside = outside(cluster);
    List<Platform.Way> ways = new ArrayList<>();
    for (String name : List.of("public", "private")) {
      for (int port : List.of(8443, 9440)) {
        ways.add(new Platform.Way(name, port, 15021, true, target(outside, name, port)));
      }
    }
    Map<InfrastructureRole, Ref<?>> identities = new EnumMap<>(InfrastructureRole.class);
    for (InfrastructureRole role : InfrastructureRole.values()) {
      identities.put(role, outside);
    }
    Platform.add(
        cluster,
        new Platform.Ground(outside, outside, identities, outside, List.of("10.0.0.0/16")),
        components(),
        ways,
        order(outside));
    return of(graph);
  }

  /** The same, without what the charts bring: that is other people's. */
  public static List<Rendered> platform() {
    return platformWithCharts().stream().filter(one -> !one.node().startsWith("chart/")).toList();
  }

  private static List<RenderedComponent> components() {
    InfrastructureSpec spec =
        InfrastructureSpec.builder(
                new ShortName("infraabcde"), "111122223333", "eu-central-1", List.of())
            .build();
    return new ComponentCharts(wanted ->
        StandInCharts.find(wanted.name(), wanted.version())
            .map(files -> Chart.of("stand-in", files)))
        .of(spec, spec.names(NamingScheme.standard()));
  }

  private static Certificates.Order order(Ref<?> outside) {
    return new Certificates.Order(
        "infra.eu-central-1.aws.example.com",
        outside.map(any -> "Z0123456789ABCDEFGHIJ"),
        "eu-central-1",
        Acme.LETS_ENCRYPT);
  }

  private static Ref<?> outside(Section<KubernetesSession, KubernetesSession> cluster) {
    return cluster.add(OUTSIDE, KubernetesKinds.NAMESPACE, () -> Manifest.ofCluster("x", Map.of()));
  }

  private static Ref<Platform.Target> target(Ref<?> outside, String name, int port) {
    return outside.map(any ->
        new Platform.Target(
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/%s-%d/0123456789abcdef"
                .formatted(name, port),
            "sg-0123456789abcdef0"));
  }

  /** One service. */
  public static List<Rendered> service(ServiceDeployment deployment) {
    ResourceGraph<KubernetesSession> graph = new ResourceGraph<>();
    Section<KubernetesSession, KubernetesSession> cluster = graph.in(HERE);
    ClickHouseService.add(cluster, deployment, outside(cluster));
    return of(graph);
  }

  private static List<Rendered> of(ResourceGraph<KubernetesSession> graph) {
    Map<String, Object> known = new HashMap<>();
    List<Rendered> all = new ArrayList<>();
    for (Node<KubernetesSession, ?, ?, ?> node : graph.nodes()) {
      if (node.awaited().isPresent()) {
        known.put(node.name(), node.awaited().get().imagined());
        continue; // somebody else's
      }
      if (node.role() instanceof Node.Unwanted) {
        continue;
      }
      Manifest manifest =
          node.desired()
              .apply(name -> Optional.ofNullable(known.get(name)))
              .map(Manifest.class::cast)
              .orElseThrow(() -> new AssertionError(node.name() + " waits for nothing here"));
      KubernetesKind kind =
          node.type() instanceof RefinedKind refined
              ? refined.plain()
              : (KubernetesKind) node.type();
      known.put(node.name(), kind.predict(manifest));
      if (!node.name().equals(OUTSIDE)) {
        all.add(new Rendered(node.name(), kind, manifest));
      }
    }
    return all;
  }
}
