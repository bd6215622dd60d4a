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
import io.freehold.simulator.iam.Iam;
import java.util.List;
import java.util.Map;
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
  private final ControlPlanes controlPlanes;

  /**
   * @param network where clusters and nodes are put
   * @param iam what it says of the roles that EKS is handed
   * @param controlPlanes what is behind the clusters' endpoints
   */
  public Eks(World world, Backstage network, Iam iam, ControlPlanes controlPlanes) {
    sites = new Sites<>(location -> new Site(world, location, network, iam));
    this.controlPlanes = controlPlanes;
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
    return new Client(endpoint, sites, controlPlanes);
  }

  @Override
  public Stream<LiveResource> live(String accountId) {
    return sites.ofAccount(accountId).flatMap(Site::live);
  }

  @Override
  public Stream<LiveResource> seen(String accountId) {
    return sites.ofAccount(accountId).flatMap(Site::seen);
  }

  /** The nodes of a cluster that are Ready now. Used under the world's lock. */
  public List<Node> nodesOf(Location location, String cluster) {
    Site site = sites.at(location);
    return Site.ofCluster(site.groups(), cluster).stream()
        .flatMap(key -> site.groups().actual(key).stream())
        .flatMap(group -> group.nodes().stream())
        .toList();
  }

  /** AWS does not say; on the careful side. */
  private static RateLimit limit(String name, boolean mutating) {
    return mutating ? new RateLimit(name, 20, 5) : new RateLimit(name, 50, 10);
  }
}
