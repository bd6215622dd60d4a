package io.freehold.aws.preflight.check;

import static io.freehold.aws.catalogue.Scope.named;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;

/**
 * What the probes call, besides what the kinds look at with anyway. Nothing of it changes anything.
 */
public final class PreflightActions {
  /** What AWS can narrow is on the management role and the boundary only. */
  public static final Actions ALL =
      Actions.in(PolicyGroup.BASE)
          .inspect(named(Placeholder.MANAGEMENT_ROLE.text()), "iam:SimulatePrincipalPolicy")
          .inspect(named(Placeholder.BOUNDARY.text()), "iam:GetPolicy", "iam:GetPolicyVersion")
          .inspect(
              "ec2:DescribeInstanceTypeOfferings",
              "ec2:DescribeInstanceTypes",
              "ec2:DescribeInstances",
              "eks:DescribeClusterVersions",
              "eks:ListClusters",
              "s3:ListAllMyBuckets",
              "servicequotas:GetAWSDefaultServiceQuota",
              "servicequotas:GetServiceQuota");

  private PreflightActions() {}
}
