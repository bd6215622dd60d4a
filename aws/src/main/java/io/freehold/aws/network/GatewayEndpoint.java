package io.freehold.aws.network;

import static io.freehold.aws.catalogue.Scope.created;
import static io.freehold.aws.catalogue.Scope.ec2;
import static io.freehold.aws.catalogue.Scope.own;
import static io.freehold.aws.catalogue.Scope.taggedBy;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * The free way from a VPC to S3. Without it, all S3 traffic is paid for at the NAT gateway.
 *
 * @param vpcId the VPC
 * @param serviceName such as {@code com.amazonaws.us-east-1.s3}
 * @param routeTableIds the tables that get a route to it
 */
public record GatewayEndpoint(String vpcId, String serviceName, Set<String> routeTableIds) {
  public static final AwsType<GatewayEndpoint, Observed> TYPE = new Type();

  public GatewayEndpoint {
    routeTableIds = Set.copyOf(routeTableIds);
  }

  /**
   * What is there.
   *
   * @param policy {@code open}, or the policy that keeps something out
   */
  public record Observed(
      String id, String vpcId, String serviceName, Set<String> routeTableIds, String policy) {}

  private static final String OPEN = "open";

  /** The policy of an endpoint that was given none, in the ways in which AWS may say it. */
  private static final Set<String> EVERYTHING =
      Set.of(everything("2008-10-17"), everything("2012-10-17"));

  private static String everything(String version) {
    return PolicyDocument.normalize(
        """
        {"Version":"%s","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}
        """
            .formatted(version));
  }

  private static String policy(@Nullable String found) {
    String normalized = found == null ? "" : PolicyDocument.normalize(found);
    return normalized.isEmpty() || EVERYTHING.contains(normalized) ? OPEN : normalized;
  }

  private static final class Type implements AwsType<GatewayEndpoint, Observed> {
    @Override
    public String kind() {
      return "GatewayEndpoint";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.VPC_WRITE)
          .inspect("ec2:DescribeVpcEndpoints")
          .provision(created(ec2("vpc-endpoint")), "ec2:CreateVpcEndpoint")
          .provision(own(ec2("vpc"), ec2("route-table")), "ec2:CreateVpcEndpoint")
          .provision(taggedBy("CreateVpcEndpoint", ec2("vpc-endpoint")), "ec2:CreateTags")
          .change(own(ec2("vpc-endpoint"), ec2("route-table")), "ec2:ModifyVpcEndpoint")
          .delete(own(ec2("vpc-endpoint")), "ec2:DeleteVpcEndpoints");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      aws.ec2()
          .describeVpcEndpointsPaginator(r -> r.filters(Ec2.filter("vpc-endpoint-id", ids)))
          .vpcEndpoints()
          .forEach(endpoint -> found.put(endpoint.vpcEndpointId(), observation(aws, endpoint)));
      return found;
    }

    private static Observation<Observed> observation(AwsSession aws, VpcEndpoint endpoint) {
      Ownership ownership = aws.ownership(Ec2.tags(endpoint.tags()));
      // AWS answers these states in either case, depending on the call.
      return switch (endpoint.stateAsString().toLowerCase(Locale.ROOT)) {
        case "available" ->
            new Observation.Present<>(
                new Observed(
                    endpoint.vpcEndpointId(),
                    endpoint.vpcId(),
                    endpoint.serviceName(),
                    new TreeSet<>(endpoint.routeTableIds()),
                    policy(endpoint.policyDocument())),
                ownership);
        case "deleting" -> Observation.deleting();
        case "deleted" -> Observation.absent();
        case "failed", "rejected", "expired" ->
            new Observation.Broken<>(endpoint.stateAsString(), ownership);
        default -> new Observation.Pending<>(endpoint.stateAsString(), ownership);
      };
    }

    @Override
    public List<String> discover(AwsSession aws, Owner owner, String node) {
      List<Filter> filters = new ArrayList<>(Ec2.ownedBy(owner, node));
      filters.add(Ec2.filter("vpc-endpoint-state", List.of("pending", "available")));
      return aws.ec2().describeVpcEndpoints(r -> r.filters(filters)).vpcEndpoints().stream()
          .map(VpcEndpoint::vpcEndpointId)
          .sorted()
          .toList();
    }

    @Override
    public String create(AwsSession aws, GatewayEndpoint desired, Intent intent) {
      return aws.ec2()
          .createVpcEndpoint(r ->
              r.vpcEndpointType(VpcEndpointType.GATEWAY)
                  .vpcId(desired.vpcId())
                  .serviceName(desired.serviceName())
                  .routeTableIds(desired.routeTableIds())
                  .clientToken(intent.token())
                  .tagSpecifications(Ec2.tags(aws, intent, ResourceType.VPC_ENDPOINT)))
          .vpcEndpoint()
          .vpcEndpointId();
    }

    @Override
    public Diff diff(GatewayEndpoint desired, Observed observed) {
      return Diff.compare()
          .fixed("vpcId", desired.vpcId(), observed.vpcId())
          .fixed("serviceName", desired.serviceName(), observed.serviceName())
          .field("routeTableIds", new TreeSet<>(desired.routeTableIds()), observed.routeTableIds())
          .field("policy", OPEN, observed.policy())
          .done();
    }

    @Override
    public void update(AwsSession aws, String id, GatewayEndpoint desired, Observed observed) {
      Set<String> missing = new TreeSet<>(desired.routeTableIds());
      missing.removeAll(observed.routeTableIds());
      Set<String> surplus = new TreeSet<>(observed.routeTableIds());
      surplus.removeAll(desired.routeTableIds());
      aws.ec2()
          .modifyVpcEndpoint(r -> {
            r.vpcEndpointId(id).addRouteTableIds(missing).removeRouteTableIds(surplus);
            if (!observed.policy().equals(OPEN)) {
              r.resetPolicy(true);
            }
          });
    }

    @Override
    public void delete(AwsSession aws, String id) {
      // A batch is answered as done even where nothing could be.
      aws.ec2().deleteVpcEndpoints(r -> r.vpcEndpointIds(id)).unsuccessful().stream()
          .map(UnsuccessfulItem::error)
          .filter(error -> !error.code().endsWith("NotFound"))
          .findFirst()
          .ifPresent(error -> {
            throw new FailureException(AwsFailures.refused(error.code(), error.message()));
          });
    }

    @Override
    public Observed predict(GatewayEndpoint desired) {
      return new Observed(
          "vpce-planned",
          desired.vpcId(),
          desired.serviceName(),
          new TreeSet<>(desired.routeTableIds()),
          OPEN);
    }
  }
}
