package io.freehold.simulator.eks;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Code;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.dns.Route53;
import io.freehold.simulator.iam.Iam;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.loadbalancing.LoadBalancing;
import io.freehold.simulator.logs.Logs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AccessDeniedException;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;
import software.amazon.awssdk.services.eks.model.InvalidRequestException;
import software.amazon.awssdk.services.eks.model.ResourceInUseException;
import software.amazon.awssdk.services.eks.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eks.model.ServerException;
import software.amazon.awssdk.services.eks.model.ServiceUnavailableException;
import software.amazon.awssdk.services.eks.model.ThrottlingException;
import software.amazon.awssdk.services.eks.model.UnsupportedAvailabilityZoneException;

/** EKS: the clusters of every account and region. */
public final class Eks implements Service<EksClient>, LiveSource {
  private static final Codes CODES =
      new Codes(
          new Code("ThrottlingException", 429),
          new Code("AccessDeniedException", 403),
          new Code("UnrecognizedClientException", 403),
          new Code("ExpiredTokenException", 403),
          new Code("ServerException", 500),
          new Code("ServiceUnavailableException", 503));

  /** The SDK's own exceptions, by code. */
  private static final Map<String, Supplier<? extends AwsServiceException.Builder>> TYPED =
      Map.of(
          "AccessDeniedException", AccessDeniedException::builder,
          "InvalidParameterException", InvalidParameterException::builder,
          "InvalidRequestException", InvalidRequestException::builder,
          "ResourceInUseException", ResourceInUseException::builder,
          "ResourceLimitExceededException", ResourceLimitExceededException::builder,
          "ResourceNotFoundException", ResourceNotFoundException::builder,
          "ServerException", ServerException::builder,
          "ServiceUnavailableException", ServiceUnavailableException::builder,
          "ThrottlingException", ThrottlingException::builder,
          "UnsupportedAvailabilityZoneException", UnsupportedAvailabilityZoneException::builder);

  private final Sites<Site> sites;
  private final World world;
  private final StandingTokens standing = new StandingTokens();
  private final Logs logs;
  private volatile ControlPlanes controlPlanes = ControlPlanes.NONE;

  /**
   * @param network where clusters and nodes are put
   * @param iam what it says of the roles that EKS is handed
   * @param logs where control planes log
   */
  public Eks(World world, Backstage network, Iam iam, Logs logs) {
    sites = new Sites<>(location -> new Site(world, location, network, iam));
    this.logs = logs;
    this.world = world;
    world.addSource(this);
  }

  @Override
  public Class<EksClient> type() {
    return EksClient.class;
  }

  @Override
  public Dialect dialect() {
    return new Dialect("eks", "Eks", false, CODES, Eks::limit, EksException::builder, TYPED);
  }

  @Override
  public EksClient client(Endpoint endpoint) {
    return new Client(endpoint, sites, controlPlanes, logs);
  }

  @Override
  public Stream<LiveResource> live(String accountId) {
    return sites.ofAccount(accountId).flatMap(Site::live);
  }

  @Override
  public Stream<LiveResource> seen(String accountId) {
    return sites.ofAccount(accountId).flatMap(Site::seen);
  }

  /** The nodes of a cluster that are Ready now. */
  public List<Node> nodesOf(Location location, String cluster) {
    return world.locked(() ->
        Site.nodesOf(sites.at(location), cluster).stream()
            .filter(node -> !node.readySince().isAfter(world.now()))
            .toList());
  }

  /**
   * Puts a Kubernetes API behind every cluster: what DescribeCluster calls its endpoint answers, to
   * those whom its access entries let in.
   *
   * @param kubernetes where the APIs run; closed by whoever made it
   * @param loadBalancing where their controllers register targets
   * @param route53 where domains are proved
   */
  public void runOn(
      SimulatedKubernetes kubernetes,
      LoadBalancing loadBalancing,
      Route53 route53,
      ObjectWriter objects) {
    controlPlanes =
        new KubernetesControlPlanes(
            world, sites, kubernetes, loadBalancing, route53, standing, objects);
  }

  /**
   * A bearer token with which people come in to any cluster of the account, as its root, for as
   * long as the simulator runs. AWS has no such token.
   */
  public String standingToken(String accountId) {
    return standing.issue(accountId);
  }

  /** The Kubernetes API behind a cluster; empty before the cluster is described as active. */
  public Optional<SimulatedCluster> kubernetes(Location location, String cluster) {
    return controlPlanes instanceof KubernetesControlPlanes joined
        ? world.locked(() -> joined.find(location, cluster))
        : Optional.empty();
  }

  /** AWS does not say; on the careful side. */
  private static RateLimit limit(String name, boolean mutating) {
    return mutating ? new RateLimit(name, 20, 5) : new RateLimit(name, 50, 10);
  }
}
