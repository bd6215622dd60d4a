package io.freehold.simulator.iam;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The policies of AWS's own that Freehold attaches. Shortened: each holds the actions that matter
 * to a cluster, not all that AWS's does.
 */
final class AwsManagedPolicies {
  private static final String PREFIX = "arn:aws:iam::aws:policy/";
  private static final Map<String, ManagedPolicy> POLICIES = new LinkedHashMap<>();

  static {
    add(
        "AmazonEKSClusterPolicy",
        "/",
        "2018-05-27T21:06:14Z",
        "ec2:DescribeInstances",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ec2:DescribeSecurityGroups",
        "ec2:CreateSecurityGroup",
        "ec2:AuthorizeSecurityGroupIngress",
        "elasticloadbalancing:DescribeLoadBalancers",
        "kms:DescribeKey");
    add(
        "AmazonEKSVPCResourceController",
        "/",
        "2020-08-12T00:55:34Z",
        "ec2:CreateNetworkInterface",
        "ec2:DetachNetworkInterface",
        "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:DeleteNetworkInterface",
        "ec2:AttachNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses");
    add(
        "AmazonEKSWorkerNodePolicy",
        "/",
        "2018-05-27T21:09:01Z",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVolumes",
        "ec2:DescribeVpcs",
        "eks:DescribeCluster",
        "eks-auth:AssumeRoleForPodIdentity");
    add(
        "AmazonEKS_CNI_Policy",
        "/",
        "2018-05-27T21:07:42Z",
        "ec2:AssignPrivateIpAddresses",
        "ec2:AttachNetworkInterface",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DetachNetworkInterface",
        "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:UnassignPrivateIpAddresses");
    add(
        "AmazonEC2ContainerRegistryReadOnly",
        "/",
        "2015-12-21T17:04:15Z",
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchGetImage",
        "ecr:DescribeImages",
        "ecr:DescribeRepositories",
        "ecr:ListImages");
    add(
        "AmazonEC2ContainerRegistryPullOnly",
        "/",
        "2024-10-04T16:58:49Z",
        "ecr:GetAuthorizationToken",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchImportUpstreamImage");
    add(
        "AmazonEBSCSIDriverPolicy",
        "/service-role/",
        "2022-04-04T17:24:29Z",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeSnapshots",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
        "ec2:DescribeVolumesModifications",
        "ec2:AttachVolume",
        "ec2:CreateSnapshot",
        "ec2:CreateVolume",
        "ec2:DeleteVolume",
        "ec2:DetachVolume",
        "ec2:ModifyVolume");
    add("AdministratorAccess", "/", "2015-02-06T18:39:46Z", "*");
  }

  private AwsManagedPolicies() {}

  static Optional<ManagedPolicy> find(String arn) {
    return Optional.ofNullable(POLICIES.get(arn));
  }

  static Collection<ManagedPolicy> all() {
    return POLICIES.values();
  }

  private static void add(String name, String path, String created, String... actions) {
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
            + String.join("\",\"", actions)
            + "\"],\"Resource\":\"*\"}]}";
    String arn = PREFIX + path.substring(1) + name;
    POLICIES.put(
        arn,
        ManagedPolicy.first(
            name,
            path,
            String.format("ANPASIM%014d", POLICIES.size()),
            arn,
            "",
            document,
            Instant.parse(created),
            Map.of()));
  }
}
