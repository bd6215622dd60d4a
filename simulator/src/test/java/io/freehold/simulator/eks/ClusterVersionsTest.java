package io.freehold.simulator.eks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;
import software.amazon.awssdk.services.eks.model.VersionStatus;

/** The calendar of EKS; the stage's clock stands at 2026-01-05. */
class ClusterVersionsTest {
  private final Stage stage = new Stage();

  private static List<String> names(List<ClusterVersionInformation> versions) {
    return versions.stream().map(ClusterVersionInformation::clusterVersion).toList();
  }

  private ClusterVersionInformation version(String name) {
    return stage
        .eks
        .describeClusterVersions(r -> r.clusterVersions(name))
        .clusterVersions()
        .getFirst();
  }

  @Test
  void a_version_is_supported_for_fourteen_months_and_for_more_money_for_twelve_more() {
    ClusterVersionInformation it = version("1.32");
    assertThat(it.releaseDate()).isEqualTo(Instant.parse("2025-01-23T00:00:00Z"));
    assertThat(it.endOfStandardSupportDate()).isEqualTo(Instant.parse("2026-03-23T00:00:00Z"));
    assertThat(it.endOfExtendedSupportDate()).isEqualTo(Instant.parse("2027-03-23T00:00:00Z"));
    assertThat(it.versionStatus()).isEqualTo(VersionStatus.STANDARD_SUPPORT);
    assertThat(it.getValueForField("status", String.class)).contains("standard-support");
    stage.clock.advanceTo(Instant.parse("2026-03-23T00:00:00Z"));
    assertThat(version("1.32").versionStatus()).isEqualTo(VersionStatus.EXTENDED_SUPPORT);
    stage.clock.advanceTo(Instant.parse("2027-03-23T00:00:00Z"));
    assertThat(version("1.32").versionStatus()).isEqualTo(VersionStatus.UNSUPPORTED);
  }

  @Test
  void the_newest_version_is_the_default_and_the_one_that_a_cluster_gets() {
    assertThat(names(stage.eks.describeClusterVersions(r -> r.defaultOnly(true)).clusterVersions()))
        .containsExactly("1.35");
    assertThat(stage.eks.createCluster(stage.wanted("c").version(null).build()).cluster().version())
        .isEqualTo("1.35");
  }

  @Test
  void versions_without_support_are_told_to_those_who_ask() {
    stage.clock.advanceTo(Instant.parse("2026-08-01T00:00:00Z"));
    assertThat(names(stage.eks.describeClusterVersions(r -> {}).clusterVersions()))
        .containsExactly("1.35", "1.34", "1.33", "1.32", "1.31");
    assertThat(names(stage.eks.describeClusterVersions(r -> r.includeAll(true)).clusterVersions()))
        .contains("1.29", "1.30");
    assertThat(
            names(
                stage
                    .eks
                    .describeClusterVersions(r -> r.versionStatus(VersionStatus.EXTENDED_SUPPORT))
                    .clusterVersions()))
        .containsExactly("1.33", "1.32", "1.31");
    assertThat(
            stage.eks.describeClusterVersionsPaginator(r -> r.maxResults(2)).stream()
                .map(page -> page.clusterVersions().size()))
        .containsExactly(2, 2, 1);
  }
}
