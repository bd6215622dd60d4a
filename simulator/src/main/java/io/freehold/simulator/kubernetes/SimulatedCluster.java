package io.freehold.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.api.WriteOptions;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.controller.Controllers;
import io.freehold.simulator.kubernetes.controller.Durations;
import io.freehold.simulator.kubernetes.controller.Operators;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.http.ApiHandler;
import io.freehold.simulator.kubernetes.http.ClusterPort;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.lever.Call;
import io.freehold.simulator.kubernetes.lever.Lever;
import io.freehold.simulator.kubernetes.lever.Levers;
import io.freehold.simulator.kubernetes.metrics.SimulatedPrometheus;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One simulated cluster: where its API is, the levers that make it fail, and a look inside that
 * needs no request. Resources are named as {@code pods} or {@code deployments.apps}; verbs are
 * {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code
 * apply} (server-side), {@code delete}, {@code deletecollection}; {@code *} is any.
 */
public final class SimulatedCluster {
  private final Doors doors;
  private final String path;
  private final Clock clock;
  private final ClusterState state;
  private final Levers levers = new Levers();
  private final Controllers controllers;
  private final SimulatedPrometheus prometheus;
  private final ApiHandler handler;
  private volatile boolean open = true;

  SimulatedCluster(
      Doors doors,
      String path,
      Clock clock,
      LatencyProfile profile,
      long seed,
      Operators operators,
      ClusterEnvironment environment) {
    this.doors = doors;
    this.path = path;
    this.clock = clock;
    this.state = new ClusterState(clock.instant(), new SplittableRandom(seed));
    this.controllers =
        new Controllers(state, environment, levers, new Durations(profile, seed), operators);
    this.prometheus = new SimulatedPrometheus(state);
    this.handler = new ApiHandler(new Port(environment));
    InitialObjects.putInto(state);
  }

  /** The address for clients, with a path and no slash at the end. */
  public URI endpoint() {
    return URI.create(doors.address() + path);
  }

  /** The same with TLS, for clients that send no token without, as kubectl does. */
  public URI secureEndpoint() {
    return URI.create(doors.secureAddress() + path);
  }

  /** The certificate authority of {@link #secureEndpoint}, in PEM. */
  public String certificateAuthority() {
    return doors.certificate().pem();
  }

