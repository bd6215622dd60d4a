package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An infrastructure of about the real one's size, five minutes after it began. */
final class Sample {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOW = START.plusSeconds(300);

  private final List<Resource> resources = new ArrayList<>();

  static List<Resource> fiveMinutesIn() {
    return new Sample().build();
  }

  /** The same with every resource in one state. */
  static List<Resource> all(String state) {
    return fiveMinutesIn().stream().map(one -> in(one, state, null)).toList();
  }

  static Resource in(Resource one, String state, @Nullable String message) {
    return new Resource(
        one.node(),
        one.kind(),
        one.externalId(),
        state,
        one.dependsOn(),
        one.since(),
        message,
        one.secondsExpected());
  }

  private List<Resource> build() {
    add("vpc", "Vpc", "ready", 2);
    add("internet-gateway", "InternetGateway", "ready", 3, "vpc");
    for (String zone : List.of("a", "b", "c")) {
      add("subnet-public-" + zone, "Subnet", "ready", 4, "vpc");
      add("subnet-private-" + zone, "Subnet", "ready", 4, "vpc");
      add("address-" + zone, "ElasticIp", "ready", 3);
      add("nat-" + zone, "NatGateway", "ready", 115, "subnet-public-" + zone, "address-" + zone);
      add(
          "route-table-" + zone,
          "RouteTable",
          "ready",
          117,
          "nat-" + zone,
          "subnet-private-" + zone);
    }
    add("s3-endpoint", "GatewayEndpoint", "ready", 10, "vpc");
    add("cluster-security-group", "SecurityGroup", "ready", 6, "vpc");
    for (String role :
        List.of("k8s-control-plane", "k8s-worker", "ebs-csi-driver", "external-dns", "thanos")) {
      add("role-" + role, "Role", "ready", 2);
      add("policy-" + role, "Policy", "ready", 2);
    }
    add("bucket-shared", "Bucket", "ready", 5);
    add("bucket-backup", "Bucket", "ready", 5);
    add("log-group", "LogGroup", "ready", 2);
    creating("cluster", "EksCluster", 10, 600, "role-k8s-control-plane", "subnet-private-a");
    waiting("node-group-system", "NodeGroup", "cluster");
    waiting("node-group-workload", "NodeGroup", "cluster");
    waiting("addon-vpc-cni", "AddOn", "cluster");
    waiting("addon-coredns", "AddOn", "node-group-system");
    creating("load-balancer-public", "LoadBalancer", 270, 155, "subnet-public-a");
    add("target-group-public-https", "TargetGroup", "ready", 7, "vpc");
    waiting("record-wildcard", "Record", "load-balancer-public");
    waiting("storage-class", "StorageClass", "cluster");
    waiting("chart/istiod/Deployment/istiod", "Deployment", "cluster");
    return resources;
  }

  private void add(String node, String kind, String state, int second, String... dependsOn) {
    resources.add(
        new Resource(
            node,
            kind,
            node + "-1",
            state,
            List.of(dependsOn),
            START.plusSeconds(second),
            null,
            null));
  }

  private void creating(String node, String kind, int second, long expected, String... dependsOn) {
    resources.add(
        new Resource(
            node,
            kind,
            null,
            "creating",
            List.of(dependsOn),
            START.plusSeconds(second),
            null,
            expected));
  }

  private void waiting(String node, String kind, String... dependsOn) {
    resources.add(new Resource(node, kind, null, "blocked", List.of(dependsOn), null, null, null));
  }
}
