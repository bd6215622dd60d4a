package io.freehold.aws.eks;

import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;

/** How EKS is talked to, the same for all its kinds. */
final class Eks {
  /** The infrastructure's cluster. */
  static final String CLUSTER = "arn:aws:eks:*:*:cluster/" + Scope.CLUSTER;

  /** The cluster and everything in it: what only looks need not tell them apart. */
  static final Scope LOOK =
      Scope.named(
              CLUSTER,
              within("access-entry"),
              within("addon"),
              within("nodegroup"),
              within("podidentityassociation"))
          .labelled("LookAtCluster");

  private Eks() {}

  /** Whatever of a type is in the infrastructure's cluster: {@code nodegroup}. */
  static String within(String type) {
    return "arn:aws:eks:*:*:" + type + "/" + Scope.CLUSTER + "/*";
  }

  /**
   * The external id of something within a cluster: the cluster's name, a slash, and what EKS knows
   * it by. A cluster's name has no slash; the rest may have.
   */
  record Id(String cluster, String rest) {
    static Id of(String text) {
      int slash = text.indexOf('/');
      if (slash < 1) {
        throw new IllegalArgumentException(
            "external id: found '" + text + "', needed <cluster>/<name>");
      }
      return new Id(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
      return cluster + "/" + rest;
    }
  }

  /** The answer, or nothing where the thing, or the cluster that it was in, does not exist. */
  static <T> Optional<T> ifThere(Supplier<T> describe) {
    try {
      return Optional.of(describe.get());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Deletes what may be gone already. */
  static void deleteIfThere(Runnable delete) {
    try {
      delete.run();
    } catch (ResourceNotFoundException e) {
      // Gone, or its whole cluster is.
    }
  }

  /**
   * Makes a change that a late read may ask for once too often. EKS calls that an invalid
   * parameter: "Cluster is already at the desired configuration", "No changes needed for the
   * logging config provided" (<a href="https://github.com/boto/boto3/issues/2592">source</a>).
   */
  static void unlessDone(Runnable change) {
    try {
      change.run();
    } catch (InvalidParameterException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains("already at the desired configuration")
          && !message.contains("No changes needed")) {
        throw e;
      }
    }
  }

  /**
   * How the latest of these updates that has ended failed, if it did. What EKS gives up on shows
   * nowhere else: the thing is as it was, and as healthy.
   */
  static Optional<Failure> lastFailure(EksClient eks, String cluster, @Nullable String nodeGroup) {
    return eks
        .listUpdatesPaginator(r -> r.name(cluster).nodegroupName(nodeGroup))
        .updateIds()
        .stream()
        .map(id ->
            eks.describeUpdate(r -> r.name(cluster).nodegroupName(nodeGroup).updateId(id)).update())
        .filter(update -> update.status() != UpdateStatus.IN_PROGRESS)
        .max(Comparator.comparing(Update::createdAt))
        .filter(update -> update.status() == UpdateStatus.FAILED)
        .map(Eks::failure);
  }

  private static Failure failure(Update update) {
    String code =
        update.errors().isEmpty() ? "UpdateFailed" : update.errors().getFirst().errorCodeAsString();
    String errors =
        update.errors().stream()
            .map(error ->
                "%s: %s %s"
                    .formatted(
                        error.errorCodeAsString(), error.errorMessage(), error.resourceIds()))
            .collect(Collectors.joining("; "));
    return AwsFailures.refused(code, "%s failed: %s".formatted(update.typeAsString(), errors));
  }

  /** After the next attempt has begun: what the one before it failed of, which slows them down. */
  static void tellOf(Optional<Failure> lastFailure) {
    lastFailure.ifPresent(failure -> {
      throw new FailureException(failure);
    });
  }

  /** A set that compares with any other and shows in the order of the alphabet. */
  static Set<String> sorted(Collection<String> values) {
    return Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
