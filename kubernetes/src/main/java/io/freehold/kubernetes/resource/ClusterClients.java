package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes clients of clusters. */
public final class ClusterClients {
  /** Shorter than what is left of a lease when a call starts. */
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private ClusterClients() {}

  /**
   * A client of one cluster's API. The convergence is what repeats calls, so the client does not.
   *
   * @param endpoint its URL
   * @param certificateAuthority that signed the endpoint's certificate: PEM in base64; empty for an
   *     endpoint without TLS
   * @param token a bearer token for the next request
   */
  public static KubernetesClient open(
      String endpoint, String certificateAuthority, Supplier<String> token) {
    // Nothing of the machine's own kubeconfig or service account may leak in.
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(endpoint)
            .withCaCertData(certificateAuthority.isEmpty() ? null : certificateAuthority)
            .withOauthTokenProvider(token::get)
            .withConnectionTimeout(TIMEOUT_MILLIS)
            .withRequestTimeout(TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