  /** What kubectl needs to come in with a bearer token: the content of a kubeconfig file. */
  public String kubeconfig(String token) {
    String authority =
        Base64.getEncoder()
            .encodeToString(certificateAuthority().getBytes(StandardCharsets.US_ASCII));
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: simulated
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: simulated
      user:
        token: %s
    contexts:
    - name: simulated
      context:
        cluster: simulated
        user: simulated
    current-context: simulated
    """
        .formatted(secureEndpoint(), authority, token);
  }

  ApiHandler handler() {
    return handler;
  }

  void shut() {
    open = false;
    state.wakeWatches();
  }

  /**
   * Brings the cluster to the present without a request. Whoever reads what it writes elsewhere,
   * such as the targets of a load balancer, calls this first.
   */
  public void catchUp() {
    controllers.catchUp(clock.instant());
  }

  /** What time it is in the cluster. */
  public Instant now() {
    return clock.instant();
  }

  /** From now on every connection breaks without an answer. */
  public void unreachable() {
    levers.setReachable(false);
    state.wakeWatches();
  }

  public void reachable() {
    levers.setReachable(true);
  }

  /** The next such call is answered 500, and nothing happens. */
  public Lever failNext(String verb, String resource) {
    return failNext(verb, resource, 500, 1);
  }

  /**
   * The next calls are refused.
   *
   * @param code 401, 403, 409, 429, 500 or 503
   * @param times how many calls
   */
  public Lever failNext(String verb, String resource, int code, int times) {
    return levers.add(verb, resource, Lever.Fate.FAILS, code, 0, times);
  }

  /** The next such call takes effect, but its connection breaks instead of the answer. */
  public Lever loseAnswerOf(String verb, String resource) {
    return loseAnswerOf(verb, resource, 1);
  }

  /** The same for the n-th such call from now on, counted from 1. */
  public Lever loseAnswerOf(String verb, String resource, int number) {
    return levers.add(verb, resource, Lever.Fate.ANSWER_LOST, 0, number - 1, 1);
  }

  /** The connection of the next such call breaks before it takes effect. */
  public Lever loseRequestOf(String verb, String resource) {
    return loseRequestOf(verb, resource, 1);
  }

  /** The same for the n-th such call from now on, counted from 1. */
  public Lever loseRequestOf(String verb, String resource, int number) {
    return levers.add(verb, resource, Lever.Fate.REQUEST_LOST, 0, number - 1, 1);
  }

  /** This object, or all pods of this owner, will not become ready until {@link #readyAgain}. */
  public void neverReady(String kind, String namespace, String name) {
    levers.neverReady(kind, namespace, name);
    controllers.settingsChanged();
  }

  public void readyAgain(String kind, String namespace, String name) {
    levers.readyAgain(kind, namespace, name);
    controllers.settingsChanged();
  }

  /** Every job of that name fails as often as it may, and then gives up. */
  public void givesUp(String namespace, String job) {
    levers.giveUp(namespace, job);
    controllers.settingsChanged();
  }

  /**
   * Whoever issues certificates refuses every new one, renewals too, until {@link
   * #issueCertificates}; what is issued stays. cert-manager tries again after an hour, and ever
   * more rarely.
   *
   * @param reason in the issuer's words: {@code 429 urn:ietf:params:acme:error:rateLimited: ...}
   */
  public void refuseCertificates(String reason) {
    catchUp(); // what was issued by now was not refused
    levers.setRefusal(Optional.of(reason));
    controllers.settingsChanged();
  }

  public void issueCertificates() {
    levers.setRefusal(Optional.empty());
    controllers.settingsChanged();
  }

  /** For how long certificates are valid that are issued from now on; 90 days at first. */
  public void certificatesLast(Duration lifetime) {
    catchUp();
    levers.setCertificatesLast(lifetime);
  }

  /**
   * From now on every backup that a server of this namespace is asked for ends in an error.
   *
   * @param reason what the server answers
   */
  public void failBackups(String namespace, String reason) {
    levers.failBackups(namespace, reason);
    controllers.settingsChanged();
  }

  public void mendBackups(String namespace) {
    levers.mendBackups(namespace);
    controllers.settingsChanged();
  }

  /**
   * A change by somebody else, as with {@code kubectl edit}: it takes the fields that it changes.
   *
   * @throws IllegalArgumentException where there is no such object
   */
  public void edit(String resource, String namespace, String name, Consumer<ObjectNode> change) {
    catchUp();
    state.lock().lock();
    try {
      ResourceKind kind = kind(resource);
      ObjectKey key = new ObjectKey(kind.resource(), namespace, name);
      ObjectNode edited = Writes.inVersion(kind, existing(key)).deepCopy();
      change.accept(edited);
      new Writes(state).update(kind, key, "", edited, WriteOptions.by("kubectl-edit"));
    } finally {
      state.lock().unlock();
    }
  }

  /** Somebody else makes an object, as with {@code kubectl create}. */
  public void add(String resource, String namespace, ObjectNode object) {
    catchUp();
    state.lock().lock();
    try {
      new Writes(state)
          .create(kind(resource), namespace, object, WriteOptions.by("kubectl-create"));
    } finally {
      state.lock().unlock();
    }
  }

  /** A deletion by somebody else, whatever finalizers say. */
  public void remove(String resource, String namespace, String name) {
    state.lock().lock();
    try {
      ObjectKey key = new ObjectKey(GroupResource.parse(resource), namespace, name);
      existing(key);
      state.remove(key);
    } finally {
      state.lock().unlock();
    }
  }

  /** How services are used, and whether anybody measures it. */
  public SimulatedPrometheus prometheus() {
    catchUp();
    return prometheus;
  }

  /** An object as it is now. It is a copy. */
  public Optional<ObjectNode> object(String resource, String namespace, String name) {
    catchUp();
    state.lock().lock();
    try {
      return state
          .find(new ObjectKey(GroupResource.parse(resource), namespace, name))
          .map(ObjectNode::deepCopy);
    } finally {
      state.lock().unlock();
    }
  }

  /** Since when an object is as it is, to the nanosecond; what it tells of itself is coarser. */
  public Optional<Instant> changedAt(String resource, String namespace, String name) {
    catchUp();
    state.lock().lock();
    try {
      return state.changedAt(new ObjectKey(GroupResource.parse(resource), namespace, name));
    } finally {
      state.lock().unlock();
    }
  }

  /** When the certificate of that name was issued, if it is there. */
  public Optional<Instant> issued(String namespace, String certificate) {
    return object("certificates.cert-manager.io", namespace, certificate)
        .map(object -> object.at("/status/notBefore").asText())
        .filter(time -> !time.isEmpty())
        .map(Instant::parse);
  }

  /** Everything that exists, in a fixed order. */
  public List<ObjectSummary> objects() {
    catchUp();
    state.lock().lock();
    try {
      return state.store().all().entrySet().stream()
          .map(entry -> summary(entry.getKey(), entry.getValue()))
          .toList();
    } finally {
      state.lock().unlock();
    }
  }

  /** The first 20,000 calls, oldest first. */
  public List<Call> calls() {
    return levers.calls();
  }

  /** How many calls there were, by {@code verb resource}. */
  public Map<String, Integer> callCounts() {
    return levers.callCounts();
  }

  public void forgetCalls() {
    levers.forgetCalls();
  }

  private static ObjectSummary summary(ObjectKey key, ObjectNode object) {
    Map<String, String> labels = new HashMap<>();
    JsonNode metadata = object.path("metadata");
    metadata
        .path("labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return new ObjectSummary(
        key.resource().toString(),
        object.path("kind").asText(),
        key.namespace(),
        key.name(),
        labels,
        !metadata.path("ownerReferences").isEmpty());
  }

  private ResourceKind kind(String resource) {
    return state
        .kinds()
        .find(GroupResource.parse(resource))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "resource: found '" + resource + "', which this cluster does not have"));
  }

  private ObjectNode existing(ObjectKey key) {
    return state
        .find(key)
        .orElseThrow(() -> new IllegalArgumentException("object: found no " + key));
  }

  private final class Port implements ClusterPort {
    private final ClusterEnvironment environment;

    Port(ClusterEnvironment environment) {
      this.environment = environment;
    }

    @Override
    public ClusterState state() {
      return state;
    }

    @Override
    public ClusterEnvironment environment() {
      return environment;
    }

    @Override
    public Levers levers() {
      return levers;
    }

    @Override
    public SimulatedPrometheus prometheus() {
      return prometheus;
    }

    @Override
    public String prefix() {
      return path;
    }

    @Override
    public void catchUp() {
      SimulatedCluster.this.catchUp();
    }

    @Override
    public boolean open() {
      return open;
    }
  }
}
