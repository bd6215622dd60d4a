package io.freehold.simulator.kubernetes.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.ClusterState;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import io.freehold.simulator.kubernetes.store.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The Prometheus of one cluster, which answers while a pod of it is ready. It measures what the
 * cluster's PodMonitors name: whether each pod answers, some of what servers say of themselves, and
 * what the gateway has forwarded. It has no past but that of its counters; a metric that it does
 * not know has no series. Services are called by their namespace.
 */
public final class SimulatedPrometheus {
  private static final GroupResource MONITORS =
      new GroupResource("monitoring.coreos.com", "podmonitors");
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final String GATEWAY = "ingressgateway";

  private final ClusterState state;
  private final Map<String, ServiceTraffic> answered = new ConcurrentHashMap<>();
  private final Map<String, ServiceTraffic> refused = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean measuring = true;

  public SimulatedPrometheus(ClusterState state) {
    this.state = state;
  }

  private record Target(Map<String, String> labels, JsonNode pod, boolean up) {
    String namespace() {
      return labels.getOrDefault("namespace", "");
    }

    boolean isGateway() {
      return GATEWAY.equals(pod.at("/metadata/labels/istio").asText());
    }
  }

  /** From now on clients ask that much of a service. */
  public void queries(String service, int perMinute) {
    answered.compute(service, (name, so) -> orNone(so).at(state.now(), perMinute));
  }

  /** A client asks something of a service, once. */
  public void use(String service) {
    answered.compute(service, (name, so) -> orNone(so).more(state.now(), 1));
  }

  /** Somebody asks a service with a wrong password. */
  public void useWithoutRight(String service) {
    refused.compute(service, (name, so) -> orNone(so).more(state.now(), 1));
  }

  /** A service works at a long query, of whomever, until it is told that it is done. */
  public void longQuery(String service, boolean running) {
    if (running) {
      busy.add(service);
    } else {
      busy.remove(service);
    }
  }

  /** It still answers, but has nothing new, or has again. */
  public void measures(boolean whether) {
    measuring = whether;
  }

  private static ServiceTraffic orNone(@Nullable ServiceTraffic known) {
    return known == null ? ServiceTraffic.NONE : known;
  }

  /** A pod that is one of its own. */
  public static boolean isProgramOf(JsonNode pod) {
    return pod.at("/metadata/labels").path("app.kubernetes.io/name").asText().equals("prometheus");
  }

  /**
   * Answers an instant query as Prometheus' API does.
   *
   * @throws IllegalArgumentException for a query that is not understood
   */
  public ObjectNode answer(String query) {
    VectorQuery parsed = VectorQuery.parse(query);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("status", "success");
    ObjectNode data = answer.putObject("data");
    data.put("resultType", "vector");
    ArrayNode result = data.putArray("result");
    for (Series one : parsed.of(measuring ? series() : List.of())) {
      ObjectNode shown = result.addObject();
      ObjectNode metric = shown.putObject("metric");
      one.labels().forEach(metric::put);
      shown.putArray("value").add(state.now().toEpochMilli() / 1000.0).add(text(one.value()));
    }
    return answer;
  }

  /**
   * Answers {@code /federate}: the series that a selector names, in Prometheus' text format, each
   * without a type and with the time of its measurement.
   *
   * @throws IllegalArgumentException for a selector that is not understood
   */
  public String federate(String selector) {
    StringBuilder text = new StringBuilder();
    String latest = "";
    List<Series> found =
        VectorQuery.parse(selector).of(measuring ? series() : List.of()).stream()
            .sorted(Comparator.comparing(Series::name).thenComparing(Series::shownLabels))
            .toList();
    for (Series one : found) {
      if (!one.name().equals(latest)) {
        latest = one.name();
        text.append("# TYPE ").append(latest).append(" untyped\n");
      }
      text.append(latest)
          .append('{')
          .append(one.shownLabels())
          .append("} ")
          .append(text(one.value()))
          .append(' ')
          .append(state.now().toEpochMilli())
          .append('\n');
    }
    return text.toString();
  }

