package io.freehold.aws.preflight.account;

import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;

/** Whether EKS has the Kubernetes version, and for how long it supports it. */
final class VersionProbe implements Probe {
  private static final String ID = "kubernetes-version";
  private static final Duration SOON = Duration.ofDays(90);

  private final Account account;

  VersionProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.KUBERNETES;
  }

  @Override
  public List<Check> examine() {
    List<ClusterVersionInformation> offered =
        account.aws().eks().describeClusterVersionsPaginator(r -> {}).clusterVersions().stream()
            .toList();
    String version = account.spec().kubernetesVersion();
    Optional<ClusterVersionInformation> ours =
        offered.stream().filter(it -> version.equals(it.clusterVersion())).findFirst();
    return List.of(
        ours.map(this::supported)
            .orElseGet(() ->
                Check.fail(Category.KUBERNETES, ID, "EKS makes no cluster of this version.")
                    .found(
                        version,
                        "one of "
                            + offered.stream()
                                .map(ClusterVersionInformation::clusterVersion)
                                .collect(Collectors.joining(", ")))
                    .mendedBy("Upgrade the control plane to a release with a version of these.")));
  }

  private Check supported(ClusterVersionInformation version) {
    Instant now = account.subject().now();
    Instant standard = version.endOfStandardSupportDate();
    Instant extended = version.endOfExtendedSupportDate();
    if (extended != null && !now.isBefore(extended)) {
      return Check.fail(Category.KUBERNETES, ID, "EKS no longer supports this version.")
          .found("support until " + day(extended), "a version that EKS supports")
          .mendedBy("Choose a newer version.");
    }
    if (standard != null && !now.isBefore(standard)) {
      return Check.warn(
              Category.KUBERNETES,
              ID,
              "The cluster begins in extended support, which AWS charges for.")
          .found("standard support until " + day(standard), "a version in standard support")
          .mendedBy("Choose a newer version.");
    }
    if (standard != null && now.plus(SOON).isAfter(standard)) {
      return Check.warn(
              Category.KUBERNETES, ID, "The cluster will have to be upgraded within 90 days.")
          .found("standard support until " + day(standard), "90 days of it at least")
          .mendedBy("Choose a newer version, or plan for the upgrade.");
    }
    return Check.pass(Category.KUBERNETES, ID, "EKS offers the version, and supports it.")
        .found(
            version.clusterVersion()
                + (standard == null ? "" : ", in standard support until " + day(standard)),
            null);
  }

  private static String day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
