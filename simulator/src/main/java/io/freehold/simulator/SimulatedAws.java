package io.freehold.simulator;

import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.CallLog;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.ec2.Ec2;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.tagging.Tagging;
import io.freehold.simulator.cloudformation.CloudFormation;
import io.freehold.simulator.dns.Resolution;
import io.freehold.simulator.dns.Route53;
import io.freehold.simulator.eks.Eks;
import io.freehold.simulator.iam.Iam;
import io.freehold.simulator.iam.sts.Sts;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.loadbalancing.Connection;
import io.freehold.simulator.loadbalancing.LoadBalancing;
import io.freehold.simulator.logs.Logs;
import io.freehold.simulator.quotas.ServiceQuotas;
import io.freehold.simulator.s3.S3;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/**
 * An AWS of several accounts and regions, in this process, behind the SDK's own client interfaces.
 * Operations that Freehold does not use throw {@link UnsupportedOperationException}. Safe for use
 * by several threads.
 */
public final class SimulatedAws {
  private final World world;
  private final Backstage network;
  private final Iam iam;
  private final Sts sts;
  private final Eks eks;
  private final S3 s3;
  private final Map<Class<?>, Service<?>> services = new LinkedHashMap<>();
  private final LoadBalancing loadBalancing;
  private final Route53 route53;
  private final Runnable catchUp;

  /**
   * @param clock decides how far every operation has come
   * @param profile how long operations take
   * @param seed of everything that is drawn at random
   */
  public SimulatedAws(Clock clock, LatencyProfile profile, long seed) {
    this(clock, profile, seed, () -> {});
  }

  private SimulatedAws(Clock clock, LatencyProfile profile, long seed, Runnable catchUp) {
    this.catchUp = catchUp;
    world = new World(clock, profile, seed);
    Ec2 ec2 = new Ec2(world);
    network = ec2.backstage();
    iam = new Iam(world);
    sts = new Sts(world, iam);
    Logs logs = new Logs(world);
    eks = new Eks(world, network, iam, logs);
    add(ec2);
    add(eks);
    add(iam);
    add(sts);
    s3 = new S3(world, iam);
    add(s3);
    add(new CloudFormation(world, iam, s3));
    add(logs);
    add(new Tagging(world));
    add(new ServiceQuotas(world));
    loadBalancing = new LoadBalancing(world, network, iam);
    route53 = new Route53(world, loadBalancing::aliasZone);
    add(loadBalancing);
    add(route53);
  }

  /**
   * With a Kubernetes API behind every EKS cluster.
   *
   * @param kubernetes on the same clock; closed by whoever made it
   */
  public SimulatedAws(
      Clock clock, LatencyProfile profile, long seed, SimulatedKubernetes kubernetes) {
    this(clock, profile, seed, kubernetes::catchUp);
    eks.runOn(kubernetes, loadBalancing, route53, s3::store);
  }

  private void add(Service<?> service) {
    services.put(service.type(), service);
  }

  /**
   * A client of the simulated service.
   *
   * @param type the SDK's client interface, such as {@code Ec2Client}
   * @throws IllegalArgumentException where that service is not simulated
   */
  public <T extends SdkClient> T client(
      Class<T> type, AwsCredentialsProvider credentials, Region region) {
    Service<?> service = services.get(type);
    if (service == null) {
      throw new IllegalArgumentException(
          "client: found "
              + type.getSimpleName()
              + ", which is not simulated; needed one of "
              + services.keySet().stream().map(Class::getSimpleName).toList());
    }
    Endpoint endpoint = new Endpoint(world.calls(), service.dialect(), credentials, region);
    return type.cast(service.client(endpoint));
  }

  /** The same with fixed credentials. */
  public <T extends SdkClient> T client(Class<T> type, AwsCredentials credentials, Region region) {
    return client(type, StaticCredentialsProvider.create(credentials), region);
  }

  /** Credentials that may do everything in this account: for tests and to set up a demo. */
  public AwsCredentials credentialsOfRoot(String accountId) {
    return world.principals().issue(new Principal.Root(accountId));
  }

  /** The same, as clients take them. */
  public AwsCredentialsProvider rootOf(String accountId) {
    return StaticCredentialsProvider.create(credentialsOfRoot(accountId));
  }

  /** EC2 behind the scenes: used under the world's lock, by {@code world().locked}. */
  public Backstage network() {
    return network;
  }

  /** IAM, for services that ask about roles, and to put accounts under an organization. */
  public Iam iam() {
    return iam;
  }

  /** EKS, for a look at its nodes. */
  public Eks eks() {
    return eks;
  }

  /** STS, for workloads that get their sessions from an AWS service. */
  public Sts sts() {
    return sts;
  }

  /** The faults that can be armed. */
  public Levers levers() {
    return world.levers();
  }

  /** Every call that arrived. */
  public CallLog callLog() {
    return world.callLog();
  }

  /** Everything that exists in this account, for checks on leaks and duplicates. */
  public List<LiveResource> live(String accountId) {
    return world.live(accountId);
  }

  /**
   * The shortest time drawn for each key of the latency profile in this account and region, or its
   * median where none was drawn: from these no bound comes out too high.
   */
  public Map<String, Duration> drawn(String accountId, String region) {
    return world.drawn(new Location(accountId, region));
  }

  /** Elastic Load Balancing behind the scenes: its targets, and connections through it. */
  public LoadBalancing loadBalancing() {
    return loadBalancing;
  }

  /** Route 53 behind the scenes: what names resolve to. */
  public Route53 route53() {
    return route53;
  }

  /**
   * Connects as a client does: resolves the host's name, and goes through the load balancer that it
   * leads to.
   *
   * @param client the IPv4 address from which the connection comes
   */
  public Connection connect(String host, int port, String client) {
    catchUp.run();
    return switch (route53.resolve(host)) {
      case Resolution.AwsName(String dnsName) -> loadBalancing.connect(dnsName, port, client);
      case Resolution.Addresses(List<String> addresses) ->
          new Connection.Refused(host + " has the addresses " + addresses + ": nothing answers");
      case Resolution.None(String reason) -> new Connection.Refused(reason);
    };
  }

  /** What the services share: to add a service, and to look behind the scenes. */
  public World world() {
    return world;
  }
}
