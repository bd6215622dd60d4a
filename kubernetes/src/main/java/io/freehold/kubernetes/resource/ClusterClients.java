package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.resource.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The clients of clusters, one for each, kept until it is forgotten. For several threads. */
public final class ClusterClients {
  /** Shorter than what is left of a lease when a call starts. */
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

  /**
   * How to reach a cluster's API.
   *
   * @param endpoint its URL
   * @param certificateAuthority that signed the endpoint's certificate: PEM in base64; empty for an
   *     endpoint without TLS
   * @param token a bearer token for the next request
   */
  public record Access(String endpoint, String certificateAuthority, Supplier<String> token) {}

  /**
   * A session for one owner.
   *
   * @param cluster its name
   * @param access asked for if there is no client yet; empty where there is no such cluster
   */
  public KubernetesSession session(
      String cluster, Supplier<Optional<Access>> access, Owner infrastructure, Owner owner) {
    Optional<KubernetesClient> client =
        Optional.ofNullable(clients.get(cluster))
            .or(() ->
                access.get().map(how -> clients.computeIfAbsent(cluster, any -> client(how))));
    return new KubernetesSession(client, infrastructure, owner);
  }

  /** Closes the client of a cluster that is no more. */
  public void forget(String cluster) {
    KubernetesClient client = clients.remove(cluster);
    if (client != null) {
      client.close();
    }
  }

  /** The convergence is what repeats calls, so the client does not. */
  private static KubernetesClient client(Access access) {
    String authority = access.certificateAuthority();
    // Nothing of the machine's own kubeconfig or service account may leak in.
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(access.endpoint())
            .withCaCertData(authority.isEmpty() ? null : authority)
            .withOauthTokenProvider(access.token()::get)
            .withConnectionTimeout(TIMEOUT_MILLIS)
            .withRequestTimeout(TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(EventLoops.SHARED)
        .build();
  }
}
