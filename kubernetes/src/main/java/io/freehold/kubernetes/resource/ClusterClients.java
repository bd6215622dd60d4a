package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.freehold.kernel.resource.Owner;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The clients of clusters, one for each, kept until it is forgotten. One whose cluster did not
 * answer, or did not let it in, is not trusted any more: the cluster may be another one by now, or
 * none at all, and is asked for again. For several threads.
 */
public final class ClusterClients {
  /** Shorter than what is left of a lease when a call starts. */
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private final Map<String, Known> clients = new ConcurrentHashMap<>();

  /**
   * How to reach a cluster's API.
   *
   * @param endpoint its URL
   * @param certificateAuthority that signed the endpoint's certificate: PEM in base64; empty for an
   *     endpoint without TLS
   * @param token a bearer token for the next request
   */
  public record Access(String endpoint, String certificateAuthority, Supplier<String> token) {}

  private record Known(
      KubernetesClient client, Access access, String principal, AtomicBoolean doubted) {

    boolean isTrusted(String by) {
      return principal.equals(by) && !doubted.get();
    }

    /** The cluster is the one that it was, and is reached as the same one. */
    boolean isStill(Access now, String by) {
      return principal.equals(by)
          && access.endpoint().equals(now.endpoint())
          && access.certificateAuthority().equals(now.certificateAuthority());
    }
  }

  /**
   * A session for one owner.
   *
   * @param cluster its name
   * @param principal as whom it is reached: a client of another is never used
   * @param access asked for if there is no client yet, or none that is trusted; empty where there
   *     is no such cluster
   */
  public KubernetesSession session(
      String cluster,
      String principal,
      Supplier<Optional<Access>> access,
      Owner infrastructure,
      Owner owner) {
    Known known = clients.get(cluster);
    Optional<KubernetesClient> client =
        known != null && known.isTrusted(principal)
            ? Optional.of(known.client())
            : renewed(cluster, principal, access);
    return new KubernetesSession(client, infrastructure, owner);
  }

  private Optional<KubernetesClient> renewed(
      String cluster, String principal, Supplier<Optional<Access>> access) {
    Optional<Access> now = access.get();
    if (now.isEmpty()) {
      forget(cluster);
      return Optional.empty();
    }
    Known renewed =
        clients.compute(
            cluster,
            (name, before) -> {
              if (before != null && before.isStill(now.get(), principal)) {
                before.doubted().set(false);
                return before;
              }
              if (before != null) {
                before.client().close();
              }
              return known(now.get(), principal);
            });
    return Optional.of(renewed.client());
  }

  /** Closes the client of a cluster that is no more. */
  public void forget(String cluster) {
    Known known = clients.remove(cluster);
    if (known != null) {
      known.client().close();
    }
  }

  private static Known known(Access access, String principal) {
    AtomicBoolean doubted = new AtomicBoolean();
    return new Known(client(access, new Doubts(doubted)), access, principal, doubted);
  }

  /** The convergence is what repeats calls, so the client does not. */
  private static KubernetesClient client(Access access, Interceptor doubts) {
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
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor("freehold-doubts", doubts))
        .build();
  }

  /**
   * Doubts from the moment when a request is sent until it is answered: fabric8 tells interceptors
   * of a failed connection only where it would try again, and it does not.
   */
  private record Doubts(AtomicBoolean doubted) implements Interceptor {
    private static final int UNAUTHORIZED = 401;

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      doubted.set(true);
    }

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      doubted.set(response.code() == UNAUTHORIZED);
    }
  }
}
