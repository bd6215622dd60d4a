package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.state.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;
import software.amazon.awssdk.services.eks.model.ClusterVersionStatus;
import software.amazon.awssdk.services.eks.model.DescribeClusterVersionsRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterVersionsResponse;
import software.amazon.awssdk.services.eks.model.VersionStatus;

/** What EKS tells of the versions that a cluster can have. */
final class ClusterVersions {
  DescribeClusterVersionsResponse describe(
      Endpoint endpoint, DescribeClusterVersionsRequest request) {
    return endpoint.read(
        "DescribeClusterVersions",
        call -> {
          List<ClusterVersionInformation> all =
              Calendar.entries().reversed().stream()
                  .filter(entry -> isWanted(request, entry, call.now()))
                  .map(entry -> shown(entry, call.now()))
                  .filter(it -> !Boolean.TRUE.equals(request.defaultOnly()) || it.defaultVersion())
                  .toList();
          Page<ClusterVersionInformation> page =
              Page.of(
                  all,
                  request.maxResults(),
                  100,
                  request.nextToken(),
                  () -> Refusals.parameter("Invalid nextToken"));
          return DescribeClusterVersionsResponse.builder()
              .clusterVersions(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  /** Versions without support are shown to those only who ask for them. */
  private static boolean isWanted(
      DescribeClusterVersionsRequest request, Calendar.Entry entry, Instant now) {
    if (request.clusterType() != null && !request.clusterType().equals("eks")) {
      return false;
    }
    VersionStatus status = entry.status(now);
    if (request.hasClusterVersions()) {
      return request.clusterVersions().contains(entry.version());
    }
    if (request.versionStatus() != null) {
      return request.versionStatus() == status;
    }
    Optional<String> oldStatus = request.getValueForField("status", String.class);
    if (oldStatus.isPresent()) {
      return oldStatus.get().equals(old(status).toString());
    }
    return status != VersionStatus.UNSUPPORTED || Boolean.TRUE.equals(request.includeAll());
  }

  private static ClusterVersionInformation shown(Calendar.Entry entry, Instant now) {
    VersionStatus status = entry.status(now);
    return ClusterVersionInformation.builder()
        .clusterVersion(entry.version())
        .clusterType("eks")
        .defaultPlatformVersion("eks.1")
        .defaultVersion(entry.version().equals(Versions.of(null)))
        .releaseDate(entry.released())
        .endOfStandardSupportDate(entry.standardEnd())
        .endOfExtendedSupportDate(entry.extendedEnd())
        .versionStatus(status)
        .status(old(status))
        .build();
  }

  /** The field that AWS has given up, and still reads and fills. */
  private static ClusterVersionStatus old(VersionStatus status) {
    return switch (status) {
      case STANDARD_SUPPORT -> ClusterVersionStatus.STANDARD_SUPPORT;
      case EXTENDED_SUPPORT -> ClusterVersionStatus.EXTENDED_SUPPORT;
      case UNSUPPORTED, UNKNOWN_TO_SDK_VERSION -> ClusterVersionStatus.UNSUPPORTED;
    };
  }
}
