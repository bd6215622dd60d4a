package io.freehold.aws.eks;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.eks.AccessEntry.Observed;
import io.freehold.aws.eks.AccessEntry.Policy;
import java.util.Map;
import java.util.Set;

class AccessEntryContractTest extends KindContract<AccessEntry, Observed> {
  private static final Policy ADMIN = Policy.everywhere(Policy.CLUSTER_ADMIN);
  private static final String VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

  @Override
  protected AwsType<AccessEntry, Observed> type() {
    return AccessEntry.TYPE;
  }

  @Override
  protected AccessEntry desired(Ground ground) {
    return new AccessEntry(
        Surroundings.cluster(ground).name(),
        Surroundings.role(ground, "management", "ec2.amazonaws.com"),
        Set.of("operators"),
        Set.of(ADMIN, new Policy(VIEW, Set.of("a"))));
  }

  @Override
  protected Map<String, AccessEntry> mutable(AccessEntry it) {
    return Map.of(
        "groups",
        new AccessEntry(it.clusterName(), it.principalArn(), Set.of("readers"), it.policies()),
        "policies",
        new AccessEntry(
            it.clusterName(),
            it.principalArn(),
            it.groups(),
            Set.of(new Policy(VIEW, Set.of("a", "b")))));
  }

  @Override
  protected Map<String, AccessEntry> fixed(AccessEntry it) {
    return Map.of(
        "principalArn",
        new AccessEntry(it.clusterName(), it.principalArn() + "2", it.groups(), it.policies()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, AccessEntry it) {
    var eks = ground.aws().eks();
    return Map.of(
        "policies",
        id ->
            eks.disassociateAccessPolicy(r ->
                r.clusterName(it.clusterName())
                    .principalArn(it.principalArn())
                    .policyArn(Policy.CLUSTER_ADMIN)),
        "groups",
        id ->
            eks.updateAccessEntry(r ->
                r.clusterName(it.clusterName())
                    .principalArn(it.principalArn())
                    .kubernetesGroups("others")));
  }

  @Override
  protected Use use(Ground ground, AccessEntry desired) {
    return Use.nothingPrevents("nobody asks who is in by it");
  }
}
