package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a pod whose ClickHouse client asks a server of its namespace for a backup to S3:
 * one object there, or an error. It is told by what is in its environment; that is not run. While
 * no server is ready, it waits for one.
 */
final class BackupRuns {
  private static final Pattern DESTINATION =
      Pattern.compile("TO S3\\('https://s3\\.[a-z0-9-]+\\.amazonaws\\.com/([^/']+)/([^']+)'\\)");
  private static final Pattern PORT = Pattern.compile(" --port (\\d+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

  /** So long it waits for a server that answers. */
  static final Duration PATIENCE = Duration.ofMinutes(45);

  private BackupRuns() {}

  /**
   * How it ends.
   *
   * @param message what is found in the pod's state afterwards
   */
  record End(boolean good, String message) {}

  /** Empty for a pod that does something else. */
  static Optional<End> end(Round round, ObjectNode pod) {
    return destination(pod)
        .map(destination -> end(round, pod, destination.group(1), destination.group(2)));
  }

  /** Whether there is no server yet that could be asked, or would refuse. */
  static boolean waits(Round round, ObjectNode pod) {
    String namespace = pod.path("metadata").path("namespace").asText();
    return destination(pod).isPresent()
        && round.backupsFailing(namespace).isEmpty()
        && !hasServer(round, namespace, port(pod));
  }

  private static Optional<Matcher> destination(ObjectNode pod) {
    return environment(pod).values().stream()
        .map(DESTINATION::matcher)
        .filter(Matcher::find)
        .findFirst();
  }

  private static End end(Round round, ObjectNode pod, String bucket, String path) {
    String namespace = pod.path("metadata").path("namespace").asText();
    Optional<String> failing = round.backupsFailing(namespace);
    if (failing.isPresent()) {
      return new End(false, failing.get());
    }
    if (!hasServer(round, namespace, port(pod))) {
      return new End(false, "Code: 210. DB::NetException: Connection refused. (NETWORK_ERROR)");
    }
    String content = "a backup of " + namespace;
    round.effect(new Round.Effect.Store(bucket, path + "/.backup", content, round.now()));
    return new End(
        true,
        pod.path("metadata").path("uid").asText() + "\tBACKUP_CREATED\n" + content.length() + "\n");
  }

  private static boolean hasServer(Round round, String namespace, Port port) {
    return round.list(Resources.PODS, namespace).values().stream()
        .anyMatch(pod ->
            round.root(pod).path("kind").asText().equals("ClickHouseCluster")
                && PodTemplates.ready(pod)
                && port.isOf(pod));
  }

  /** The port that the client goes to, and how it speaks there. */
  private record Port(int number, boolean tls) {
    boolean isOf(ObjectNode server) {
      for (JsonNode one : server.at("/spec/containers/0/ports")) {
        if (one.path("containerPort").asInt() == number) {
          return one.path("name").asText().endsWith("-secure") == tls;
        }
      }
      return false;
    }
  }

  private static Port port(ObjectNode pod) {
    String command = pod.at("/spec/containers/0/command").toString();
    boolean tls = command.contains(" --secure");
    Matcher told = PORT.matcher(command);
    return new Port(told.find() ? Integer.parseInt(told.group(1)) : tls ? 9440 : 9000, tls);
  }

  /** As the kubelet makes it: a variable may be used in those after it. */
  private static Map<String, String> environment(ObjectNode pod) {
    Map<String, String> known = new HashMap<>();
    for (JsonNode container : pod.path("spec").path("containers")) {
      for (JsonNode variable : container.path("env")) {
        String value = value(pod, variable);
        known.put(
            variable.path("name").asText(),
            VARIABLE
                .matcher(value)
                .replaceAll(found ->
                    Matcher.quoteReplacement(known.getOrDefault(found.group(1), found.group()))));
      }
    }
    return known;
  }

  private static String value(ObjectNode pod, JsonNode variable) {
    String field = variable.path("valueFrom").path("fieldRef").path("fieldPath").asText("");
    JsonNode metadata = pod.path("metadata");
    if (field.equals("metadata.name")) {
      return metadata.path("name").asText();
    }
    return field.startsWith("metadata.labels['")
        ? metadata.path("labels").path(field.substring(17, field.length() - 2)).asText()
        : variable.path("value").asText("");
  }
}
