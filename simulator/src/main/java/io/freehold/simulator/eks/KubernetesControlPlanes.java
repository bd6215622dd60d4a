package io.freehold.simulator.eks;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.dns.Route53;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.loadbalancing.LoadBalancing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A simulated Kubernetes API behind each cluster. Used under the world's lock. */
final class KubernetesControlPlanes implements ControlPlanes {
  private record Key(Location location, String cluster) {}

  private final World world;
  private final Sites<Site> sites;
  private final SimulatedKubernetes kubernetes;
  private final LoadBalancing loadBalancing;
  private final Route53 route53;
  private final StandingTokens standing;
  private final ObjectWriter objects;
  private final Map<Key, String> names = new HashMap<>();
  private final Map<String, Instant> ends = new HashMap<>();

  KubernetesControlPlanes(
      World world,
      Sites<Site> sites,
      SimulatedKubernetes kubernetes,
      LoadBalancing loadBalancing,
      Route53 route53,
      StandingTokens standing,
      ObjectWriter objects) {
    this.objects = objects;
    this.standing = standing;
    this.world = world;
    this.sites = sites;
    this.kubernetes = kubernetes;
    this.loadBalancing = loadBalancing;
    this.route53 = route53;
  }

  @Override
  public Optional<Reach> reach(Location location, String cluster) {
    sweep();
    String name = names.computeIfAbsent(new Key(location, cluster), this::start);
    SimulatedCluster there = kubernetes.cluster(name);
    String authority =
        Base64.getEncoder()
            .encodeToString(there.certificateAuthority().getBytes(StandardCharsets.US_ASCII));
    return Optional.of(new Reach(there.secureEndpoint().toString(), authority));
  }

  /** A cluster that is made anew under the same name is another one. */
  private String start(Key key) {
    String name = key.cluster() + "-" + world.ids().hex(key.location(), "kubernetes", 8);
    kubernetes.createCluster(
        name,
        new EksEnvironment(
            world,
            sites,
            key.location(),
            key.cluster(),
            loadBalancing,
            route53,
            standing,
            objects));
    return name;
  }

  @Override
  public void end(Location location, String cluster, Instant at) {
    sweep();
    String name = names.remove(new Key(location, cluster));
    if (name != null) {
      ends.put(name, at);
    }
  }

  private void sweep() {
    List<String> over =
        ends.entrySet().stream()
            .filter(end -> !world.now().isBefore(end.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(name -> {
      kubernetes.deleteCluster(name);
      ends.remove(name);
    });
  }

  /** The cluster behind an EKS cluster, if it is active and was asked for. */
  Optional<SimulatedCluster> find(Location location, String cluster) {
    sweep();
    return Optional.ofNullable(names.get(new Key(location, cluster))).flatMap(kubernetes::find);
  }
}
