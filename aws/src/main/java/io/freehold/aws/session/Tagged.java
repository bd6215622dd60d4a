package io.freehold.aws.session;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** Whatever in an account carries an owner's tag, whether or not we know of it. */
public final class Tagged {
  private static final String NAT_GATEWAY = ":natgateway/";

  private Tagged() {}

  /**
   * The ARNs of all that is the session's owner's, of every kind that can be tagged but IAM's. A
   * NAT gateway that is deleted stays known to AWS for about an hour, and is left out (<a
   * href="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html">source</a>).
   */
  public static List<String> arns(AwsSession aws) {
    List<String> arns =
        aws
            .tagging()
            .getResourcesPaginator(r ->
                r.tagFilters(
                    TagFilter.builder()
                        .key(AwsSession.OWNER_TAG)
                        .values(aws.owner().name())
                        .build()))
            .resourceTagMappingList()
            .stream()
            .map(ResourceTagMapping::resourceARN)
            .toList();
    if (arns.stream().noneMatch(arn -> arn.contains(NAT_GATEWAY))) {
      return arns;
    }
    Set<String> there =
        aws.ec2().describeNatGatewaysPaginator(r -> {}).natGateways().stream()
            .filter(gateway -> gateway.state() != NatGatewayState.DELETED)
            .map(NatGateway::natGatewayId)
            .collect(Collectors.toSet());
    return arns.stream()
        .filter(arn ->
            !arn.contains(NAT_GATEWAY)
                || there.contains(arn.substring(arn.indexOf(NAT_GATEWAY) + NAT_GATEWAY.length())))
        .toList();
  }
}
