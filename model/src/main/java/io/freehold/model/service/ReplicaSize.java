package io.freehold.model.service;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sizes that one ClickHouse replica may have. Each takes a Graviton node of its own, which
 * leaves room for what Kubernetes needs there. Four GB of memory come with one CPU.
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
