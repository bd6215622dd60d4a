package io.freehold.simulator.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.controller.Operators;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.http.HttpFront;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The API servers of many simulated clusters, on the loopback interface. Each cluster lives under
 * {@code /clusters/<name>}; fabric8 and kubectl take a server address with a path.
 *
 * <p>It speaks enough of the Kubernetes API for those two: discovery, lists with selectors and
 * pages, watches as plain streams, all patches and server-side apply with field ownership,
 * validation of custom resources against their definitions, finalizers, namespaces, owner
 * references. It does <em>not</em> evaluate CEL rules, call webhooks, convert between versions
 * (they differ in name only), count resources, or run anything: what looks like running pods is
 * computed from the clock and the {@linkplain LatencyProfile latency profile} when somebody looks.
 */
public final class SimulatedKubernetes implements AutoCloseable {
  private static final String ROOT = "/clusters/";

  private final Clock clock;
  private final LatencyProfile profile;
  private final long seed;
  private final Operators operators;
  private final Doors doors;
  private final Map<String, SimulatedCluster> clusters = new ConcurrentHashMap<>();
  private volatile Consumer<SimulatedCluster> listener = cluster -> {};

  /** Starts the server; operators act as soon as their definitions are installed. */
  public SimulatedKubernetes(Clock clock, LatencyProfile profile, long seed) {
    this(clock, profile, seed, Operators.BUILT_IN);
  }

  /**
   * Starts the server.
   *
   * @param clock virtual, scaled or the system's: the time that everything here goes by
   * @param profile how long things take
   * @param seed for ids, names and durations
   * @param operators what the operators behind custom resources need in order to act
   */
  public SimulatedKubernetes(Clock clock, LatencyProfile profile, long seed, Operators operators) {
    this.clock = clock;
    this.profile = profile;
    this.seed = seed;
    this.operators = operators;
    this.doors = new Doors(this::serve);
  }

  /** Lets the controllers of every cluster do what they would have done by now. */
  public void catchUp() {
    clusters.values().forEach(SimulatedCluster::catchUp);
  }

  /**
   * Makes a cluster with what EKS ships and nothing else.
   *
   * @param name {@code [a-zA-Z0-9-]+}, unique in this server
   * @throws IllegalArgumentException for a name that is taken or of another form
   */
  public SimulatedCluster createCluster(String name, ClusterEnvironment environment) {
    if (!name.matches("[a-zA-Z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "cluster name: found '" + name + "', needed letters, digits, '-', '_' and '.'");
    }
    SimulatedCluster cluster =
        new SimulatedCluster(
            doors,
            ROOT + name,
            clock,
            profile,
            seed * 31 + name.hashCode(),
            operators,
            environment);
    if (clusters.putIfAbsent(name, cluster) != null) {
      throw new IllegalArgumentException("cluster name: found '" + name + "', which exists");
    }
    listener.accept(cluster);
    return cluster;
  }

  /** Tells of each new cluster before it gets its first request; there is one listener. */
  public void onEach(Consumer<SimulatedCluster> newListener) {
    listener = newListener;
  }

  /** Deletes a cluster with all that is in it; does nothing where there is none. */
  public void deleteCluster(String name) {
    SimulatedCluster cluster = clusters.remove(name);
    if (cluster != null) {
      cluster.shut();
    }
  }

  public Optional<SimulatedCluster> find(String name) {
    return Optional.ofNullable(clusters.get(name));
  }

  /**
   * A cluster that is there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public SimulatedCluster cluster(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("cluster: found none with the name '" + name + "'"));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.startsWith(ROOT)) {
      int end = path.indexOf('/', ROOT.length());
      String name = path.substring(ROOT.length(), end < 0 ? path.length() : end);
      SimulatedCluster cluster = clusters.get(name);
      if (cluster != null) {
        HttpFront.serve(exchange, end < 0 ? "" : path.substring(end), cluster.handler());
        return;
      }
    }
    HttpFront.nobodyHere(exchange);
  }

  /** Stops the server and all clusters. */
  @Override
  public void close() {
    clusters.keySet().forEach(this::deleteCluster);
    doors.close();
  }
}
