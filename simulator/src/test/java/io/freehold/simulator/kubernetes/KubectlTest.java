package io.freehold.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl on a simulated cluster, over TLS as kubectl demands. */
class KubectlTest {
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {level: "%s"}
      ---
      """
          + Manifests.deployment("web", 2, "example.com/web:1");

  @TempDir Path directory = Path.of(".");
  private TestCluster test;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(onPath("kubectl"), "SKIPPED: no kubectl on the PATH");
    test = TestCluster.start();
    Files.writeString(
        directory.resolve("config"), test.cluster().kubeconfig(StandaloneEnvironment.TOKEN));
  }

  @AfterEach
  void stop() {
    if (test != null) {
      test.close();
    }
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", directory.resolve("config").toString());
    builder.environment().put("HOME", directory.toString());
    return builder;
  }

  private String kubectl(int exit, String... arguments) throws IOException, InterruptedException {
    Process process = command(arguments).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(exit);
    return output;
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  @Test
  void it_gets_applies_changes_and_deletes() throws Exception {
    assertThat(kubectl(0, "get", "nodes")).contains("eu-central-1.compute.internal");
    String objects = file("objects.yaml", OBJECTS.formatted("1"));
    assertThat(kubectl(0, "apply", "-f", objects))
        .contains("configmap/settings created", "deployment.apps/web created");
    assertThat(kubectl(0, "apply", "-f", objects))
        .contains("configmap/settings unchanged", "deployment.apps/web unchanged");
    file("objects.yaml", OBJECTS.formatted("2").replace("replicas: 2", "replicas: 3"));
    assertThat(kubectl(0, "apply", "-f", objects))
        .contains("configmap/settings configured", "deployment.apps/web configured");
    test.pass(40);
    assertThat(kubectl(0, "get", "deployment", "web", "--no-headers"))
        .containsPattern("web +3 +3 +3");
    assertThat(kubectl(0, "get", "configmap", "settings", "-o", "jsonpath={.data.level}"))
        .isEqualTo("2");
    assertThat(kubectl(0, "delete", "-f", objects)).contains("deployment.apps \"web\" deleted");
    assertThat(kubectl(1, "get", "configmap", "settings"))
        .contains("Error from server (NotFound): configmaps \"settings\" not found");
  }

  @Test
  void it_applies_on_the_server_with_the_operators_own_definitions() throws Exception {
    for (String name : List.of("keeperclusters", "clickhouseclusters")) {
      String definition = RealDefinitions.file(name).toString();
      assertThat(kubectl(0, "apply", "--server-side", "-f", definition))
          .contains("serverside-applied");
    }
    kubectl(0, "apply", "-f", file("storage.yaml", Manifests.STORAGE));
    String keeper = file("keeper.yaml", Manifests.keeper("keeper", 3));
    assertThat(kubectl(0, "apply", "--server-side", "-f", keeper))
        .contains("keepercluster.clickhouse.com/keeper serverside-applied");
    test.pass(30);
    assertThat(kubectl(0, "get", "keepercluster", "keeper", "--no-headers"))
        .containsPattern("keeper +True +Cluster is ready +3 +3");
    String bad = file("bad.yaml", Manifests.keeper("bad", 2));
    assertThat(kubectl(1, "apply", "-f", bad)).contains("Unsupported value: 2");
    String strange =
        file("strange.yaml", Manifests.keeper("s", 1).replace("spec:", "spec:\n  unheard: of"));
    assertThat(kubectl(1, "apply", "-f", strange))
        .contains("strict decoding error: unknown field \"spec.unheard\"");
    assertThat(kubectl(0, "delete", "-f", keeper)).contains("deleted");
  }

  @Test
  @Timeout(90)
  void it_watches() throws Exception {
    Process watch = command("get", "deployments", "-w", "--no-headers").start();
    try (BufferedReader lines = watch.inputReader(UTF_8)) {
      kubectl(0, "apply", "-f", file("web.yaml", Manifests.deployment("web", 1, "e.com/web:1")));
      String line = lines.readLine();
      assertThat(line).startsWith("web ").doesNotContainPattern("web +1 +1 +1");
      test.pass(40);
      while (line != null && !line.matches("web +1 +1 +1 .*")) {
        line = lines.readLine();
      }
      assertThat(line).as("told by the watch alone, without another request").isNotNull();
    } finally {
      watch.destroy();
    }
  }
}