  private static String text(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private List<Series> series() {
    List<Series> all = new ArrayList<>();
    boolean forwarded = false;
    Set<String> counted = new HashSet<>();
    for (Target target : targets()) {
      all.add(Series.of("up", target.labels(), target.up() ? 1 : 0));
      if (target.up() && !target.isGateway()) {
        all.addAll(ofServer(target, counted.add(target.namespace())));
      }
      if (target.up() && target.isGateway() && !forwarded) {
        forwarded = true; // one of the gateway's pods gets it all
        answered.forEach((name, traffic) -> all.addAll(requests(target, name, "200", traffic)));
        refused.forEach((name, traffic) -> all.addAll(requests(target, name, "403", traffic)));
      }
    }
    return all;
  }

  /**
   * @param asked whether clients ask this one: one of a service's servers gets it all
   */
  private List<Series> ofServer(Target server, boolean asked) {
    String service = server.namespace();
    Instant now = state.now();
    Instant started =
        Instant.parse(server.pod().at("/status/startTime").asText(Instant.EPOCH.toString()));
    long queries = asked ? orNone(answered.get(service)).until(now) : 0;
    long refusals = asked ? orNone(refused.get(service)).until(now) : 0;
    Map<String, Double> values =
        Map.of(
            "ClickHouseMetrics_Query",
            busy.contains(service) ? 1.0 : 0.0,
            "ClickHouseProfileEvents_Query",
            (double) queries,
            "ClickHouseErrorMetric_AUTHENTICATION_FAILED",
            (double) refusals,
            "ClickHouseAsyncMetrics_Uptime",
            (double) Duration.between(started, now).toSeconds());
    return values.entrySet().stream()
        .map(one -> Series.of(one.getKey(), server.labels(), one.getValue()))
        .toList();
  }

  /** A counter is there from the first request on. */
  private List<Series> requests(Target at, String service, String code, ServiceTraffic traffic) {
    long count = traffic.until(state.now());
    if (count == 0) {
      return List.of();
    }
    Map<String, String> labels = new TreeMap<>(at.labels());
    labels.put("reporter", "source");
    labels.put("destination_service_namespace", service);
    labels.put("response_code", code);
    return List.of(Series.of("istio_requests_total", labels, (double) count));
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    if (state.kinds().find(MONITORS).isEmpty()) {
      return targets;
    }
    for (Map.Entry<ObjectKey, ObjectNode> monitor : state.store().keyed(MONITORS, "").entrySet()) {
      JsonNode spec = monitor.getValue().path("spec");
      String namespace = monitor.getKey().namespace();
      Predicate<JsonNode> selected = Selector.ofObject(spec.path("selector"));
      for (ObjectNode pod : state.store().keyed(PODS, namespace).values()) {
        for (JsonNode endpoint : spec.path("podMetricsEndpoints")) {
          String port = endpoint.path("port").asText();
          if (selected.test(pod) && has(pod, port)) {
            targets.add(
                new Target(
                    Map.of(
                        "job",
                        namespace + "/" + monitor.getKey().name(),
                        "namespace",
                        namespace,
                        "pod",
                        pod.at("/metadata/name").asText(),
                        "endpoint",
                        port,
                        "instance",
                        pod.at("/status/podIP").asText()),
                    pod,
                    isReady(pod)));
          }
        }
      }
    }
    return targets;
  }

  /** Istio's webhook gives the gateway's pods its port, and is not simulated. */
  private static boolean has(JsonNode pod, String port) {
    return GATEWAY.equals(pod.at("/metadata/labels/istio").asText())
        || pod.at("/spec/containers").findValues("ports").stream()
            .flatMap(ports -> StreamSupport.stream(ports.spliterator(), false))
            .anyMatch(one -> one.path("name").asText().equals(port));
  }

  private static boolean isReady(JsonNode pod) {
    return StreamSupport.stream(pod.at("/status/conditions").spliterator(), false)
        .anyMatch(one ->
            one.path("type").asText().equals("Ready")
                && one.path("status").asText().equals("True"));
  }
}
