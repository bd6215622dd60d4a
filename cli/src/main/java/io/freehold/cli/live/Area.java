package io.freehold.cli.live;

import java.util.List;
import java.util.Locale;

/**
 * The part of an infrastructure that a kind of resource belongs to, in the order they are shown.
 */
enum Area {
  NETWORK("Network"),
  IDENTITY("Identity"),
  STORAGE("Storage and logs"),
  CLUSTER("Cluster"),
  TRAFFIC("Traffic and names"),
  PLATFORM("Platform"),
  SERVICE("ClickHouse services"),
  OTHER("Other");

  /** The first that fits decides, so the more special words come first. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              SERVICE,
              "clickhouse",
              "keeper",
              "virtual-service",
              "istio-gateway",
              "password",
              "service"),
          new Rule(
              TRAFFIC,
              "load-balancer",
              "target",
              "listener",
              "zone",
              "record",
              "dns",
              "certificate"),
          new Rule(
              CLUSTER,
              "eks",
              "cluster",
              "node-group",
              "nodegroup",
              "add-on",
              "addon",
              "access-entry",
              "pod-identity"),
          new Rule(IDENTITY, "role", "policy", "instance-profile", "boundary", "iam"),
          new Rule(STORAGE, "bucket", "log-group", "kms"),
          new Rule(
              NETWORK,
              "vpc",
              "subnet",
              "internet-gateway",
              "elastic-ip",
              "eip",
              "nat",
              "route",
              "endpoint",
              "security-group",
              "peering"),
          new Rule(
              PLATFORM,
              "namespace",
              "storage-class",
              "custom-resource",
              "crd",
              "deployment",
              "daemon-set",
              "daemonset",
              "config-map",
              "secret",
              "webhook",
              "chart",
              "object",
              "platform",
              "gateway"));

  private final String title;

  Area(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * The area of a kind like {@code nat-gateway}, {@code NatGateway} or {@code
   * aws/network/NatGateway}.
   */
  static Area of(String kind) {
    String words = kind.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      if (rule.words.stream().anyMatch(words::contains)) {
        return rule.area;
      }
    }
    return OTHER;
  }

  private record Rule(Area area, List<String> words) {
    Rule(Area area, String... words) {
      this(area, List.of(words));
    }
  }
}
