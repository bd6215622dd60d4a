package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands in every cluster before the first service. */
public final class Platform {
  /** Where the gateway pods live. */
  public static final String INGRESS_NAMESPACE = "istio-ingress";

  /** The labels by which an Istio Gateway finds its pods. */
  public static final Map<String, String> INGRESS_SELECTOR = Map.of("istio", "ingressgateway");

  /** The storage class for ClickHouse's and Keeper's volumes: gp3, encrypted, deleted with them. */
  public static final String STORAGE_CLASS = "freehold-gp3";

  private static final String INGRESS = "istio-ingressgateway";

  /**
   * The gateway takes the client's address from the proxy protocol, as the target groups send it
   * (<a
   * href="https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/">source</a>).
   */
  private static final Map<String, String> PROXY_PROTOCOL =
      Map.of("proxy.istio.io/config", "{\"gatewayTopology\":{\"proxyProtocol\":{}}}");

  /** The ports of the way in, by name: what clients of ClickHouse connect to, with TLS. */
  private static final Map<String, Integer> PORTS = Map.of("https", 8443, "native-tls", 9440);

  private Platform() {}

  /** What services build on. */
  public record Parts(
      Ref<List<KubernetesKind.Observed>> definitions,
      Ref<KubernetesKind.Observed> storage,
      Ref<KubernetesKind.Observed> ingress) {}

  /**
   * The way from a load balancer to the gateway.
   *
   * @param name {@code public} or {@code private}
   * @param port the gateway's port
   * @param target present once the load balancer's side is there
   */
  public record Way(String name, int port, boolean wanted, Ref<Target> target) {}

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
   * @param api present once the cluster's API answers us
   * @param pods present once pods can find each other by name
   * @param volumes present once volumes can be made
   * @param certificate what the gateway shows of itself
   */
  public static <C> Parts add(
      Section<C, KubernetesSession> cluster,
      Ref<?> api,
      Ref<?> pods,
      Ref<?> volumes,
      List<Way> ways,
      Certificates.Order certificate) {
    List<Ref<KubernetesKind.Observed>> definitions = new ArrayList<>();
    CustomResources.all()
        .forEach((name, manifest) ->
            definitions.add(
                cluster.add(
                    "crd-" + name,
                    KubernetesKinds.CUSTOM_RESOURCE_DEFINITION,
                    api,
                    any -> manifest)));
    Ref<List<KubernetesKind.Observed>> known = Ref.all(definitions);
    var storage =
        cluster.add("storage-class", KubernetesKinds.STORAGE_CLASS, volumes, any -> storageClass());
    var namespace =
        cluster.add(
            "ingress-namespace",
            KubernetesKinds.NAMESPACE,
            api,
            any -> Manifest.ofCluster(INGRESS_NAMESPACE, Map.of()));
    Certificates.add(cluster, known, namespace, certificate);
    var service =
        cluster.add(
            "ingress-service", KubernetesKinds.SERVICE, namespace, in -> service(in.name()));
    var ingress =
        cluster.add(
            "ingress",
            KubernetesKinds.DEPLOYMENT,
            namespace,
            pods,
            (in, any) -> deployment(in.name()));
    for (Way way : ways) {
      cluster
          .onlyIf(way.wanted())
          .add(
              "binding-" + way.name() + "-" + way.port(),
              KubernetesKinds.TARGET_GROUP_BINDING,
              known,
              service,
              ingress,
              way.target(),
              (crds, to, running, target) -> binding(way, target));
    }
    return new Parts(known, storage, ingress);
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

  private static Manifest service(String namespace) {
    List<Map<String, Object>> ports =
        PORTS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .<Map<String, Object>>map(port ->
                Map.of(
                    "name", port.getKey(),
                    "port", port.getValue(),
                    "targetPort", port.getValue(),
                    "protocol", "TCP"))
            .toList();
    return Manifest.of(
        namespace,
        INGRESS,
        Map.of("spec", Map.of("type", "ClusterIP", "selector", INGRESS_SELECTOR, "ports", ports)));
  }

  private static Manifest deployment(String namespace) {
    List<Map<String, Object>> ports =
        PORTS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .<Map<String, Object>>map(
                port -> Map.of("name", port.getKey(), "containerPort", port.getValue()))
            .toList();
    Map<String, Object> container =
        Map.of(
            "name",
            "istio-proxy",
            "image",
            "docker.io/istio/proxyv2:1.27.3",
            "args",
            List.of("proxy", "router"),
            "ports",
            ports,
            "resources",
            Map.of("requests", Map.of("cpu", "100m", "memory", "128Mi")));
    Map<String, Object> spread =
        Map.of(
            "maxSkew",
            1,
            "topologyKey",
            "topology.kubernetes.io/zone",
            "whenUnsatisfiable",
            "ScheduleAnyway",
            "labelSelector",
            Map.of("matchLabels", INGRESS_SELECTOR));
    return Manifest.of(
        namespace,
        INGRESS,
        Map.of(
            "spec",
            Map.of(
                "replicas",
                3,
                "selector",
                Map.of("matchLabels", INGRESS_SELECTOR),
                "template",
                Map.of(
                    "metadata",
                    Map.of("labels", INGRESS_SELECTOR, "annotations", PROXY_PROTOCOL),
                    "spec",
                    Map.of(
                        "containers",
                        List.of(container),
                        "topologySpreadConstraints",
                        List.of(spread))))));
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
                            List.of(Map.of("protocol", "TCP", "port", way.port()))))))));
  }
}
