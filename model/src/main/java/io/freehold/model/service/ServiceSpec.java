package io.freehold.model.service;

import io.freehold.model.network.Cidr;
import io.freehold.model.violation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a ClickHouse service is asked to be. It may break rules: {@link #violations} says which, all
 * at once.
 *
 * @param name 1 to 50 characters, the customer's choice
 * @param replicas 1 to 20
 * @param minReplicaMemoryGb one of the sizes of {@link ReplicaSize}; where it starts
 * @param maxReplicaMemoryGb one of the sizes, not below the other
 * @param ipAccessList who may reach it from the internet; by its private name the VPC and its peers
 *     reach it whether or not they are on the list. Empty means nobody, by either name
 * @param idleScaling whether it goes to sleep when nobody uses it
 * @param idleTimeoutMinutes after how long, or null for the default
 * @param releaseChannel how soon it gets new versions
 */
public record ServiceSpec(
    String name,
    int replicas,
    int minReplicaMemoryGb,
    int maxReplicaMemoryGb,
    List<IpAccess> ipAccessList,
    boolean idleScaling,
    @Nullable Integer idleTimeoutMinutes,
    ReleaseChannel releaseChannel) {

  /** Where nobody said who may reach it: everyone, and everyone can see it. */
  public static final List<IpAccess> EVERYWHERE = List.of(new IpAccess("0.0.0.0/0", "Anywhere"));

  /** Members of the Keeper of every service. */
  public static final int KEEPER_REPLICAS = 3;

  /** Volume of one Keeper member. */
  public static final int KEEPER_VOLUME_GB = 10;

  /** Replicas of a service for which no number was asked: one in each zone. */
  public static final int DEFAULT_REPLICAS = 3;

  /** Where no time-out was asked for: as in ClickHouse Cloud. */
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(15);

  public ServiceSpec {
    ipAccessList = List.copyOf(ipAccessList);
  }

  /** A service of one fixed size, open to everyone, that never sleeps. */
  public static ServiceSpec of(String name, int replicas, ReplicaSize size) {
    return new ServiceSpec(
        name,
        replicas,
        size.memoryGb(),
        size.memoryGb(),
        EVERYWHERE,
        false,
        null,
        ReleaseChannel.DEFAULT);
  }

  /** The same service in another size. */
  public ServiceSpec scaled(
      int replicas,
      int minReplicaMemoryGb,
      int maxReplicaMemoryGb,
      boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes) {
    return new ServiceSpec(
        name,
        replicas,
        minReplicaMemoryGb,
        maxReplicaMemoryGb,
        ipAccessList,
        idleScaling,
        idleTimeoutMinutes,
        releaseChannel);
  }

  /** Everything that is wrong with it; empty when it can be made. */
  public List<Violation> violations() {
    return ServiceRules.check(this);
  }

  /**
   * The size with which it starts.
   *
   * @throws IllegalStateException if the memory is none of the sizes
   */
  public ReplicaSize size() {
    return ReplicaSize.ofMemoryGb(minReplicaMemoryGb)
        .orElseThrow(() -> new IllegalStateException("no size has " + minReplicaMemoryGb + " GB"));
  }

  /** After how long without use it may go to sleep. */
  public Duration idleTimeout() {
    return idleTimeoutMinutes == null
        ? DEFAULT_IDLE_TIMEOUT
        : Duration.ofMinutes(idleTimeoutMinutes);
  }

  /**
   * Whether everyone on the internet may try to log in, be it by several ranges that have every
   * address between them; setting a list is strongly recommended.
   */
  public boolean isOpenToAll() {
    long addresses = 0;
    Optional<Cidr> widest = Optional.empty();
    for (Cidr one : accessRanges()) { // in order: a range comes before those within it
      if (widest.filter(range -> range.contains(one)).isEmpty()) {
        addresses += one.size();
        widest = Optional.of(one);
      }
    }
    return addresses == 1L << 32;
  }

  /**
   * The ranges of the access list, canonical and each once, in order.
   *
   * @throws IllegalArgumentException if a source is no address or range
   */
  public List<Cidr> accessRanges() {
    return ipAccessList.stream()
        .map(access -> Cidr.parseAddressOrRange(access.source()).canonical())
        .distinct()
        .sorted()
        .toList();
  }
}
