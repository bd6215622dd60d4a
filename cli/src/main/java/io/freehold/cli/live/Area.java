package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Resource;
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

  private static final String OF_CHARTS = "chart/";

  /** The first that fits decides: a word that is part of another one comes after it. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(SERVICE, "keeper", "click-house", "virtual-service", "=gateway", "=secret"),
          new Rule(
              PLATFORM,
              "=namespace",
              "=service",
              "service-account",
              "deployment",
              "custom-resource"),
          new Rule(
              PLATFORM,
              "storage-class",
              "target-group-binding",
              "certificate",
              "issuer",
              "network-policy",
              "authorization-policy",
              "envoy-filter",
              "pod-monitor"),
          new Rule(TRAFFIC, "load-balancer", "target-group", "listener", "hosted-zone", "record"),
          new Rule(
              CLUSTER,
              "eks",
              "cluster",
              "node-group",
              "launch-template",
              "add-on",
              "addon",
              "access-entry",
              "pod-identity"),
          new Rule(IDENTITY, "role", "policy", "instance-profile"),
          new Rule(STORAGE, "bucket", "log-group", "key"),
          new Rule(
              NETWORK,
              "vpc",
              "subnet",
              "gateway",
              "elastic-ip",
              "route",
              "security-group",
              "peering"));

  private final String title;

  Area(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Where a resource belongs: the objects of charts are the platform's, whatever they are. */
  static Area of(Resource resource) {
    return resource.node().startsWith(OF_CHARTS) ? PLATFORM : of(resource.kind());
  }

  /** What a resource is called where its area is said already. */
  static String shortName(Resource resource) {
    return resource.node().startsWith(OF_CHARTS)
        ? resource.node().substring(OF_CHARTS.length())
        : resource.node();
  }

  /** The area of a kind like {@code NatGateway}. */
  static Area of(String kind) {
    String words = kind.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      if (rule.fits(words)) {
        return rule.area;
      }
    }
    return OTHER;
  }

  /** A pattern is a part of the kind's name, or after a {@code =} the whole of it. */
  private record Rule(Area area, List<String> patterns) {
    Rule(Area area, String... patterns) {
      this(area, List.of(patterns));
    }

    boolean fits(String words) {
      return patterns.stream()
          .anyMatch(p -> p.startsWith("=") ? words.equals(p.substring(1)) : words.contains(p));
    }
  }
}
