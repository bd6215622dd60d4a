package io.freehold.simulator.kubernetes.environment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /**
   * Adds a target to a target group, as the load balancer controller does.
   *
   * @param at when it did; not later than now
   */
  void registerTarget(String targetGroupArn, String address, int port, Instant at);

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
