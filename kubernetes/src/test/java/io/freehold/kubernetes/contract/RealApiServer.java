package io.freehold.kubernetes.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Kubernetes' own API server with its etcd, without controllers and nodes, where the programs are
 * to be had: {@code kube-apiserver} and {@code etcd}, by the environment or on the path.
 */
final class RealApiServer implements ExecutionCondition {
  private static final String TOKEN = "token-of-the-contract";
  private static final int LOOKS = 240;
  private static final int MILLIS_BETWEEN_LOOKS = 250;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return server().isPresent() && etcd().isPresent()
        ? ConditionEvaluationResult.enabled("both are there")
        : ConditionEvaluationResult.disabled(
            "needs kube-apiserver and etcd, named by KUBE_APISERVER and ETCD or on the path");
  }

  private static Optional<Path> server() {
    return program("KUBE_APISERVER", "kube-apiserver");
  }

  private static Optional<Path> etcd() {
    return program("ETCD", "etcd");
  }

  private static Optional<Path> program(String variable, String name) {
    Stream<Path> onPath =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name));
    return Stream.concat(Stream.ofNullable(System.getenv(variable)).map(Path::of), onPath)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts both, and waits until the server answers. */
  static Backend start() {
    try {
      Path folder = Files.createTempDirectory("api-server");
      int[] ports = freePorts();
      String store = "http://127.0.0.1:" + ports[0];
      String peers = "http://127.0.0.1:" + ports[1];
      Process etcd =
          run(
              folder,
              "etcd",
              List.of(
                  etcd().orElseThrow().toString(),
                  "--data-dir=" + folder.resolve("data"),
                  "--listen-client-urls=" + store,
                  "--advertise-client-urls=" + store,
                  "--listen-peer-urls=" + peers,
                  "--initial-advertise-peer-urls=" + peers,
                  "--initial-cluster=default=" + peers,
                  "--unsafe-no-fsync"));
      Path key = Files.writeString(folder.resolve("accounts.pem"), privateKey());
      Path tokens = Files.writeString(folder.resolve("tokens.csv"), TOKEN + ",a,a,system:masters");
      Process server =
          run(
              folder,
              "kube-apiserver",
              List.of(
                  server().orElseThrow().toString(),
                  "--etcd-servers=" + store,
                  "--bind-address=127.0.0.1",
                  "--secure-port=" + ports[2],
                  "--cert-dir=" + folder.resolve("certificates"),
                  "--service-account-key-file=" + key,
                  "--service-account-signing-key-file=" + key,
                  "--service-account-issuer=https://kubernetes.default.svc",
                  "--service-cluster-ip-range=10.96.0.0/16",
                  "--token-auth-file=" + tokens,
                  "--authorization-mode=RBAC"));
      Runnable end =
          () -> {
            server.destroy();
            etcd.destroyForcibly();
          };
      Runtime.getRuntime().addShutdownHook(new Thread(end));
      KubernetesClient client = client(ports[2]);
      awaitReady(client, server, folder);
      return new Backend(client, Optional.empty(), end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KubernetesClient client(int port) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://127.0.0.1:" + port)
            .withTrustCerts(true)
            .withOauthToken(TOKEN)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static void awaitReady(KubernetesClient client, Process server, Path folder) {
    try {
      for (int i = 0; i < LOOKS; i++) {
        if (server.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
          break;
        }
        if (isReady(client)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("kube-apiserver did not get ready: see " + folder);
  }

  private static boolean isReady(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static Process run(Path folder, String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private static int[] freePorts() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket a = new ServerSocket(0, 1, here);
        ServerSocket b = new ServerSocket(0, 1, here);
        ServerSocket c = new ServerSocket(0, 1, here)) {
      return new int[] {a.getLocalPort(), b.getLocalPort(), c.getLocalPort()};
    }
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }
}
