package io.freehold.model.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.service.ReplicaSize;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodePoolTest {
  private static final int MIB_OF_GIB = 1024;

  /** The machines of the family, smallest first. */
  private static final Map<String, Machine> MACHINES =
      Map.of(
          "m7g.2xlarge", new Machine(8, 32, 1_326_972_928L, 58),
          "m7g.4xlarge", new Machine(16, 64, 2_509_815_808L, 234),
          "m7g.8xlarge", new Machine(32, 128, 4_774_834_176L, 234),
          "m7g.12xlarge", new Machine(48, 192, 7_140_515_840L, 234),
          "m7g.16xlarge", new Machine(64, 256, 9_405_534_208L, 737));

  private static final Map<String, String> SMALLER =
      Map.of(
          "m7g.4xlarge", "m7g.2xlarge",
          "m7g.8xlarge", "m7g.4xlarge",
          "m7g.12xlarge", "m7g.8xlarge",
          "m7g.16xlarge", "m7g.12xlarge");

  /**
   * @param kept by firmware and kernel, in bytes, as it was measured
   * @param pods that may run there
   */
  private record Machine(int cpus, int memoryGib, long kept, int pods) {
    /** As EKS has the kubelet reserve it, with its threshold of eviction. */
    double memoryForPods() {
      return memoryGib - (double) (kept / (1 << 20) + 255 + 11L * pods + 100) / MIB_OF_GIB;
    }

    /** Six hundredths of the first, one of the second, half of the next two, a quarter each. */
    double cpusForPods() {
      return cpus - 0.06 - 0.01 - 0.01 - 0.0025 * (cpus - 4);
    }

    /** With half a processor and half a GiB for daemon sets. */
    boolean hasRoomFor(double cpus, double memoryGib) {
      return cpus <= cpusForPods() - 0.5 && memoryGib <= memoryForPods() - 0.5;
    }
  }

  @ParameterizedTest
  @EnumSource(ReplicaSize.class)
  void aNodeHasRoomForOneReplicaAndNotForTwoAndASmallerOneForNone(ReplicaSize size) {
    NodePool pool = NodePool.of(size);
    Machine machine = MACHINES.get(pool.instanceType());
    assertThat(machine.hasRoomFor(size.cpus(), size.memoryGb())).isTrue();
    assertThat(machine.hasRoomFor(2 * size.cpus(), 2 * size.memoryGb())).isFalse();
    assertThat(
            MACHINES.get(SMALLER.get(pool.instanceType())).hasRoomFor(size.cpus(), size.memoryGb()))
        .isFalse();
  }

  @Test
  void aNodeForKeeperHasRoomForFourteenMembers() {
    Machine machine = MACHINES.get(NodePool.KEEPER.instanceType());
    assertThat(machine.hasRoomFor(14 * 0.5, 14 * 2)).isTrue();
    assertThat(machine.hasRoomFor(15 * 0.5, 15 * 2)).isFalse();
  }

  @Test
  void onlyWhatHasVolumesIsInZonesEmptyAtFirstAndForItself() {
    assertThat(NodePool.SYSTEM.zonal()).isFalse();
    assertThat(NodePool.SYSTEM.initialNodes()).isEqualTo(3);
    assertThat(NodePool.all(Set.of(ReplicaSize.values())))
        .filteredOn(NodePool::zonal)
        .hasSize(5)
        .allMatch(pool -> pool.initialNodes() == 0 && pool.mostNodes() > 0 && pool.arm());
  }

  @Test
  void thereArePoolsOfTheWantedSizesOnlySmallestFirst() {
    assertThat(NodePool.all(List.of(ReplicaSize.GB_232, ReplicaSize.GB_48, ReplicaSize.GB_232)))
        .extracting(NodePool::name)
        .containsExactly("system", "keeper", "replica-48", "replica-232");
  }

  @Test
  void aGroupOfAZonalPoolIsCalledAfterItsZone() {
    assertThat(NodePool.SYSTEM.group("use1-az1")).isEqualTo("system");
    assertThat(NodePool.of(ReplicaSize.GB_48).group("use1-az1")).isEqualTo("replica-48-use1-az1");
  }
}
