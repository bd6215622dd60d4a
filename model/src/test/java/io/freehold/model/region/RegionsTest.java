package io.freehold.model.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.model.network.Zone;
import org.junit.jupiter.api.Test;

class RegionsTest {
  private final Regions supported = Regions.supported();

  @Test
  void theRegionsAreThoseOfThePublicApiOnAws() {
    assertThat(supported.ids())
        .containsExactlyInAnyOrder(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-west-1",
            "eu-west-2",
            "il-central-1",
            "us-east-1",
            "us-east-2",
            "us-west-2");
  }

  @Test
  void everyRegionHasThreeZonesWithEksAndAName() {
    assertThat(supported.all())
        .allSatisfy(region -> {
          assertThat(region.displayName()).isNotBlank();
          assertThat(region.zoneIds())
              .doesNotHaveDuplicates()
              .allMatch(Zone::isId)
              .allMatch(region::owns);
          assertThat(region.zoneIds()).containsAll(region.zonesWithoutEks());
          assertThat(region.zoneIds().size() - region.zonesWithoutEks().size())
              .isGreaterThanOrEqualTo(3);
        });
  }

  @Test
  void aRegionIsFoundByItsId() {
    Region virginia = supported.find("us-east-1").orElseThrow();
    assertThat(virginia.displayName()).isEqualTo("US East (N. Virginia)");
    assertThat(virginia.zoneIdPrefix()).isEqualTo("use1");
    assertThat(virginia.zonesWithoutEks()).containsExactly("use1-az3");
    assertThat(virginia.owns("use1-az9")).isTrue();
    assertThat(virginia.owns("use2-az1")).isFalse();
    assertThat(supported.find("mars-north-1")).isEmpty();
  }

  @Test
  void aMistakeInTheListIsNamed() {
    assertThatThrownBy(() -> Regions.parse("us-east-1 | US East"))
        .hasMessageContaining("us-east-1 | US East")
        .hasMessageContaining("<zone ids>");
  }
}
