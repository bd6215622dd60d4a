package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kubernetes.rendered.Rendered;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about servers that left; that it is done is shown by a service's life. */
class RemovedReplicasTest {
  @TempDir private Path folder;

  @Test
  void more_servers_wait_for_what_is_left_of_earlier_ones() {
    Manifest wanted = servers(Rendered.LARGE);
    KubernetesKind.Observed there =
        new RemovedReplicas(List.of(2, 3), RemovedReplicas.Step.WAIT)
            .notedIn(KubernetesKinds.CLICKHOUSE_CLUSTER.predict(withReplicas(wanted, 2)));

    assertThat(ServerCluster.TYPE.diff(wanted, there).changes())
        .as("two are there, and no third comes yet")
        .noneMatch(change -> change.field().equals("spec.replicas"));
    assertThat(ServerCluster.TYPE.diff(withReplicas(wanted, 1), there).touches("spec.replicas"))
        .isTrue();
  }

  @Test
  void a_step_that_is_to_be_taken_is_a_difference_and_waiting_is_none() {
    Manifest wanted = withReplicas(servers(Rendered.LARGE), 1);
    KubernetesKind.Observed there = KubernetesKinds.CLICKHOUSE_CLUSTER.predict(wanted);
    for (RemovedReplicas.Step step : RemovedReplicas.Step.values()) {
      KubernetesKind.Observed noted = new RemovedReplicas(List.of(1), step).notedIn(there);
      assertThat(ServerCluster.TYPE.diff(wanted, noted).isEmpty())
          .as(step.name())
          .isEqualTo(step == RemovedReplicas.Step.WAIT);
      assertThat(RemovedReplicas.of(noted).map(RemovedReplicas::first)).isEqualTo(Optional.of(1));
    }
  }

  @Test
  void the_first_server_is_told_to_forget_each_of_them() throws Exception {
    assertThat(run("")).isZero();
    assertThat(asked())
        .filteredOn(line -> line.contains("SYSTEM"))
        .allSatisfy(line ->
            assertThat(line)
                .contains(
                    "--host clickhouse-clickhouse-0-0-0.clickhouse-clickhouse-headless --port 9001",
                    "--user freehold_scaling"))
        .extracting(line -> line.substring(line.indexOf("SYSTEM")))
        .containsExactly(
            "SYSTEM DROP DATABASE REPLICA '0|2'",
            "SYSTEM DROP REPLICA '2'",
            "SYSTEM DROP DATABASE REPLICA '0|3'",
            "SYSTEM DROP REPLICA '3'");
  }

  /** Their rows are on the volumes of those that left. */
  @Test
  void nothing_is_forgotten_while_a_table_is_not_replicated() throws Exception {
    assertThat(run("default.visits")).isNotZero();
    assertThat(asked()).noneMatch(line -> line.contains("SYSTEM"));
  }

  /** Runs the job's script, with a client that answers the look for tables like that. */
  private int run(String tables) throws IOException, InterruptedException {
    Path client = folder.resolve("clickhouse-client");
    Files.writeString(
        client,
        """
        #!/bin/sh
        echo "$*" >> '%1$s/asked'
        case "$*" in *system.tables*) printf '%%s' '%2$s';; esac
        """
            .formatted(folder, tables));
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
    Manifest job = new ForgetJob(List.of(2, 3)).manifest(servers(Rendered.LARGE));
    Map<?, ?> container = container(job);
    List<String> command =
        ((List<?>) container.get("command")).stream().map(String::valueOf).toList();
    ProcessBuilder shell = new ProcessBuilder(command).redirectErrorStream(true);
    shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    for (Object variable : (List<?>) container.get("env")) {
      Map<?, ?> one = (Map<?, ?>) variable;
      if (one.containsKey("value")) {
        shell.environment().put(String.valueOf(one.get("name")), String.valueOf(one.get("value")));
      }
    }
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains(tables);
    return process.waitFor();
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(folder.resolve("asked"));
  }

  private static Map<?, ?> container(Manifest job) {
    Map<?, ?> template = (Map<?, ?>) ((Map<?, ?>) job.content().get("spec")).get("template");
    return (Map<?, ?>) ((List<?>) ((Map<?, ?>) template.get("spec")).get("containers")).getFirst();
  }

  private static Manifest servers(ServiceDeployment deployment) {
    return Rendered.service(deployment).stream()
        .filter(one -> one.node().equals("clickhouse"))
        .map(Rendered::manifest)
        .findFirst()
        .orElseThrow();
  }

  private static Manifest withReplicas(Manifest servers, int replicas) {
    Map<String, Object> spec = new LinkedHashMap<>();
    ((Map<?, ?>) servers.content().get("spec"))
        .forEach((name, value) -> spec.put(String.valueOf(name), value));
    spec.put("replicas", replicas);
    return Manifest.of(servers.namespace(), servers.name(), Map.of("spec", spec));
  }
}
