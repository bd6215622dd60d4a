package io.freehold.aws.moto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freehold.aws.session.AwsClients;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RealAwsClients;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.resource.Owner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The moto_server of this JVM: installed by {@code dev/moto-server} when first needed, started with
 * the first test that asks for it, ended with the JVM. Where it cannot be had, the tests that need
 * it are skipped with that reason.
 */
public final class MotoServer {
  /** The account of credentials that moto does not know. */
  public static final String ACCOUNT = "123456789012";

  private static final Map<String, String> SWITCHES =
      Map.of("MOTO_EC2_LOAD_DEFAULT_AMIS", "false", "MOTO_IAM_LOAD_MANAGED_POLICIES", "true");

  private static Optional<MotoServer> running = Optional.empty();
  private static Optional<String> missing = Optional.empty();

  private final URI uri;
  private final DroppingProxy wire;
  private final RealAwsClients clients;
  private final HttpClient http = HttpClient.newHttpClient();

  private MotoServer(URI uri) {
    this.uri = uri;
    wire = new DroppingProxy(uri);
    clients = new RealAwsClients(Optional.of(wire.uri()));
  }

  /**
   * The running server; starts it where it is not.
   *
   * @throws TestAbortedException where it cannot be had here, with the reason
   */
  public static synchronized MotoServer running() {
    if (running.isEmpty() && missing.isEmpty()) {
      try {
        running = Optional.of(new MotoServer(start(python(), Map.of())));
      } catch (TestAbortedException e) {
        missing = Optional.of(e.getMessage());
      }
    }
    return running.orElseThrow(() -> new TestAbortedException(missing.orElse("")));
  }

  /**
   * Another one, for one test.
   *
   * @param cluster where the Kubernetes API of every cluster answers
   * @param certificateAuthority of that API, PEM in base64
   * @throws TestAbortedException where it cannot be had here, with the reason
   */
  public static MotoServer withClustersAt(URI cluster, String certificateAuthority) {
    return new MotoServer(
        start(
            python(),
            Map.of(
                "FREEHOLD_CLUSTER_ENDPOINT",
                cluster.toString(),
                "FREEHOLD_CLUSTER_AUTHORITY",
                certificateAuthority)));
  }

  /** Where it listens. */
  public URI uri() {
    return uri;
  }

  /** What its clients' calls go through: counts them, and can lose answers. */
  public DroppingProxy wire() {
    return wire;
  }

  /** The SDK's own clients, the same for every test. */
  public AwsClients clients() {
    return clients;
  }

  /** A session of a role in its account, for the things of that owner. */
  public AwsSession session(String roleArn, String owner) {
    RoleSessions sessions =
        new RoleSessions(
            clients,
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIAFREEHOLDTEST0001", "x")),
            Clock.systemUTC());
    return sessions.session(
        new RoleSessions.Role(roleArn, "any"), "us-east-1", new Owner(owner), Map.of());
  }

  /** Empties every account. */
  public void reset() {
    send("/moto-api/reset", "");
  }

  /** Asks moto's own interface. */
  private String send(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * The Python that has moto, and with it cfn-lint.
   *
   * @throws TestAbortedException where it cannot be had here, with the reason
   */
  public static Path python() {
    Path script = script();
    try {
      ProcessBuilder install = new ProcessBuilder("sh", script.toString(), "--install");
      Optional.ofNullable(System.getenv("FREEHOLD_CACHE"))
          .ifPresent(cache -> install.environment().put("FREEHOLD_MOTO_FOLDER", cache + "/moto"));
      Process process = install.start();
      process.getOutputStream().close();
      // Little is written to either, so that one can be read after the other.
      List<String> complaints =
          new String(process.getErrorStream().readAllBytes(), UTF_8).lines().toList();
      String folder = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new TestAbortedException(
            complaints.isEmpty() ? "dev/moto-server ended with " + exit : complaints.getLast());
      }
      return Path.of(folder, "bin", "python");
    } catch (IOException e) {
      throw new TestAbortedException("moto_server cannot be installed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Path script() {
    for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
      Path script = here.resolve("dev/moto-server");
      if (Files.exists(script)) {
        return script;
      }
    }
    throw new IllegalStateException("dev/moto-server: found none above the working directory");
  }

  private static URI start(Path python, Map<String, String> environment) {
    try {
      ProcessBuilder start = new ProcessBuilder(python.toString(), launcher().toString());
      start.environment().putAll(SWITCHES);
      start.environment().putAll(environment);
      start.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      // Its standard input stays open until this JVM ends, which ends it too.
      Path log = folder().resolve("moto_server.log");
      start.redirectError(log.toFile());
      Process process = start.start();
      BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String first = out.readLine();
      if (first == null || !first.startsWith("port ")) {
        throw new IllegalStateException(
            "moto_server did not start: said %s, see %s".formatted(first, log));
      }
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return URI.create("http://127.0.0.1:" + first.substring("port ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of this process: others run beside it. */
  private static Path folder() throws IOException {
    return Files.createDirectories(
        Path.of("target", "moto", String.valueOf(ProcessHandle.current().pid())));
  }

  /** Unpacked: other modules' tests have it in a jar. */
  private static Path launcher() throws IOException {
    Path folder = folder();
    for (String file : List.of("launcher.py", "gaps.py")) {
      try (InputStream in = MotoServer.class.getResourceAsStream(file)) {
        Files.copy(
            Optional.ofNullable(in).orElseThrow(),
            folder.resolve(file),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder.resolve("launcher.py");
  }
}
