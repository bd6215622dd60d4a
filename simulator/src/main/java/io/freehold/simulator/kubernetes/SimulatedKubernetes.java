package io.freehold.simulator.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.controller.Operators;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.http.HttpFront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The API servers of many simulated clusters, on one port of the loopback interface. Each cluster
 * lives under {@code /clusters/<name>}; fabric8 and kubectl take a server address with a path.
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

  static {
    // Else every small answer waits 40 ms for the acknowledgement of its headers. Read once, when
    // the server's classes are loaded.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final Clock clock;
  private final LatencyProfile profile;
  private final long seed;
  private final Operators operators;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, SimulatedCluster> clusters = new ConcurrentHashMap<>();

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
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
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
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + ROOT + name),
            clock,
            profile,
            seed * 31 + name.hashCode(),
            operators,
            environment);
    if (clusters.putIfAbsent(name, cluster) != null) {
      throw new IllegalArgumentException("cluster name: found '" + name + "', which exists");
    }
    return cluster;
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
    server.stop(0);
    threads.shutdownNow();
  }
}
