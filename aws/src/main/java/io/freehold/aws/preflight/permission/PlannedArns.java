package io.freehold.aws.preflight.permission;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ARNs of what an infrastructure will be made of: real ones where we choose the name, and of
 * the form that AWS gives them where it chooses the id.
 */
final class PlannedArns {
  private static final String ID = "0123456789abcdef0";
  private static final String UUID = "01234567-89ab-cdef-0123-456789abcdef";

  /** EC2's types, with what their ids begin with. */
  private static final List<String> EC2 =
      List.of(
          "elastic-ip/eipalloc-",
          "instance/i-",
          "internet-gateway/igw-",
          "launch-template/lt-",
          "natgateway/nat-",
          "network-interface/eni-",
          "route-table/rtb-",
          "security-group/sg-",
          "subnet/subnet-",
          "volume/vol-",
          "vpc/vpc-",
          "vpc-endpoint/vpce-");

  /** The roles that AWS services make for themselves, by service. */
  private static final Map<String, String> LINKED =
      Map.of(
          "eks", "AWSServiceRoleForAmazonEKS",
          "eks-nodegroup", "AWSServiceRoleForAmazonEKSNodegroup",
          "elasticloadbalancing", "AWSServiceRoleForElasticLoadBalancing");

  private final List<String> all;

  private PlannedArns(List<String> all) {
    this.all = List.copyOf(all);
  }

  static PlannedArns of(Subject subject) {
    InfrastructureNames names = subject.policies().names();
    ManagementRoleArn management = subject.policies().management();
    String region = subject.spec().region();
    String account = management.accountId();
    String cluster = names.cluster();
    List<String> all = new ArrayList<>();
    for (InfrastructureRole role : InfrastructureRole.values()) {
      all.add(management.roleOf(names.role(role)));
    }
    LINKED.forEach((service, name) ->
        all.add(
            "arn:aws:iam::%s:role/aws-service-role/%s.amazonaws.com/%s"
                .formatted(account, service, name)));
    for (BucketPurpose purpose : BucketPurpose.values()) {
      all.add("arn:aws:s3:::" + names.bucket(purpose));
      all.add("arn:aws:s3:::" + names.bucket(purpose) + "/any-object");
    }
    EC2.forEach(type -> all.add("arn:aws:ec2:%s:%s:%s%s".formatted(region, account, type, ID)));
    all.add("arn:aws:ec2:%s::image/ami-%s".formatted(region, ID));
    String eks = "arn:aws:eks:%s:%s:".formatted(region, account);
    all.add(eks + "cluster/" + cluster);
    String zone = subject.spec().zones().getFirst().id();
    for (NodePool pool : subject.spec().nodePools()) {
      all.add(eks + "nodegroup/%s/%s/%s".formatted(cluster, pool.group(zone), UUID));
    }
    all.add(eks + "addon/%s/vpc-cni/%s".formatted(cluster, UUID));
    String own = names.role(InfrastructureRole.DATA_PLANE_MGMT);
    all.add(eks + "access-entry/%s/role/%s/%s/%s".formatted(cluster, account, own, UUID));
    all.add(eks + "podidentityassociation/%s/a-%s".formatted(cluster, ID));
    String balancing = "arn:aws:elasticloadbalancing:%s:%s:".formatted(region, account);
    String balancer = "net/%s-public/%s".formatted(names.infrastructure(), ID);
    all.add(balancing + "loadbalancer/" + balancer);
    all.add(balancing + "listener/%s/%s".formatted(balancer, ID));
    all.add(balancing + "targetgroup/%s-public-https/%s".formatted(names.infrastructure(), ID));
    all.add(
        "arn:aws:logs:%s:%s:log-group:%s".formatted(region, account, names.controlPlaneLogGroup()));
    all.add("arn:aws:route53:::hostedzone/Z" + ID.toUpperCase(Locale.ROOT));
    String key = subject.spec().secretsKeyArn();
    if (key != null) {
      all.add(key);
    }
    all.add(management.value());
    all.add(subject.policies().boundaryArn());
    return new PlannedArns(all);
  }

  /** Those that fit a pattern of a policy; the pattern itself where it stands for everything. */
  List<String> matching(String pattern) {
    if (pattern.equals("*")) {
      return List.of(pattern);
    }
    Pattern regex =
        Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    return all.stream().filter(arn -> regex.matcher(arn).matches()).toList();
  }
}
