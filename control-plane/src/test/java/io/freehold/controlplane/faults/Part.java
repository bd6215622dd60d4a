package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.NatGateways;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A part of the life of an infrastructure that stands. It can be lived over and over on the same
 * one.
 *
 * @param name as a sentence goes on with it
 * @param first what the infrastructure is before
 * @param round what happens each time, in its order; nothing where it cannot happen once more
 */
record Part(
    String name, UnaryOperator<InfrastructureSpec> first, Function<Rig, List<Episode>> round) {
  private static final List<String> VERSIONS =
      List.of("1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35");

  /**
   * One thing that is asked for.
   *
   * @param live asks for it, and returns when it is done
   */
  record Episode(String name, Runnable live) {}

  static List<Part> all() {
    return List.of(
        new Part("a service comes up, is changed and goes", spec -> spec, Part::service),
        new Part(
            "NAT gateways and load balancers become fewer and more",
            spec -> spec,
            Part::fewerAndMore),
        new Part(
            "Kubernetes is upgraded",
            spec -> spec.toBuilder().kubernetesVersion(VERSIONS.getFirst()).build(),
            Part::upgrade));
  }

  /** A rig whose infrastructure is ready. */
  Rig start() {
    Rig rig = Rig.steady();
    rig.spec = first.apply(rig.spec);
    Invariants.ready(rig);
    return rig;
  }

  private static List<Episode> service(Rig rig) {
    RiggedService service = new RiggedService(rig);
    return List.of(
        new Episode("a service comes up", service::up),
        new Episode("the service is changed", service::change),
        new Episode("the service goes", service::down));
  }

  private static List<Episode> fewerAndMore(Rig rig) {
    InfrastructureSpec most = rig.spec;
    InfrastructureSpec least =
        most.toBuilder()
            .natGateways(NatGateways.SINGLE)
            .loadBalancers(new LoadBalancers(true, false))
            .build();
    return List.of(
        new Episode(
            "one NAT gateway, no private load balancer",
            () -> {
              become(rig, least);
              assertThat(count(rig, "NatGateway")).isEqualTo(1);
              assertThat(count(rig, "LoadBalancer")).isEqualTo(1);
            }),
        new Episode(
            "a NAT gateway for each zone, a private load balancer",
            () -> {
              become(rig, most);
              assertThat(count(rig, "NatGateway")).isEqualTo(3);
              assertThat(count(rig, "LoadBalancer")).isEqualTo(2);
            }));
  }

  private static List<Episode> upgrade(Rig rig) {
    int next = VERSIONS.indexOf(rig.spec.kubernetesVersion()) + 1;
    if (next == VERSIONS.size()) {
      return List.of();
    }
    InfrastructureSpec newer = rig.spec.toBuilder().kubernetesVersion(VERSIONS.get(next)).build();
    return List.of(
        new Episode(
            "an upgrade",
            () -> {
              become(rig, newer);
              assertThat(version(rig)).isEqualTo(VERSIONS.get(next));
            }));
  }

  private static void become(Rig rig, InfrastructureSpec spec) {
    rig.spec = spec;
    Invariants.ready(rig.afresh());
  }

  private static long count(Rig rig, String kind) {
    return rig.tagged().stream().filter(one -> one.kind().equals(kind)).count();
  }

  private static String version(Rig rig) {
    OutsideChange.Account account = new OutsideChange.Account(rig);
    return account.eks().describeCluster(r -> r.name(account.cluster())).cluster().version();
  }
}
