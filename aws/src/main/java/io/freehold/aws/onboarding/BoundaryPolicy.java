package io.freehold.aws.onboarding;

import static io.freehold.aws.session.AwsSession.OWNER_TAG;

import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * What no role that the control plane makes may ever exceed: the actions of its components and of
 * the AWS managed policies of cluster and nodes, in its infrastructure's region and on its things;
 * of IAM nothing but one service-linked role. It grants nothing by itself.
 *
 * <p>It comes with the customer's template and is the same for all infrastructures of the account:
 * whoever could write it could undo it. It tells infrastructures apart by the tags of the roles,
 * which are those of whoever acts as the role (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag">source</a>).
 */
final class BoundaryPolicy {
  /**
   * The AWS managed policies of the control plane (AmazonEKSClusterPolicy,
   * AmazonEKSVPCResourceController) and of the nodes (AmazonEKSWorkerNodePolicy,
   * AmazonEKS_CNI_Policy, AmazonEC2ContainerRegistryReadOnly), as of March 2026, without the load
   * balancers, security groups and routes that only a Service of type LoadBalancer or a network
   * without VPC CNI asks for: <a
   * href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSClusterPolicy.html">source</a>.
   */
  private static final List<String> REGIONAL =
      actions(
          """
          autoscaling:DescribeAutoScalingGroups autoscaling:DescribeAutoScalingInstances
          autoscaling:DescribeLaunchConfigurations autoscaling:DescribeScalingActivities
          autoscaling:DescribeTags ec2:AssignPrivateIpAddresses ec2:AttachNetworkInterface
          ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission
          ec2:DeleteNetworkInterface ec2:DescribeAccountAttributes ec2:DescribeAddresses
          ec2:DescribeAvailabilityZones ec2:DescribeDhcpOptions ec2:DescribeImages
          ec2:DescribeInstanceTopology ec2:DescribeInstanceTypes ec2:DescribeInstances
          ec2:DescribeInternetGateways ec2:DescribeLaunchTemplateVersions
          ec2:DescribeNetworkInterfaces ec2:DescribeRouteTables ec2:DescribeSecurityGroups
          ec2:DescribeSnapshots ec2:DescribeSubnets ec2:DescribeTags ec2:DescribeVolumeStatus
          ec2:DescribeVolumes ec2:DescribeVolumesModifications ec2:DescribeVpcs
          ec2:DetachNetworkInterface ec2:GetInstanceTypesFromInstanceRequirements
          ec2:ModifyNetworkInterfaceAttribute ec2:UnassignPrivateIpAddresses
          ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:DescribeImageScanFindings
          ecr:DescribeImages ecr:DescribeRepositories ecr:GetAuthorizationToken
          ecr:GetDownloadUrlForLayer ecr:GetLifecyclePolicy ecr:GetLifecyclePolicyPreview
          ecr:GetRepositoryPolicy ecr:ListImages ecr:ListTagsForResource
          eks-auth:AssumeRoleForPodIdentity eks:DescribeCluster eks:DescribeNodegroup
          elasticloadbalancing:DescribeListeners
          elasticloadbalancing:DescribeLoadBalancerAttributes
          elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeTags
          elasticloadbalancing:DescribeTargetGroupAttributes
          elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth
          kms:DescribeKey
          """);

  private static final List<String> NAMES =
      actions(
          """
          route53:GetChange route53:ListHostedZones
          route53:ListResourceRecordSets route53:ListTagsForResource route53:ListTagsForResources
          """);

  private static final List<String> OBJECTS =
      actions(
          """
          s3:AbortMultipartUpload s3:DeleteObject s3:GetBucketLocation s3:GetObject s3:ListBucket
          s3:ListMultipartUploadParts s3:PutObject
          """);

  private static final List<String> VOLUMES =
      actions("ec2:AttachVolume ec2:DeleteVolume ec2:DetachVolume ec2:ModifyVolume");

  private static final List<String> TARGETS =
      actions("elasticloadbalancing:DeregisterTargets elasticloadbalancing:RegisterTargets");

  private static final List<String> SCALING =
      actions(
          """
          autoscaling:SetDesiredCapacity autoscaling:TerminateInstanceInAutoScalingGroup
          autoscaling:UpdateAutoScalingGroup
          """);

  private BoundaryPolicy() {}

  static PolicyDocument document() {
    String vendor = "arn:aws:iam::" + Placeholder.VENDOR_ACCOUNT.text() + ":role/freehold-*-writer";
    return PolicyDocument.of(
        inRegion(Statement.allow("Region", REGIONAL).onAll()),
        inRegion(
            own(
                Statement.allow("Volumes", VOLUMES)
                    .on(Scope.ec2("volume"), Scope.ec2("instance")))),
        inRegion(
            Statement.allow("NewVolumes", "ec2:CreateVolume")
                .on(Scope.ec2("volume"))
                .when("StringEquals", "aws:RequestTag/" + OWNER_TAG, Scope.INFRASTRUCTURE)),
        inRegion(
            Statement.allow("VolumeTags", "ec2:CreateTags")
                .on(Scope.ec2("volume"))
                .when("StringEquals", "ec2:CreateAction", "CreateVolume")),
        // The network plug-in tags the interfaces that it adds to a node.
        inRegion(
            Statement.allow("InterfaceTags", "ec2:CreateTags").on(Scope.ec2("network-interface"))),
        inRegion(
            Statement.allow(
                    "WayIn", "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress")
                .on(Scope.ec2("security-group"))
                .when("StringEquals", "aws:ResourceTag/aws:eks:cluster-name", Scope.CLUSTER)),
        inRegion(own(Statement.allow("Targets", TARGETS).onAll())),
        inRegion(
            Statement.allow("Scale", SCALING)
                .onAll()
                .when("StringEquals", "aws:ResourceTag/eks:cluster-name", Scope.CLUSTER)),
        Statement.allow("Look", NAMES).onAll(),
        Statement.allow("Names", "route53:ChangeResourceRecordSets")
            .on("arn:aws:route53:::hostedzone/*")
            .when(
                "ForAllValues:StringLike",
                "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                Scope.DOMAIN,
                "*." + Scope.DOMAIN),
        Statement.allow("Objects", OBJECTS).on(Scope.BUCKETS),
        Statement.allow("Vendor", "sts:AssumeRole", "sts:TagSession").on(vendor),
        Statement.allow("LinkedRole", "iam:CreateServiceLinkedRole")
            .onAll()
            .when("StringEquals", "iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"));
  }

  private static Statement inRegion(Statement statement) {
    return statement.when("StringEquals", "aws:RequestedRegion", Scope.REGION);
  }

  private static Statement own(Statement statement) {
    return statement.when("StringEquals", "aws:ResourceTag/" + OWNER_TAG, Scope.INFRASTRUCTURE);
  }

  private static List<String> actions(String words) {
    return Arrays.asList(words.strip().split("\\s+"));
  }
}
