package io.freehold.kubernetes.platform;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.Map;
import java.util.Optional;

/**
 * The sign that a service can take logs: it is made by the service once the table is, and what
 * sends logs waits for it. A log that is sent before is refused, and lost.
 */
public final class LogTableSign {
  private static final String NAME = "log-table";

  /** The node of the infrastructure that waits for it. */
  public static final String NODE = NAME;

  /** The table, as SQL names it. */
  public static final String TABLE = "freehold_logs.logs";

  private static final Failure MISSING =
      Failure.refused(
          Failure.Kind.DEPENDENCY,
          "log-table-missing",
          "the service that was chosen to keep logs has no table for them yet");

  private LogTableSign() {}

  /** It, in the service's namespace. */
  public static Manifest in(String namespace) {
    return Manifest.of(namespace, NAME, Map.of("data", Map.of("table", TABLE)));
  }

  static <C> Ref<KubernetesKind.Observed> adopt(
      Section<C, KubernetesSession> cluster, String namespace) {
    Manifest sign = in(namespace);
    return cluster.adopt(
        NODE,
        ChartKinds.CONFIG_MAP,
        sign.id(),
        there -> Optional.empty(),
        new Node.Awaited<>(MISSING, ChartKinds.CONFIG_MAP.predict(sign)));
  }
}
