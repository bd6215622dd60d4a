package io.freehold.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freehold.cli.client.Api;
import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demo that people watch: one that is up, on a terminal, and stays up. */
class LiveDemoTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** How the picture is drawn over the one before. */
  private static final Pattern NEXT_PICTURE = Pattern.compile("\u001b\\[\\d+A\r");

  private static final Pattern CONTROL = Pattern.compile("\u001b\\[\\??\\d*[A-Za-z]|\r");

  @TempDir private static Path folder;

  private static final StringWriter OUT = new StringWriter();
  private static final StringWriter ERR = new StringWriter();
  private static final CompletableFuture<Integer> END = new CompletableFuture<>();
  private static Thread demo;

  @BeforeAll
  static void start() {
    demo =
        new Thread(
            () ->
                END.complete(
                    FreeholdCommand.commandLine(around())
                        .execute(
                            "demo",
                            "--speed",
                            "120",
                            "--credentials",
                            file("credentials"),
                            "--kubeconfig",
                            file("kubeconfig"),
                            "--profile",
                            "demo",
                            "--report",
                            file("report"))),
            "demo");
    demo.start();
    await()
        .atMost(LIMIT)
        .until(() -> END.isDone() || OUT.toString().contains("Freehold stays at "));
    assertThat(END).as(() -> OUT + "\n" + ERR).isNotDone();
  }

  /** As Ctrl-C wakes it. */
  @AfterAll
  static void stop() throws Exception {
    demo.interrupt();
    assertThat(END.get(3, TimeUnit.MINUTES)).as(ERR.toString()).isEqualTo(ExitCode.DONE);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Surroundings around() {
    return new Surroundings(
        Map.of(),
        new Profiles(folder.resolve("profiles")),
        new PrintWriter(OUT),
        new PrintWriter(ERR),
        Surroundings.Question.NOBODY,
        true,
        false,
        UTF_8,
        () -> new TerminalSize(100, 60),
        Clock.systemUTC(),
        LiveDemoTest::pause);
  }

  private static void pause(Duration span) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(span.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  private static JsonNode credentials() throws IOException {
    return Api.JSON.readTree(Files.readString(folder.resolve("credentials")));
  }

  @Test
  void the_tree_names_resources_with_state_elapsed_and_expected_time_under_one_progress_bar() {
    List<String> pictures =
        Arrays.stream(NEXT_PICTURE.split(OUT.toString()))
            .map(picture -> CONTROL.matcher(picture).replaceAll(""))
            .filter(picture -> picture.contains(" in us-east-1  provisioning"))
            .toList();
    assertThat(pictures).hasSizeGreaterThan(3);
    assertThat(pictures)
        .allSatisfy(picture ->
            assertThat(picture.lines().filter(line -> line.matches(" [━─]+ +\\d+ % .*")).toList())
                .singleElement()
                .asString()
                .matches(".* \\d+/\\d+ +\\d+:\\d\\d of ~13:\\d\\d"));
    assertThat(pictures)
        .anySatisfy(picture ->
            assertThat(picture)
                .containsPattern("● cluster +creating +\\d:\\d\\d of ~10:00 ━*─*")
                .contains("wait for cluster"));
  }

  @Test
  void it_ends_with_what_connects_and_with_what_was_measured() throws Exception {
    String host = "\\w+\\.\\w+\\.us-east-1\\.aws\\.byoc\\.clickhouse\\.cloud";
    assertThat(OUT.toString())
        .containsPattern("connect +clickhouse client --secure --host " + host + " --port 9440")
        .containsPattern("endpoint +https://" + host + ":8443")
        .contains("Freehold stays at " + credentials().get("consoleLink").asString());
    JsonNode report = Api.JSON.readTree(Files.readString(folder.resolve("report")));
    assertThat(report.at("/service/state").asString()).isEqualTo("running");
    assertThat(report.get("ratio").asDouble()).isGreaterThan(1);
    assertThat(report.has("failure")).isFalse();
  }

  @Test
  void its_key_opens_the_api_and_its_console_answers_without() throws Exception {
    JsonNode key = credentials();
    try (Api api = new Api(new Profiles(folder).read(folder.resolve("credentials")))) {
      assertThat(api.get("/byocInfrastructure", Infrastructure[].class))
          .singleElement()
          .satisfies(one -> assertThat(one.phase()).isEqualTo("ready"));
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest console =
          HttpRequest.newBuilder(URI.create(key.get("consoleLink").asString())).build();
      assertThat(http.send(console, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
    Terminal other = new Terminal(folder);
    assertThat(other.run("service", "list", "--profile", "demo")).isZero();
    assertThat(other.out()).containsPattern("demo +.*running");
  }

  @Test
  void a_real_kubectl_looks_into_its_cluster() throws Exception {
    assumeTrue(onPath("kubectl"), "SKIPPED: no kubectl on the PATH");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Path.of(file("kubeconfig")))))
        .isEqualTo("rw-------");
    assertThat(kubectl("get", "nodes", "--no-headers").lines())
        .hasSizeGreaterThan(2)
        .allSatisfy(node -> assertThat(node).contains("ec2.internal"));
    assertThat(kubectl("get", "clickhouseclusters", "-A", "--no-headers")).containsPattern("True");
    assertThat(kubectl("get", "pods", "-A", "--no-headers"))
        .contains("istio-ingress")
        .doesNotContain("Pending");
  }

  private static String kubectl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", file("kubeconfig")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
