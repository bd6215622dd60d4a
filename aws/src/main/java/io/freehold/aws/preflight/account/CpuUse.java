package io.freehold.aws.preflight.account;

import io.freehold.aws.network.Ec2;
import io.freehold.aws.preflight.account.Quota.Use;
import io.freehold.aws.preflight.check.Account;
import io.freehold.model.infrastructure.NodePool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * The vCPUs of On-Demand instances of the standard families, which share one limit: <a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits">source</a>.
 */
final class CpuUse {
  /** The letters before the first digit of a type; others, as those with GPUs, count elsewhere. */
  private static final Pattern FAMILY = Pattern.compile("([a-z]+)[0-9].*");

  private static final Set<String> STANDARD =
      Set.of("a", "c", "d", "h", "i", "im", "is", "m", "r", "t", "z");

  private CpuUse() {}

  static List<Use> of(Account account) {
    List<Instance> running =
        account
            .aws()
            .ec2()
            .describeInstancesPaginator(
                r -> r.filters(Ec2.filter("instance-state-name", List.of("pending", "running"))))
            .reservations()
            .stream()
            .flatMap(one -> one.instances().stream())
            .filter(CpuUse::counts)
            .toList();
    return List.of(
        new Use(
            account.spec().region(),
            cpus(running),
            cpus(running.stream().filter(it -> account.isOurs(it.tags())).toList()),
            planned(account)));
  }

  /** What it begins with: the nodes of services come with them. */
  private static long planned(Account account) {
    List<NodePool> pools = account.spec().nodePools();
    Map<String, Integer> cpus =
        account
            .aws()
            .ec2()
            .describeInstanceTypes(r ->
                r.filters(
                    Ec2.filter(
                        "instance-type", pools.stream().map(NodePool::instanceType).toList())))
            .instanceTypes()
            .stream()
            .collect(
                Collectors.toMap(
                    InstanceTypeInfo::instanceTypeAsString, it -> it.vCpuInfo().defaultVCpus()));
    return pools.stream()
        .filter(pool -> isStandard(pool.instanceType()))
        .mapToLong(pool -> (long) pool.initialNodes() * cpus.getOrDefault(pool.instanceType(), 0))
        .sum();
  }

  /** Spot and scheduled instances have limits of their own. */
  private static boolean counts(Instance instance) {
    return instance.instanceLifecycle() == null && isStandard(instance.instanceTypeAsString());
  }

  private static boolean isStandard(String type) {
    Matcher matcher = FAMILY.matcher(type);
    return matcher.matches() && STANDARD.contains(matcher.group(1));
  }

  private static long cpus(List<Instance> instances) {
    return instances.stream()
        .filter(it -> it.cpuOptions() != null)
        .mapToLong(it -> (long) it.cpuOptions().coreCount() * it.cpuOptions().threadsPerCore())
        .sum();
  }
}
