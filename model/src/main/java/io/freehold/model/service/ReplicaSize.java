package io.freehold.model.service;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sizes that one ClickHouse replica may have. Four GB of memory come with one CPU. Each takes a
 * Graviton node of its own, the smallest on which its requests find room:
 *
 * <pre>
 *                                     48 GB     116 GB     172 GB     232 GB
 *   machine, m7g, GiB                    64        128        192        256
 *   - firmware and kernel, MiB         2394       4554       6810       8970
 *   - kubelet, MiB                     2829       2829       2829       8362
 *   - eviction threshold, MiB           100        100        100        100
 *   = for pods, GiB                    58.8      120.7      182.5      239.0
 *   left beside the replica, GiB       10.8        4.7       10.5        7.0
 *   processors                           16         32         48         64
 *   left beside the replica             3.9        2.8        4.8        5.8
 * </pre>
 *
 * <p>What firmware and kernel keep was measured (<a
 * href="https://github.com/aws/karpenter-provider-aws/blob/15e87699c9922be5431e71225f54e6716fa48428/pkg/providers/instancetype/zz_generated.memory_overhead.go">source</a>).
 * EKS has the kubelet reserve 255 MiB and 11 for each pod that may run, of which there are 234, or
 * 737 on the largest, and less than a fifth of a processor. What is left is for daemon sets, which
 * take less than half a GiB and half a processor. No node has room for two.
 */
public enum ReplicaSize {
  GB_48(48, 12, "m7g.4xlarge", 200),
  GB_116(116, 29, "m7g.8xlarge", 480),
  GB_172(172, 43, "m7g.12xlarge", 700),
  GB_232(232, 58, "m7g.16xlarge", 940);

  private final int memoryGb;
  private final int cpus;
  private final String instanceType;
  private final int volumeGb;

  ReplicaSize(int memoryGb, int cpus, String instanceType, int volumeGb) {
    this.memoryGb = memoryGb;
    this.cpus = cpus;
    this.instanceType = instanceType;
    this.volumeGb = volumeGb;
  }

  /** Memory of the replica. */
  public int memoryGb() {
    return memoryGb;
  }

  /** Processors of the replica. */
  public int cpus() {
    return cpus;
  }

  /** The EC2 instance that holds exactly one such replica. */
  public String instanceType() {
    return instanceType;
  }

  /** Volume for metadata of the S3 disk, its cache, and logs. */
  public int volumeGb() {
    return volumeGb;
  }

  /** The size with that memory, if there is one. */
  public static Optional<ReplicaSize> ofMemoryGb(int memoryGb) {
    return Arrays.stream(values()).filter(size -> size.memoryGb == memoryGb).findFirst();
  }

  /** All memory sizes, smallest first. */
  public static List<Integer> memorySizes() {
    return Arrays.stream(values()).map(ReplicaSize::memoryGb).toList();
  }
}
