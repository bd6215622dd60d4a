package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.catalogue.Component;
import io.freehold.kubernetes.catalogue.RenderedComponent;
import io.freehold.kubernetes.chart.ChartGraph;
import io.freehold.kubernetes.platform.Platform.Ground;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.model.name.InfrastructureRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of the platform. They are applied as soon as the cluster's API answers: pods wait
 * for nodes, names and volumes by themselves, and all of them start with the first node. What they
 * cannot wait for is an edge: their identity, and the components that serve their kinds or check
 * their objects.
 */
final class Components {
  /** There before anybody comes. */
  private static final String SYSTEM_NAMESPACE = "kube-system";

  /** On pods: when the certificate ends that they have read at their start. */
  private static final String CERTIFICATE_END = "freehold.io/certificate";

  private Components() {}

  /**
   * What was added.
   *
   * @param components by name; present once all of a component is
   * @param namespaces by name
   */
  record Installed(Map<String, Ref<?>> components, Map<String, Ref<?>> namespaces) {
    Ref<?> component(String name) {
      return of(components, name);
    }

    Ref<?> namespace(String name) {
      return of(namespaces, name);
    }

    private static Ref<?> of(Map<String, Ref<?>> all, String name) {
      Ref<?> ref = all.get(name);
      if (ref == null) {
        throw new IllegalArgumentException(
            "the release's components: found %s, needed %s among them; correct the catalogue"
                .formatted(all.keySet(), name));
      }
      return ref;
    }
  }

  /**
   * Adds them.
   *
   * @param storage what their volume claims name
   */
  static <C> Installed add(
      Section<C, KubernetesSession> cluster,
      Ground ground,
      Ref<?> storage,
      List<RenderedComponent> components) {
    Map<String, Ref<?>> namespaces = new LinkedHashMap<>();
    Map<String, Ref<?>> there = new LinkedHashMap<>();
    for (RenderedComponent one : components) {
      Component component = one.component();
      if (one.release().isEmpty()) {
        ChartGraph.sweep(cluster, component.name());
        continue;
      }
      List<Ref<?>> after = new ArrayList<>();
      after.add(
          namespaces.computeIfAbsent(
              component.namespace(), name -> namespace(cluster, ground, storage, name)));
      after.add(
          ground.underPods().unawaited()); // they wait by themselves; on the way down they cannot
      component.identity().ifPresent(role -> after.add(identity(ground, component, role)));
      component.needs().stream()
          .filter(there::containsKey)
          .forEach(needed -> after.add(there.get(needed)));
      one.secret().ifPresent(secret -> after.add(secret(cluster, component, secret, after)));
      one.logHouse().ifPresent(service -> after.add(LogTableSign.adopt(cluster, service)));
      Optional<Ref<Map<String, String>>> certificate =
          component.certificate().map(name -> certificate(cluster, component, name, after));
      certificate.ifPresent(after::add);
      there.put(component.name(), ChartGraph.add(cluster, one.release().get(), after, certificate));
    }
    return new Installed(there, namespaces);
  }

  /** Under the name of an object of the component's, with which it goes. */
  private static <C> Ref<?> secret(
      Section<C, KubernetesSession> cluster,
      Component component,
      Manifest secret,
      List<Ref<?>> after) {
    return cluster.add(
        ChartGraph.prefix(component.name()) + "Secret/" + secret.name(),
        KubernetesKinds.SECRET,
        Ref.all(after),
        any -> secret);
  }

  /** Likewise; when it ends goes to the pods, which read it at their start. */
  private static <C> Ref<Map<String, String>> certificate(
      Section<C, KubernetesSession> cluster, Component component, String name, List<Ref<?>> after) {
    return cluster
        .add(
            ChartGraph.prefix(component.name()) + "Certificate/" + name,
            KubernetesKinds.CERTIFICATE,
            Ref.all(after),
            any -> InternalAuthority.certificate(component.namespace(), name))
        .map(issued -> Map.of(CERTIFICATE_END, InternalAuthority.end(issued)));
  }

  private static <C> Ref<?> namespace(
      Section<C, KubernetesSession> cluster, Ground ground, Ref<?> storage, String name) {
    return name.equals(SYSTEM_NAMESPACE)
        ? ground.api()
        : cluster.add(
            "namespace-" + name,
            KubernetesKinds.NAMESPACE,
            ground.api(),
            storage.unawaited(),
            (any, claims) -> Manifest.ofCluster(name, Map.of()).withLabels(labels(name)));
  }

  /**
   * A pod of the gateway counts as ready once the load balancers send it traffic: none goes before
   * the next one serves (<a
   * href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/">source</a>).
   */
  private static Map<String, String> labels(String namespace) {
    return namespace.equals(Platform.INGRESS_NAMESPACE)
        ? Map.of("elbv2.k8s.aws/pod-readiness-gate-inject", "enabled")
        : Map.of();
  }

  private static Ref<?> identity(Ground ground, Component component, InfrastructureRole role) {
    Ref<?> identity = ground.identities().get(role);
    if (identity == null) {
      throw new IllegalArgumentException(
          "%s: identity: found %s, needed one of %s; correct the catalogue"
              .formatted(component.name(), role.suffix(), ground.identities().keySet()));
    }
    return identity;
  }
}
