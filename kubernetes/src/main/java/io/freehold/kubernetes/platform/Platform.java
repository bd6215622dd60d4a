package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.catalogue.RenderedComponent;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.model.name.InfrastructureRole;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What stands in every cluster before the first service. */
public final class Platform {
  /** Where the gateway pods live. */
  public static final String INGRESS_NAMESPACE = "istio-ingress";

  /** The labels by which an Istio Gateway finds its pods. */
  public static final Map<String, String> INGRESS_SELECTOR = Map.of("istio", "ingressgateway");

  /** The storage class for ClickHouse's and Keeper's volumes: gp3, encrypted, deleted with them. */
  public static final String STORAGE_CLASS = "freehold-gp3";

  private static final String INGRESS = "istio-ingressgateway";

  /** The component whose pods are the gateway. */
  private static final String GATEWAY = "istio-gateway";

  /** The component that serves Istio's kinds, and checks their objects. */
  private static final String CONTROLLING = "istiod";

  /** The component that puts the gateway's pods into target groups. */
  private static final String BALANCING = "aws-load-balancer-controller";

  /** The component that obtains certificates; its namespace has the same name. */
  static final String CERTIFYING = "cert-manager";

  /** The component that measures. */
  private static final String MEASURING = "prometheus";

  private Platform() {}

  /**
   * What the platform stands on.
   *
   * @param api present once the cluster's API answers us
   * @param volumes what makes volumes, and takes them away
   * @param identities present once pods get a role
   * @param underPods what pods need for as long as they run
   * @param networks the ranges of the VPC
   */
  public record Ground(
      Ref<?> api,
      Ref<?> volumes,
      Map<InfrastructureRole, ? extends Ref<?>> identities,
      Ref<?> underPods,
      List<String> networks) {
    public Ground {
      identities = Map.copyOf(identities);
      networks = List.copyOf(networks);
    }
  }

  /**
   * The way from a load balancer to the gateway.
   *
   * @param name {@code public} or {@code private}
   * @param port the gateway's port
   * @param healthPort the gateway's port on which the load balancer looks whether it is there
   * @param target present once the load balancer's side is there
   */
  public record Way(String name, int port, int healthPort, boolean wanted, Ref<Target> target) {}

  /**
   * The load balancer's side.
   *
   * @param targetGroupArn the target group that gets the gateway's pods
   * @param securityGroupId the load balancer's group, which the nodes let in
   */
  public record Target(String targetGroupArn, String securityGroupId) {}

  /**
   * Adds the platform.
   *
   * @param components in an order in which each comes after what it needs
   * @param certificate what the gateway shows of itself
   */
  public static <C> void add(
      Section<C, KubernetesSession> cluster,
      Ground ground,
      List<RenderedComponent> components,
      List<Way> ways,
      Certificates.Order certificate) {
    // A claim waits for its volume; but what holds claims has to go while volumes can go.
    Ref<?> storage =
        cluster.add(
            "storage-class",
            KubernetesKinds.STORAGE_CLASS,
            ground.api(),
            ground.volumes().unawaited(),
            (any, volumes) -> storageClass());
    Components.Installed there = Components.add(cluster, ground, storage, components);
    Ref<?> gateway = there.component(GATEWAY);
    Ref<?> balancing = there.component(BALANCING);
    Certificates.add(
        cluster, there.component(CERTIFYING), there.namespace(INGRESS_NAMESPACE), certificate);
    Ref<?> closed =
        IngressGuard.add(
            cluster,
            there.component(CONTROLLING),
            there.namespace(INGRESS_NAMESPACE),
            ground.networks(),
            ways.stream()
                .flatMap(way -> Stream.of(way.port(), way.healthPort()))
                .distinct()
                .sorted()
                .toList());
    IngressKeepalive.add(cluster, there.component(CONTROLLING), there.namespace(INGRESS_NAMESPACE));
    Ref<?> guarded = gateway.after(closed);
    InternalAuthority.add(
        cluster,
        there.component(CERTIFYING),
        there.namespace(CERTIFYING),
        there.namespace(INGRESS_NAMESPACE));
    IngressMetrics.add(cluster, there.component(MEASURING), gateway);
    AgentPlaces.add(cluster, ground.api());
    for (Way way : ways) {
      cluster
          .onlyIf(way.wanted())
          .add(
              "binding-" + way.name() + "-" + way.port(),
              KubernetesKinds.TARGET_GROUP_BINDING,
              // Nobody reaches it before it refuses.
              guarded,
              balancing,
              way.target(),
              (pods, controller, target) -> binding(way, target));
    }
  }

  private static Manifest storageClass() {
    return Manifest.ofCluster(
        STORAGE_CLASS,
        Map.of(
            "provisioner",
            "ebs.csi.aws.com",
            "parameters",
            Map.of("type", "gp3", "encrypted", "true"),
            "reclaimPolicy",
            "Delete",
            "allowVolumeExpansion",
            true,
            // A volume lives in one zone: it is made where its pod is placed.
            "volumeBindingMode",
            "WaitForFirstConsumer"));
  }

  private static Manifest binding(Way way, Target target) {
    Map<String, Object> from = Map.of("securityGroup", Map.of("groupID", target.securityGroupId()));
    return Manifest.of(
        INGRESS_NAMESPACE,
        way.name() + "-" + way.port(),
        Map.of(
            "spec",
            Map.of(
                "serviceRef",
                Map.of("name", INGRESS, "port", way.port()),
                "targetGroupARN",
                target.targetGroupArn(),
                "targetType",
                "ip",
                "networking",
                Map.of(
                    "ingress",
                    List.of(
                        Map.of(
                            "from",
                            List.of(from),
                            "ports",
                            Stream.of(way.port(), way.healthPort())
                                .map(port -> Map.of("protocol", "TCP", "port", port))
                                .toList()))))));
  }
}
