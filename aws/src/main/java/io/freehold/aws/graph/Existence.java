package io.freehold.aws.graph;

import static java.util.Map.entry;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.eks.EksCluster;
import io.freehold.aws.loadbalancing.Listener;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.loadbalancing.TargetGroup;
import io.freehold.aws.logs.LogGroup;
import io.freehold.aws.network.Ec2;
import io.freehold.aws.network.ElasticIp;
import io.freehold.aws.network.GatewayEndpoint;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.NatGateway;
import io.freehold.aws.network.RouteTable;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.storage.Bucket;
import io.freehold.kernel.resource.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * Whether a thing is still there, as its own service says. The search by tag goes on showing what
 * is gone, some of it for hours: it answers with what was ever tagged (<a
 * href="https://github.com/boto/boto3/issues/3341">source</a>).
 */
final class Existence {
  /** Besides what the kinds look at anyway. */
  static final Actions ACTIONS =
      Actions.in(PolicyGroup.EC2).inspect("ec2:DescribeNetworkInterfaces", "ec2:DescribeVolumes");

  /** EC2 takes no more values in one filter. */
  private static final int MOST_AT_ONCE = 200;

  /** Asks for the things of one kind. */
  @FunctionalInterface
  private interface Look {
    /** Which of these ids are those of things that are there. */
    Set<String> there(AwsSession aws, Set<String> ids);
  }

  /** A look at one kind, and what that calls the things by. */
  private record Kind(UnaryOperator<String> id, Look look) {}

  /**
   * By service and type in an ARN. What is in an EKS cluster goes with it, so that the cluster is
   * looked at.
   */
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          entry("ec2:vpc", named(Vpc.TYPE)),
          entry("ec2:subnet", named(Subnet.TYPE)),
          entry("ec2:internet-gateway", named(InternetGateway.TYPE)),
          entry("ec2:elastic-ip", named(ElasticIp.TYPE)),
          entry("ec2:natgateway", named(NatGateway.TYPE)),
          entry("ec2:route-table", named(RouteTable.TYPE)),
          entry("ec2:vpc-endpoint", named(GatewayEndpoint.TYPE)),
          entry("ec2:security-group", named(SecurityGroup.TYPE)),
          entry("ec2:launch-template", new Kind(Existence::name, Existence::launchTemplates)),
          entry("ec2:instance", new Kind(Existence::name, Existence::instances)),
          entry("ec2:volume", new Kind(Existence::name, Existence::volumes)),
          entry("ec2:network-interface", new Kind(Existence::name, Existence::interfaces)),
          entry("eks:cluster", cluster()),
          entry("eks:nodegroup", cluster()),
          entry("eks:addon", cluster()),
          entry("eks:access-entry", cluster()),
          entry("eks:podidentityassociation", cluster()),
          entry("elasticloadbalancing:loadbalancer", by(LoadBalancer.TYPE, arn -> arn)),
          entry("elasticloadbalancing:listener", by(Listener.TYPE, arn -> arn)),
          entry("elasticloadbalancing:targetgroup", by(TargetGroup.TYPE, arn -> arn)),
          entry("logs:log-group", by(LogGroup.TYPE, arn -> arn.split(":", 8)[6])),
          entry("route53:hostedzone", named(HostedZone.TYPE)),
          entry("s3:", by(Bucket.TYPE, arn -> arn.split(":", 6)[5])));

  private Existence() {}

  /** These without those that are known to be gone; what is of no known kind may be there. */
  static List<String> withoutGone(AwsSession aws, List<String> arns) {
    Map<String, Set<String>> byKind = new TreeMap<>();
    for (String arn : arns) {
      byKind.computeIfAbsent(kind(arn), any -> new TreeSet<>()).add(arn);
    }
    Set<String> there = new TreeSet<>();
    byKind.forEach((name, ofKind) -> {
      Kind kind = KINDS.get(name);
      there.addAll(kind == null ? ofKind : withoutGone(aws, kind, ofKind));
    });
    return arns.stream().filter(there::contains).toList();
  }

  private static Set<String> withoutGone(AwsSession aws, Kind kind, Set<String> arns) {
    Set<String> ids = arns.stream().map(kind.id()).collect(Collectors.toSet());
    Set<String> there = kind.look().there(aws, ids);
    return arns.stream()
        .filter(arn -> there.contains(kind.id().apply(arn)))
        .collect(Collectors.toSet());
  }

  /** A bucket's ARN has no type. */
  private static String kind(String arn) {
    String[] parts = arn.split(":", 6);
    return parts[2] + ":" + (parts[2].equals("s3") ? "" : parts[5].split("[/:]", 2)[0]);
  }

  private static String name(String arn) {
    return arn.substring(arn.indexOf('/') + 1);
  }

  private static Kind named(AwsType<?, ?> type) {
    return by(type, Existence::name);
  }

  private static Kind cluster() {
    return by(EksCluster.TYPE, arn -> arn.split("/", 3)[1]);
  }

  private static <D, O> Kind by(AwsType<D, O> type, UnaryOperator<String> id) {
    return new Kind(
        id,
        (aws, ids) -> {
          Set<String> there = new TreeSet<>();
          for (Set<String> some : batches(ids)) {
            type.observe(aws, some)
                .forEach((one, seen) -> {
                  if (!(seen instanceof Observation.Absent<O>)) {
                    there.add(one);
                  }
                });
          }
          return there;
        });
  }

  private static List<Set<String>> batches(Set<String> ids) {
    List<Set<String>> batches = new ArrayList<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      batches.add(Set.copyOf(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE))));
    }
    return batches;
  }

  /**
   * By tag: EC2 filters them by no id, and fails as a whole where it is asked for one that went.
   */
  private static Set<String> launchTemplates(AwsSession aws, Set<String> ids) {
    String tag = "tag:" + AwsSession.OWNER_TAG;
    Set<String> there =
        aws
            .ec2()
            .describeLaunchTemplatesPaginator(
                r -> r.filters(Ec2.filter(tag, List.of(aws.owner().name()))))
            .launchTemplates()
            .stream()
            .map(template -> template.launchTemplateId())
            .collect(Collectors.toCollection(TreeSet::new));
    there.retainAll(ids);
    return there;
  }

  private static Set<String> instances(AwsSession aws, Set<String> ids) {
    Set<String> there = new TreeSet<>();
    for (Set<String> some : batches(ids)) {
      aws
          .ec2()
          .describeInstancesPaginator(r -> r.filters(Ec2.filter("instance-id", some)))
          .reservations()
          .stream()
          .flatMap(reservation -> reservation.instances().stream())
          .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
          .map(Instance::instanceId)
          .forEach(there::add);
    }
    return there;
  }

  private static Set<String> volumes(AwsSession aws, Set<String> ids) {
    Set<String> there = new TreeSet<>();
    for (Set<String> some : batches(ids)) {
      aws
          .ec2()
          .describeVolumesPaginator(r -> r.filters(Ec2.filter("volume-id", some)))
          .volumes()
          .stream()
          .map(Volume::volumeId)
          .forEach(there::add);
    }
    return there;
  }

  private static Set<String> interfaces(AwsSession aws, Set<String> ids) {
    Set<String> there = new TreeSet<>();
    for (Set<String> some : batches(ids)) {
      aws
          .ec2()
          .describeNetworkInterfacesPaginator(
              r -> r.filters(Ec2.filter("network-interface-id", some)))
          .networkInterfaces()
          .stream()
          .map(NetworkInterface::networkInterfaceId)
          .forEach(there::add);
    }
    return there;
  }
}
