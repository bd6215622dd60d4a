package io.freehold.aws.preflight.account;

import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.network.Ec2;
import io.freehold.aws.preflight.account.Quota.Use;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Planned;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Security groups, of which AWS makes some by itself: one with each VPC, and one with each cluster
 * (<a href="https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html">source</a>).
 */
final class SecurityGroupUse {
  private static final String CLUSTER_TAG = "aws:eks:cluster-name";

  private SecurityGroupUse() {}

  static List<Use> of(Account account) {
    List<SecurityGroup> all =
        account.aws().ec2().describeSecurityGroupsPaginator(r -> {}).securityGroups().stream()
            .toList();
    Set<String> vpcs =
        account.vpcs().stream()
            .filter(vpc -> account.isOurs(vpc.tags()))
            .map(Vpc::vpcId)
            .collect(Collectors.toSet());
    String cluster = account.subject().policies().names().cluster();
    long ours =
        all.stream()
            .filter(it ->
                vpcs.contains(it.vpcId())
                    || account.isOurs(it.tags())
                    || cluster.equals(Ec2.tags(it.tags()).get(CLUSTER_TAG)))
            .count();
    Planned planned = account.subject().planned();
    long wanted =
        (long) planned.count(io.freehold.aws.network.SecurityGroup.TYPE)
            + planned.count(io.freehold.aws.network.Vpc.TYPE)
            + planned.count(EksCluster.TYPE);
    return List.of(new Use(account.spec().region(), all.size(), ours, wanted));
  }
}
