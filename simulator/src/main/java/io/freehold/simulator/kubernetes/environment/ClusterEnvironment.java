package io.freehold.simulator.kubernetes.environment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The AWS side of one cluster: who may come in, which nodes there are, where load balancers send
 * their traffic. Called from many threads, never with a lock of the cluster's API held; must not
 * call that API itself.
 */
public interface ClusterEnvironment {
  /** The ARN behind a bearer token, or nothing if the token is not good. */
  Optional<String> authenticate(String bearerToken);

  /** Whether a principal may do this; what EKS' access entries and policies decide. */
  boolean authorize(String principalArn, Access access);

  /**
   * The nodes that have joined, as of now. One that is not ready yet carries the time at which it
   * will be, or {@link Instant#MAX}.
   */
  List<ClusterNode> nodes();

  /** The groups of nodes that may be asked for more; none where the nodes are as they are. */
  default List<NodeGroup> groups() {
    return List.of();
  }

  /**
   * Asks a group for so many nodes in all, as the cluster autoscaler does; nothing happens where it
   * has them. What cannot be had shows in the group.
   *
   * @param at when it was asked; not later than now
   */
  default void resize(String group, int wanted, Instant at) {}

  /** Has one node of a group go, and no other come for it; nothing happens where it is gone. */
  default void terminate(String node, Instant at) {}

  /**
   * The ids of the account's Route 53 zones that resolvers anywhere come to. Empty where names are
   * not simulated: every domain can be proved then.
   */
  default Optional<Set<String>> delegatedZones() {
    return Optional.empty();
  }

  /**
   * Adds a target to a target group, as the load balancer controller does; for one that is there,
   * tells where it answers now.
   *
   * @param answering the ports on which a load balancer gets an answer from it; empty means all
   * @param at when it did; not later than now
   */
  void registerTarget(
      String targetGroupArn,
      String address,
      int port,
      Optional<Set<Integer>> answering,
      Instant at);

  /** Takes a target out again. */
  void deregisterTarget(String targetGroupArn, String address, int port, Instant at);

  /**
   * Stores an object in S3, as a program in the cluster does by its pod's identity. Where there is
   * no S3, it is forgotten.
   *
   * @param at when it did; not later than now
   */
  default void storeObject(String bucket, String key, String content, Instant at) {}
}
