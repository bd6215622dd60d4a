package io.freehold.controlplane.graph;

import io.freehold.aws.eks.ClusterAccess;
import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.CallWatch;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kubernetes.resource.ClusterClients;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the clouds of one pass. Credentials and clients are kept for each infrastructure, and are
 * never used for another.
 */
public final class CloudAccess {
  private final RoleSessions sessions;
  private final Clock clock;
  private final Optional<ClusterEndpoint> elsewhere;
  private final ClusterClients clusters = new ClusterClients();

  public CloudAccess(RoleSessions sessions, Clock clock) {
    this(sessions, clock, Optional.empty());
  }

  /**
   * @param elsewhere where clusters are reached instead of where EKS says
   */
  public CloudAccess(RoleSessions sessions, Clock clock, Optional<ClusterEndpoint> elsewhere) {
    this.sessions = sessions;
    this.clock = clock;
    this.elsewhere = elsewhere;
  }

  /** The same as the other, with nobody told of the calls. */
  public Clouds open(
      RoleSessions.Role role,
      InfrastructureNames names,
      Map<String, String> userTags,
      Owner owner) {
    return open(role, names, userTags, owner, CallWatch.NONE);
  }

  /**
   * The clouds for one owner in one infrastructure; makes no call yet.
   *
   * @param role the management role in the customer's account
   * @param names of the infrastructure
   * @param owner whose objects in the cluster are meant: the infrastructure or one of its services
   * @param watch told of every call to AWS
   */
  public Clouds open(
      RoleSessions.Role role,
      InfrastructureNames names,
      Map<String, String> userTags,
      Owner owner,
      CallWatch watch) {
    Owner infrastructure = new Owner(names.infrastructure().value());
    AwsSession customer =
        sessions.session(role, names.region(), infrastructure, userTags).watched(watch);
    return new Clouds(
        customer,
        () -> sessions.own(names.region(), infrastructure).watched(watch),
        () ->
            clusters.session(
                names.cluster(),
                role.arn(),
                () -> access(customer, names, new ManagementRoleArn(role.arn())),
                infrastructure,
                owner));
  }

  /** Nothing of the infrastructure is left: nor are credentials and clients. */
  public void forget(InfrastructureNames names) {
    sessions.forget(new Owner(names.infrastructure().value()));
    clusters.forget(names.cluster());
  }

  private Optional<ClusterClients.Access> access(
      AwsSession customer, InfrastructureNames names, ManagementRoleArn management) {
    Observation<EksCluster.Observed> there =
        EksCluster.TYPE
            .observe(customer, Set.of(names.cluster()))
            .getOrDefault(names.cluster(), Observation.absent());
    return switch (there) {
      case Observation.Absent<EksCluster.Observed>() -> Optional.empty();
      case Observation.Present<EksCluster.Observed>(
              EksCluster.Observed cluster,
              Ownership ownership) ->
          Optional.of(access(customer, names, management, cluster));
      case Observation.Pending<EksCluster.Observed> pending -> throw notReady(names);
      case Observation.Deleting<EksCluster.Observed> deleting -> throw notReady(names);
      case Observation.Broken<EksCluster.Observed> broken -> throw notReady(names);
    };
  }

  private ClusterClients.Access access(
      AwsSession customer,
      InfrastructureNames names,
      ManagementRoleArn management,
      EksCluster.Observed cluster) {
    String role = management.roleOf(names.role(InfrastructureRole.DATA_PLANE_MGMT));
    ClusterAccess access = ClusterAccess.of(sessions.within(customer, role), cluster, clock);
    return elsewhere
        .map(there -> new ClusterClients.Access(there.url().toString(), "", access.token()))
        .orElseGet(() ->
            new ClusterClients.Access(
                access.endpoint(), access.certificateAuthority(), access.token()));
  }

  private static FailureException notReady(InfrastructureNames names) {
    return new FailureException(
        Failure.refused(
            Failure.Kind.DEPENDENCY,
            "cluster-not-ready",
            names.cluster() + " does not answer yet, or not any more"));
  }
}
