package io.freehold.aws.iam;

import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import java.util.Arrays;
import java.util.List;

/**
 * What no role of an infrastructure may ever exceed: the actions of its components and of the AWS
 * managed policies of cluster and nodes, in its region and on its buckets; of IAM nothing but one
 * service-linked role. It grants nothing by itself.
 */
final class Boundary {
  /**
   * The AWS managed policies of the control plane (AmazonEKSClusterPolicy,
   * AmazonEKSVPCResourceController) and of the nodes (AmazonEKSWorkerNodePolicy,
   * AmazonEKS_CNI_Policy, AmazonEC2ContainerRegistryReadOnly), as of March 2026, without the
   * classic load balancers that only a Service of type LoadBalancer asks for: <a
   * href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSClusterPolicy.html">source</a>.
   */
  private static final List<String> REGIONAL =
      actions(
          """
          autoscaling:DescribeAutoScalingGroups autoscaling:DescribeAutoScalingInstances
          autoscaling:DescribeLaunchConfigurations autoscaling:DescribeScalingActivities
          autoscaling:DescribeTags autoscaling:SetDesiredCapacity
          autoscaling:TerminateInstanceInAutoScalingGroup autoscaling:UpdateAutoScalingGroup
          ec2:AssignPrivateIpAddresses ec2:AttachNetworkInterface ec2:AttachVolume
          ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkInterface
          ec2:CreateNetworkInterfacePermission ec2:CreateRoute ec2:CreateSecurityGroup
          ec2:CreateTags ec2:CreateVolume ec2:DeleteNetworkInterface ec2:DeleteRoute
          ec2:DeleteSecurityGroup ec2:DeleteVolume ec2:DescribeAccountAttributes
          ec2:DescribeAddresses ec2:DescribeAvailabilityZones ec2:DescribeDhcpOptions
          ec2:DescribeImages ec2:DescribeInstanceTopology ec2:DescribeInstanceTypes
          ec2:DescribeInstances ec2:DescribeInternetGateways ec2:DescribeLaunchTemplateVersions
          ec2:DescribeNetworkInterfaces ec2:DescribeRouteTables ec2:DescribeSecurityGroups
          ec2:DescribeSnapshots ec2:DescribeSubnets ec2:DescribeTags ec2:DescribeVolumeStatus
          ec2:DescribeVolumes ec2:DescribeVolumesModifications ec2:DescribeVpcs
          ec2:DetachNetworkInterface ec2:DetachVolume
          ec2:GetInstanceTypesFromInstanceRequirements ec2:ModifyInstanceAttribute
          ec2:ModifyNetworkInterfaceAttribute ec2:ModifyVolume ec2:RevokeSecurityGroupIngress
          ec2:UnassignPrivateIpAddresses
          ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:DescribeImageScanFindings
          ecr:DescribeImages ecr:DescribeRepositories ecr:GetAuthorizationToken
          ecr:GetDownloadUrlForLayer ecr:GetLifecyclePolicy ecr:GetLifecyclePolicyPreview
          ecr:GetRepositoryPolicy ecr:ListImages ecr:ListTagsForResource
          eks-auth:AssumeRoleForPodIdentity eks:DescribeCluster eks:DescribeNodegroup
          elasticloadbalancing:AddTags elasticloadbalancing:CreateListener
          elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:CreateTargetGroup
          elasticloadbalancing:DeleteListener elasticloadbalancing:DeleteLoadBalancer
          elasticloadbalancing:DeleteTargetGroup elasticloadbalancing:DeregisterTargets
          elasticloadbalancing:DescribeListeners
          elasticloadbalancing:DescribeLoadBalancerAttributes
          elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeTags
          elasticloadbalancing:DescribeTargetGroupAttributes
          elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth
          elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyLoadBalancerAttributes
          elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes
          elasticloadbalancing:RegisterTargets
          kms:DescribeKey
          """);

  private static final List<String> NAMES =
      actions(
          """
          route53:ChangeResourceRecordSets route53:GetChange route53:ListHostedZones
          route53:ListResourceRecordSets route53:ListTagsForResource route53:ListTagsForResources
          """);

  private static final List<String> OBJECTS =
      actions(
          """
          s3:AbortMultipartUpload s3:DeleteObject s3:GetBucketLocation s3:GetObject s3:ListBucket
          s3:ListMultipartUploadParts s3:PutObject
          """);

  private Boundary() {}

  static PolicyDocument of(InfrastructureNames names, VendorRoles vendor) {
    Statement objects = Statement.allow("Objects", OBJECTS);
    for (BucketPurpose purpose : BucketPurpose.values()) {
      String bucket = "arn:aws:s3:::" + names.bucket(purpose);
      objects = objects.on(bucket, bucket + "/*");
    }
    return PolicyDocument.of(
        Statement.allow("Region", REGIONAL)
            .onAll()
            .when("StringEquals", "aws:RequestedRegion", names.region()),
        Statement.allow("Names", NAMES).onAll(),
        objects,
        Statement.allow("Vendor", "sts:AssumeRole", "sts:TagSession")
            .on(vendor.stateWriter(), vendor.billingWriter()),
        Statement.allow("LinkedRole", "iam:CreateServiceLinkedRole")
            .onAll()
            .when("StringEquals", "iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"));
  }

  private static List<String> actions(String words) {
    return Arrays.asList(words.strip().split("\\s+"));
  }
}
