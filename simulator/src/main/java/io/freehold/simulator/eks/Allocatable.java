package io.freehold.simulator.eks;

import io.freehold.simulator.kubernetes.environment.ClusterNode.Room;

/** What a machine leaves to pods: "allocatable" in Kubernetes. */
final class Allocatable {
  private static final long MIB = 1L << 20;

  /**
   * So much of the memory firmware and kernel keep at most: <a
   * href="https://github.com/aws/karpenter-provider-aws/blob/15e87699c9922be5431e71225f54e6716fa48428/pkg/providers/instancetype/zz_generated.memory_overhead.go">measured</a>.
   */
  private static final double KEPT = 0.05;

  private static final long EVICTION_MIB = 100;

  private Allocatable() {}

  /** Nobody knows of a type that is not in the catalogue. */
  static Room of(Site site, String instanceType) {
    return site.network()
        .equipment(instanceType)
        .map(has ->
            new Room(
                1000L * has.cpus() - cpuReserved(has.cpus()),
                (long) (has.memoryGib() * 1024 * (1 - KEPT) * MIB)
                    - (memoryReserved(instanceType) + EVICTION_MIB) * MIB))
        .orElse(Room.BOUNDLESS);
  }

  /**
   * In thousandths: six hundredths of the first processor, one of the second, half a hundredth of
   * each of the next two, and a quarter of each further one. With the memory, as nodes of EKS have
   * it: <a
   * href="https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go">source</a>.
   */
  private static long cpuReserved(int cpus) {
    double reserved = 60;
    reserved += cpus > 1 ? 10 : 0;
    reserved += 5 * Math.clamp(cpus - 2, 0, 2);
    reserved += 2.5 * Math.max(0, cpus - 4);
    return Math.round(reserved);
  }

  private static long memoryReserved(String instanceType) {
    return 255 + 11L * mostPods(instanceType.substring(instanceType.indexOf('.') + 1));
  }

  /** By network interfaces and their addresses, the same in all families of the catalogue. */
  private static int mostPods(String size) {
    return switch (size) {
      case "large" -> 29;
      case "xlarge", "2xlarge" -> 58;
      case "16xlarge" -> 737;
      default -> 234;
    };
  }
}
