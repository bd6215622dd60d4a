package io.freehold.aws.session;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients on the wire: to AWS, or to an emulator.
 *
 * <p>A call is sent once. The SDK's own retry is off, since it can create twice within one call
 * where AWS takes no client token; the convergence repeats instead, after it has looked. Clients
 * share one HTTP client and one timer, hold no thread or connection of their own, and are kept for
 * as long as they are used. Safe for use by several threads.
 */
public final class RealAwsClients implements AwsClients, AutoCloseable {
  /** No answer for so long counts as a lost answer. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

  /** A client not used for the longest is forgotten and made again when needed. */
  private static final int MOST_CLIENTS = 2_000;

  private static final Map<Class<?>, Supplier<AwsSyncClientBuilder<?, ?>>> BUILDERS =
      Map.of(
          CloudWatchLogsClient.class, CloudWatchLogsClient::builder,
          Ec2Client.class, Ec2Client::builder,
          EksClient.class, EksClient::builder,
          ElasticLoadBalancingV2Client.class, ElasticLoadBalancingV2Client::builder,
          IamClient.class, IamClient::builder,
          ResourceGroupsTaggingApiClient.class, ResourceGroupsTaggingApiClient::builder,
          Route53Client.class, Route53Client::builder,
          S3Client.class, S3Client::builder,
          ServiceQuotasClient.class, ServiceQuotasClient::builder,
          StsClient.class, StsClient::builder);

  private final Optional<URI> endpoint;
  private final Duration longestCall;
  private final SdkHttpClient http;
  private final ScheduledExecutorService timer;
  private final Map<Key, SdkClient> clients;

  /** Whose credentials is a matter of identity: equal providers of two owners stay apart. */
  private record Key(Class<?> type, AwsCredentialsProvider credentials, Region region) {
    @Override
    @SuppressWarnings("ReferenceEquality") // meant: see above
    public boolean equals(Object other) {
      return other instanceof Key key
          && type == key.type
          && credentials == key.credentials
          && region.equals(key.region);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * type.hashCode() + System.identityHashCode(credentials)) + region.hashCode();
    }
  }

  /** Clients of AWS itself. */
  public RealAwsClients() {
    this(Optional.empty());
  }

  /**
   * @param endpoint of an emulator that answers for all of AWS; empty for AWS itself
   */
  public RealAwsClients(Optional<URI> endpoint) {
    this(endpoint, LONGEST_CALL);
  }

  RealAwsClients(Optional<URI> endpoint, Duration longestCall) {
    this(
        endpoint,
        longestCall,
        UrlConnectionHttpClient.builder()
            .connectionTimeout(LONGEST_CONNECT)
            .socketTimeout(longestCall)
            .build());
  }

  RealAwsClients(Optional<URI> endpoint, Duration longestCall, SdkHttpClient http) {
    this.endpoint = endpoint;
    this.longestCall = longestCall;
    this.http = http;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("aws-call-timer").factory());
    clients =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, SdkClient> eldest) {
            // Not closed: it may be in use, and nothing that needs closing is its own.
            return size() > MOST_CLIENTS;
          }
        };
  }

  @Override
  public <T extends SdkClient> T client(
      Class<T> type, AwsCredentialsProvider credentials, Region region) {
    Key key = new Key(type, credentials, region);
    synchronized (clients) {
      return type.cast(clients.computeIfAbsent(key, this::make));
    }
  }

  @Override
  public boolean isEmulator() {
    return endpoint.isPresent();
  }

  private SdkClient make(Key key) {
    Supplier<AwsSyncClientBuilder<?, ?>> builder = BUILDERS.get(key.type());
    if (builder == null) {
      throw new IllegalArgumentException(
          "client: found %s, needed one of %s"
              .formatted(
                  key.type().getSimpleName(),
                  BUILDERS.keySet().stream().map(Class::getSimpleName).sorted().toList()));
    }
    AwsSyncClientBuilder<?, ?> made = builder.get();
    made.httpClient(http);
    if (made instanceof S3ClientBuilder s3) {
      // An emulator has one host name, so the bucket's name cannot be part of it.
      s3.forcePathStyle(endpoint.isPresent());
    }
    // Every builder is both: the one type sets the HTTP client, the other all the rest.
    if (!(made instanceof AwsClientBuilder<?, ?> client)) {
      throw new IllegalStateException(key.type() + " has no AWS client builder");
    }
    client.credentialsProvider(key.credentials());
    client.region(key.region());
    client.overrideConfiguration(
        ClientOverrideConfiguration.builder()
            .apiCallTimeout(longestCall)
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .scheduledExecutorService(timer)
            .build());
    endpoint.ifPresent(client::endpointOverride);
    return (SdkClient) client.build();
  }

  /**
   * Sessions in customers' accounts through these clients, by the control plane's own credentials:
   * those that the SDK finds in this process's surroundings, looked for at the first call.
   *
   * @param clock by which sessions end
   */
  public RoleSessions sessions(Clock clock) {
    return new RoleSessions(this, DefaultCredentialsProvider.builder().build(), clock);
  }

  /** Ends what the clients share; none of them can be used afterwards. */
  @Override
  public void close() {
    timer.shutdownNow();
    http.close();
  }
}
