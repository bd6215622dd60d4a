package io.freehold.controlplane.faults;

import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.simulator.SimulatedAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.VolumeType;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.Taint;
import software.amazon.awssdk.services.eks.model.TaintEffect;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateNodegroupConfigRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What somebody in the account does to one field of one of our things.
 *
 * @param node whose field is changed
 * @param field as a diff calls it
 * @param by does it, as the account's root
 */
@SuppressWarnings("unchecked") // the SDK takes generic builders as variable arguments
record OutsideChange(String node, String field, Consumer<Account> by) {
  private static final String ZONE = "use1-az1";
  private static final String ANYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
      """;

  @Override
  public String toString() {
    return field + " of " + node;
  }

  void happenTo(Rig rig) {
    by.accept(new Account(rig));
  }

  /** The account's root at work, who knows our things by their nodes. */
  record Account(Rig rig) {
    <T extends SdkClient> T client(Class<T> type) {
      SimulatedAws aws = rig.aws;
      return aws.client(type, aws.credentialsOfRoot(Rig.CUSTOMER), Region.of(Rig.REGION));
    }

    Ec2Client ec2() {
      return client(Ec2Client.class);
    }

    EksClient eks() {
      return client(EksClient.class);
    }

    IamClient iam() {
      return client(IamClient.class);
    }

    S3Client s3() {
      return client(S3Client.class);
    }

    ElasticLoadBalancingV2Client elb() {
      return client(ElasticLoadBalancingV2Client.class);
    }

    String id(String node) {
      return rig.ledger.entries().stream()
          .filter(entry -> entry.node().equals(node))
          .findFirst()
          .flatMap(LedgerEntry::externalId)
          .orElseThrow(() -> new AssertionError("no node " + node));
    }

    String cluster() {
      return rig.names.cluster();
    }

    /** What takes a while is over. */
    void settle() {
      rig.clock.advance(java.time.Duration.ofSeconds(400));
    }
  }

  /** One for every field that AWS lets somebody change. */
  static List<OutsideChange> all() {
    List<OutsideChange> all = new ArrayList<>();
    network(all);
    identity(all);
    cluster(all);
    nodes(all);
    ingress(all);
    storage(all);
    return all;
  }

  private static void network(List<OutsideChange> all) {
    add(
        all,
        "vpc",
        "dnsHostnames",
        it ->
            it.ec2()
                .modifyVpcAttribute(
                    r -> r.vpcId(it.id("vpc")).enableDnsHostnames(v -> v.value(false))));
    add(
        all,
        "vpc",
        "dnsSupport",
        it ->
            it.ec2()
                .modifyVpcAttribute(
                    r -> r.vpcId(it.id("vpc")).enableDnsSupport(v -> v.value(false))));
    String subnet = "subnet-public-" + ZONE;
    add(
        all,
        subnet,
        "publicAddresses",
        it ->
            it.ec2()
                .modifySubnetAttribute(
                    r -> r.subnetId(it.id(subnet)).mapPublicIpOnLaunch(v -> v.value(true))));
    add(
        all,
        subnet,
        "tags",
        it ->
            it.ec2()
                .deleteTags(
                    r -> r.resources(it.id(subnet)).tags(t -> t.key("kubernetes.io/role/elb"))));
    String routes = "routes-private-" + ZONE;
    add(
        all,
        routes,
        "routes",
        it ->
            it.ec2()
                .deleteRoute(r -> r.routeTableId(it.id(routes)).destinationCidrBlock("0.0.0.0/0")));
    add(
        all,
        routes,
        "routes",
        it ->
            it.ec2()
                .replaceRoute(r ->
                    r.routeTableId(it.id(routes))
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(it.id("internet-gateway"))));
    add(
        all,
        routes,
        "routes",
        it ->
            it.ec2()
                .createRoute(r ->
                    r.routeTableId(it.id(routes))
                        .destinationCidrBlock("192.168.0.0/16")
                        .gatewayId(it.id("internet-gateway"))));
    add(
        all,
        routes,
        "subnetIds",
        it ->
            it.ec2()
                .describeRouteTables(r -> r.routeTableIds(it.id(routes)))
                .routeTables()
                .getFirst()
                .associations()
                .forEach(one ->
                    it.ec2()
                        .disassociateRouteTable(
                            r -> r.associationId(one.routeTableAssociationId()))));
    add(
        all,
        "s3-endpoint",
        "routeTableIds",
        it ->
            it.ec2()
                .modifyVpcEndpoint(
                    r -> r.vpcEndpointId(it.id("s3-endpoint")).removeRouteTableIds(it.id(routes))));
    add(
        all,
        "s3-endpoint",
        "policy",
        it ->
            it.ec2()
                .modifyVpcEndpoint(r ->
                    r.vpcEndpointId(it.id("s3-endpoint"))
                        .policyDocument(
                            """
                            {"Version":"2012-10-17","Statement":[{"Effect":"Deny",
                             "Principal":"*","Action":"s3:PutObject","Resource":"*"}]}
                            """)));
    String group = "security-group-load-balancer-public";
    IpPermission ssh =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();
    add(
        all,
        group,
        "ingress",
        it ->
            it.ec2()
                .authorizeSecurityGroupIngress(r -> r.groupId(it.id(group)).ipPermissions(ssh)));
    for (IpPermission odd : unlikeOurs()) {
      add(
          all,
          group,
          "ingress",
          it ->
              it.ec2()
                  .authorizeSecurityGroupIngress(r -> r.groupId(it.id(group)).ipPermissions(odd)));
    }
    add(
        all,
        group,
        "egress",
        it ->
            it.ec2().authorizeSecurityGroupEgress(r -> r.groupId(it.id(group)).ipPermissions(ssh)));
    add(
        all,
        "security-group-cluster",
        "egress",
        it ->
            it.ec2()
                .revokeSecurityGroupEgress(r ->
                    r.groupId(it.id("security-group-cluster"))
                        .ipPermissions(p ->
                            p.ipProtocol("-1")
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build()))));
  }

  /** Rules of kinds that no security group of ours has. */
  private static List<IpPermission> unlikeOurs() {
    IpPermission.Builder https = IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443);
    IpRange everybody = IpRange.builder().cidrIp("0.0.0.0/0").build();
    return List.of(
        https.copy().ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build()).build(),
        https
            .copy()
            .prefixListIds(PrefixListId.builder().prefixListId("pl-63a5400a").build())
            .build(),
        IpPermission.builder().ipProtocol("47").ipRanges(everybody).build(),
        IpPermission.builder().ipProtocol("50").ipRanges(everybody).build(),
        IpPermission.builder()
            .ipProtocol("icmp")
            .fromPort(-1)
            .toPort(-1)
            .ipRanges(everybody)
            .build());
  }

  private static void identity(List<OutsideChange> all) {
    String node = "role-thanos";
    add(
        all,
        node,
        "description",
        it -> it.iam().updateRole(r -> r.roleName(it.id(node)).description("theirs")));
    add(
        all,
        node,
        "longestSession",
        it -> {
          String ours = it.iam().getRole(r -> r.roleName(it.id(node))).role().description();
          it.iam()
              .updateRole(r -> r.roleName(it.id(node)).description(ours).maxSessionDuration(7200));
        });
    add(
        all,
        node,
        "trust",
        it ->
            it.iam()
                .updateAssumeRolePolicy(r ->
                    r.roleName(it.id(node))
                        .policyDocument(
                            """
                            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                             "Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}
                            """)));
    add(
        all,
        node,
        "boundary",
        it -> it.iam().deleteRolePermissionsBoundary(r -> r.roleName(it.id(node))));
    add(
        all,
        node,
        "region",
        it -> it.iam().untagRole(r -> r.roleName(it.id(node)).tagKeys("clickhouse-byoc-region")));
    add(
        all,
        node,
        "managedPolicies",
        it ->
            it.iam()
                .attachRolePolicy(r ->
                    r.roleName(it.id(node))
                        .policyArn("arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy")));
    add(
        all,
        "role-k8s-worker",
        "managedPolicies",
        it ->
            it.iam()
                .detachRolePolicy(r ->
                    r.roleName(it.id("role-k8s-worker"))
                        .policyArn("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy")));
    add(
        all,
        node,
        "inlinePolicies.access",
        it -> it.iam().deleteRolePolicy(r -> r.roleName(it.id(node)).policyName("access")));
    add(
        all,
        node,
        "inlinePolicies.theirs",
        it ->
            it.iam()
                .putRolePolicy(
                    r -> r.roleName(it.id(node)).policyName("theirs").policyDocument(ANYTHING)));
  }

  private static void cluster(List<OutsideChange> all) {
    change(all, "publicCidrs", r -> r.resourcesVpcConfig(v -> v.publicAccessCidrs("0.0.0.0/0")));
    change(all, "privateEndpoint", r -> r.resourcesVpcConfig(v -> v.endpointPrivateAccess(false)));
    change(
        all,
        "logs",
        r ->
            r.logging(l ->
                l.clusterLogging(
                    List.of(LogSetup.builder().types(LogType.AUDIT).enabled(false).build()))));
    change(all, "support", r -> r.upgradePolicy(u -> u.supportType(SupportType.STANDARD)));
    change(all, "securityGroupIds", r -> r.resourcesVpcConfig(v -> v.securityGroupIds(List.of())));
    add(
        all,
        "cluster",
        "subnetIds",
        it -> {
          List<String> two =
              it.rig().zones().stream()
                  .limit(2)
                  .map(zone -> it.id("subnet-private-" + zone.id()))
                  .toList();
          it.eks()
              .updateClusterConfig(
                  r -> r.name(it.cluster()).resourcesVpcConfig(v -> v.subnetIds(two)));
          it.settle();
        });
    String entry = "access-control-plane";
    add(
        all,
        entry,
        "groups",
        it ->
            it.eks()
                .updateAccessEntry(r ->
                    r.clusterName(it.cluster())
                        .principalArn(principal(it, entry))
                        .kubernetesGroups("theirs")));
    add(
        all,
        entry,
        "policies",
        it ->
            it.eks()
                .associateAccessPolicy(r ->
                    r.clusterName(it.cluster())
                        .principalArn(principal(it, entry))
                        .policyArn("arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy")
                        .accessScope(s -> s.type("cluster"))));
    add(
        all,
        "addon-coredns",
        "configuration",
        it -> {
          it.eks()
              .updateAddon(r ->
                  r.clusterName(it.cluster())
                      .addonName("coredns")
                      .configurationValues("{\"replicaCount\":7}"));
          it.settle();
        });
    add(
        all,
        "addon-coredns",
        "lastFailure",
        it -> {
          it.rig().levers().failUpdate("AddOn", "ConfigurationConflict", "as the lever says");
          it.eks()
              .updateAddon(r ->
                  r.clusterName(it.cluster())
                      .addonName("coredns")
                      .configurationValues("{\"replicaCount\":7}"));
          it.settle();
        });
    add(
        all,
        "identity-thanos",
        "sessionTags",
        it ->
            it.eks()
                .updatePodIdentityAssociation(r ->
                    r.clusterName(it.cluster())
                        .associationId(association(it, "thanos"))
                        .disableSessionTags(true)));
    add(
        all,
        "identity-thanos",
        "roleArn",
        it -> {
          String other = it.iam().getRole(r -> r.roleName(it.id("role-cert-manager"))).role().arn();
          it.eks()
              .updatePodIdentityAssociation(r ->
                  r.clusterName(it.cluster())
                      .associationId(association(it, "thanos"))
                      .roleArn(other));
        });
    add(
        all,
        "log-group",
        "retentionDays",
        it ->
            it.client(CloudWatchLogsClient.class)
                .putRetentionPolicy(r -> r.logGroupName(it.id("log-group")).retentionInDays(1)));
  }

  private static String principal(Account it, String node) {
    String id = it.id(node);
    return id.substring(id.indexOf('/') + 1);
  }

  private static String association(Account it, String serviceAccount) {
    return it
        .eks()
        .listPodIdentityAssociations(r -> r.clusterName(it.cluster()))
        .associations()
        .stream()
        .filter(one -> one.serviceAccount().equals(serviceAccount))
        .findFirst()
        .orElseThrow()
        .associationId();
  }

  private static void change(
      List<OutsideChange> all, String field, Consumer<UpdateClusterConfigRequest.Builder> how) {
    add(
        all,
        "cluster",
        field,
        it -> {
          it.eks()
              .updateClusterConfig(r -> {
                r.name(it.cluster());
                how.accept(r);
              });
          it.settle();
        });
  }

  private static void nodes(List<OutsideChange> all) {
    resize(all, "size.least", r -> r.scalingConfig(s -> s.minSize(0).desiredSize(2).maxSize(5)));
    resize(all, "size.most", r -> r.scalingConfig(s -> s.minSize(2).desiredSize(2).maxSize(50)));
    resize(all, "labels", r -> r.labels(l -> l.addOrUpdateLabels(Map.of("theirs", "yes"))));
    resize(
        all,
        "taints",
        r ->
            r.taints(t ->
                t.addOrUpdateTaints(
                    Taint.builder()
                        .key("theirs")
                        .value("yes")
                        .effect(TaintEffect.NO_SCHEDULE)
                        .build())));
    add(
        all,
        "nodes-system",
        "launchTemplateVersion",
        it -> {
          String name = it.id("template-system");
          var template =
              it.ec2()
                  .createLaunchTemplateVersion(r ->
                      r.launchTemplateName(name)
                          .launchTemplateData(d -> root(d, 0, VolumeType.GP3, true)))
                  .launchTemplateVersion();
          it.eks()
              .updateNodegroupVersion(r ->
                  r.clusterName(it.cluster())
                      .nodegroupName("system")
                      .launchTemplate(l ->
                          l.id(template.launchTemplateId())
                              .version(Long.toString(template.versionNumber()))));
          it.rig().clock.advance(java.time.Duration.ofHours(1));
        });
    template(all, "rootVolumeGib", r -> root(r, 8, VolumeType.GP3, true));
    template(all, "rootVolumeType", r -> root(r, 0, VolumeType.GP2, true));
    template(all, "encrypted", r -> root(r, 0, VolumeType.GP3, false));
    template(
        all,
        "metadataByTokensOnly",
        r ->
            r.metadataOptions(m ->
                m.httpTokens(LaunchTemplateHttpTokensState.OPTIONAL).httpPutResponseHopLimit(1)));
    template(
        all,
        "metadataHops",
        r ->
            r.metadataOptions(m ->
                m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED).httpPutResponseHopLimit(2)));
    template(
        all,
        "instanceTags",
        r ->
            r.tagSpecifications(
                LaunchTemplateTagSpecificationRequest.builder()
                    .resourceType(ResourceType.INSTANCE)
                    .tags(t -> t.key("only").value("this"))
                    .build()));
  }

  private static void root(
      RequestLaunchTemplateData.Builder content, int gib, VolumeType type, boolean encrypted) {
    content.blockDeviceMappings(d ->
        d.deviceName("/dev/xvda")
            .ebs(e -> {
              e.volumeType(type).encrypted(encrypted).deleteOnTermination(true);
              e.volumeSize(gib == 0 ? 50 : gib);
            }));
  }

  private static void template(
      List<OutsideChange> all, String field, Consumer<RequestLaunchTemplateData.Builder> how) {
    String node = "template-system";
    add(
        all,
        node,
        field,
        it -> {
          long version =
              it.ec2()
                  .createLaunchTemplateVersion(
                      r -> r.launchTemplateName(it.id(node)).launchTemplateData(how))
                  .launchTemplateVersion()
                  .versionNumber();
          it.ec2()
              .modifyLaunchTemplate(
                  r -> r.launchTemplateName(it.id(node)).defaultVersion(Long.toString(version)));
        });
  }

  private static void resize(
      List<OutsideChange> all, String field, Consumer<UpdateNodegroupConfigRequest.Builder> how) {
    add(
        all,
        "nodes-system",
        field,
        it -> {
          it.eks()
              .updateNodegroupConfig(r -> {
                r.clusterName(it.cluster()).nodegroupName("system");
                how.accept(r);
              });
          it.settle();
        });
  }

  private static void ingress(List<OutsideChange> all) {
    String balancer = "load-balancer-public";
    add(
        all,
        balancer,
        "subnetIds",
        it -> {
          List<String> two =
              it.rig().zones().stream()
                  .limit(2)
                  .map(zone -> it.id("subnet-public-" + zone.id()))
                  .toList();
          it.elb().setSubnets(r -> r.loadBalancerArn(it.id(balancer)).subnets(two));
        });
    add(
        all,
        balancer,
        "securityGroupIds",
        it ->
            it.elb()
                .setSecurityGroups(r ->
                    r.loadBalancerArn(it.id(balancer))
                        .securityGroups(it.id("security-group-cluster"))));
    add(
        all,
        balancer,
        "attributes",
        it ->
            it.elb()
                .modifyLoadBalancerAttributes(r ->
                    r.loadBalancerArn(it.id(balancer))
                        .attributes(
                            LoadBalancerAttribute.builder()
                                .key("load_balancing.cross_zone.enabled")
                                .value("false")
                                .build())));
    String target = "target-public-https";
    add(
        all,
        target,
        "healthCheckPort",
        it ->
            it.elb()
                .modifyTargetGroup(
                    r -> r.targetGroupArn(it.id(target)).healthCheckPort("traffic-port")));
    add(
        all,
        target,
        "healthCheckSeconds",
        it ->
            it.elb()
                .modifyTargetGroup(
                    r -> r.targetGroupArn(it.id(target)).healthCheckIntervalSeconds(30)));
    add(
        all,
        target,
        "attributes",
        it ->
            it.elb()
                .modifyTargetGroupAttributes(r ->
                    r.targetGroupArn(it.id(target))
                        .attributes(
                            TargetGroupAttribute.builder()
                                .key("proxy_protocol_v2.enabled")
                                .value("false")
                                .build())));
    add(
        all,
        "listener-public-443",
        "targetGroupArn",
        it ->
            it.elb()
                .modifyListener(r ->
                    r.listenerArn(it.id("listener-public-443"))
                        .defaultActions(
                            a -> a.type("forward").targetGroupArn(it.id("target-public-native")))));
    add(
        all,
        "listener-public-443",
        "protocol",
        it ->
            it.elb()
                .modifyListener(r ->
                    r.listenerArn(it.id("listener-public-443"))
                        .protocol(ProtocolEnum.TLS)
                        .certificates(c ->
                            c.certificateArn(
                                "arn:aws:acm:us-east-1:111122223333:certificate/theirs"))));
    add(
        all,
        "dns-zone",
        "tags",
        it ->
            it.client(Route53Client.class)
                .changeTagsForResource(r ->
                    r.resourceType("hostedzone")
                        .resourceId(it.id("dns-zone"))
                        .removeTagKeys("cost-center")));
    add(
        all,
        "dns-wildcard",
        "target",
        it ->
            it.client(Route53Client.class)
                .changeResourceRecordSets(r ->
                    r.hostedZoneId(it.id("dns-zone"))
                        .changeBatch(b ->
                            b.changes(c ->
                                c.action(ChangeAction.UPSERT)
                                    .resourceRecordSet(s ->
                                        s.name(it.rig().names.wildcardDomain())
                                            .type(RRType.A)
                                            .ttl(60L)
                                            .resourceRecords(
                                                ResourceRecord.builder()
                                                    .value("192.0.2.1")
                                                    .build()))))));
  }

  private static void storage(List<OutsideChange> all) {
    String node = "bucket-shared";
    add(
        all,
        node,
        "publicAccess",
        it -> it.s3().deletePublicAccessBlock(r -> r.bucket(it.id(node))));
    add(
        all,
        node,
        "ownership",
        it -> {
          String ours = it.s3().getBucketPolicy(r -> r.bucket(it.id(node))).policy();
          it.s3().deleteBucketPolicy(r -> r.bucket(it.id(node)));
          it.s3()
              .putBucketOwnershipControls(r ->
                  r.bucket(it.id(node))
                      .ownershipControls(c ->
                          c.rules(rule -> rule.objectOwnership(ObjectOwnership.OBJECT_WRITER))));
          it.s3().putBucketPolicy(r -> r.bucket(it.id(node)).policy(ours));
        });
    add(all, node, "policy", it -> it.s3().deleteBucketPolicy(r -> r.bucket(it.id(node))));
    add(
        all,
        node,
        "encryption",
        it ->
            it.s3()
                .putBucketEncryption(r ->
                    r.bucket(it.id(node))
                        .serverSideEncryptionConfiguration(c ->
                            c.rules(rule ->
                                rule.applyServerSideEncryptionByDefault(
                                    by -> by.sseAlgorithm(ServerSideEncryption.AWS_KMS))))));
    add(
        all,
        node,
        "versioning",
        it ->
            it.s3()
                .putBucketVersioning(r ->
                    r.bucket(it.id(node))
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED))));
    add(
        all,
        node,
        "lifecycle",
        it ->
            it.s3()
                .putBucketLifecycleConfiguration(r ->
                    r.bucket(it.id(node))
                        .lifecycleConfiguration(l ->
                            l.rules(rule ->
                                rule.id("theirs")
                                    .status(ExpirationStatus.ENABLED)
                                    .filter(f -> f.prefix(""))
                                    .expiration(e -> e.days(1))))));
  }

  private static void add(
      List<OutsideChange> all, String node, String field, Consumer<Account> by) {
    all.add(new OutsideChange(node, field, by));
  }
}
