package io.freehold.model.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.model.region.Regions;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private final InfrastructureNames names =
      NamingScheme.standard().of(new ShortName("mhp0y4dmph"), "us-west-2");

  @Test
  void aShortNameIsTenCharactersThatBeginWithALetter() {
    Random random = new Random(3);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String name = ShortName.random(random).value();
      assertThat(name).matches("[a-z][a-z0-9]{9}");
      seen.add(name);
    }
    assertThat(seen).hasSize(10_000);
    assertThat(ShortName.random(new Random(3))).isEqualTo(ShortName.random(new Random(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0hp0y4dmph", "mhp0y4dmp", "mhp0y4dmphh", "MHP0y4dmph", "mhp-y4dmph", ""})
  void anotherFormIsNoShortName(String text) {
    assertThatThrownBy(() -> new ShortName(text)).hasMessageContaining("'" + text + "'");
  }

  @Test
  void theNamesAreThoseOfTheDesign() {
    assertThat(names.cluster()).isEqualTo("clickhouse-cloud-mhp0y4dmph");
    assertThat(names.controlPlaneLogGroup())
        .isEqualTo("/aws/eks/clickhouse-cloud-mhp0y4dmph/cluster");
    assertThat(names.role(InfrastructureRole.K8S_CONTROL_PLANE))
        .isEqualTo("mhp0y4dmph-us-west-2-k8s-control-plane");
    assertThat(names.role(InfrastructureRole.CH_S3)).isEqualTo("mhp0y4dmph-us-west-2-CH-S3-Role");
    assertThat(names.bucket(BucketPurpose.SHARED))
        .isEqualTo("mhp0y4dmph.us-west-2.aws.byoc.clickhouse.cloud-shared");
    assertThat(names.bucket(BucketPurpose.BACKUP)).endsWith("-backup");
    assertThat(names.bucket(BucketPurpose.MONITORING)).endsWith("-monitoring");
    assertThat(names.domain()).isEqualTo("mhp0y4dmph.us-west-2.aws.byoc.clickhouse.cloud");
    assertThat(names.wildcardDomain()).isEqualTo("*." + names.domain());
  }

  @Test
  void aServiceIsReachedUnderItsPublicAndItsPrivateName() {
    ServiceNames service = names.service(new ShortName("h5ju65kv87"));
    assertThat(service.host())
        .isEqualTo("h5ju65kv87.mhp0y4dmph.us-west-2.aws.byoc.clickhouse.cloud");
    assertThat(service.privateHost())
        .isEqualTo("h5ju65kv87-private.mhp0y4dmph.us-west-2.aws.byoc.clickhouse.cloud");
    assertThat(service.objectPrefix()).isEqualTo("ch-s3-h5ju65kv87/");
  }

  @ParameterizedTest
  @EnumSource(InfrastructureRole.class)
  void everyRoleNameFitsIntoSixtyFourCharactersInEveryRegion(InfrastructureRole role) {
    for (String region : Regions.supported().ids()) {
      assertThat(NamingScheme.standard().of(names.infrastructure(), region).role(role))
          .hasSizeLessThanOrEqualTo(64)
          .matches("[A-Za-z0-9+=,.@_-]+");
    }
  }

  @ParameterizedTest
  @EnumSource(BucketPurpose.class)
  void everyBucketNameFitsIntoSixtyThreeCharactersInEveryRegion(BucketPurpose purpose) {
    for (String region : Regions.supported().ids()) {
      assertThat(NamingScheme.standard().of(names.infrastructure(), region).bucket(purpose))
          .hasSizeBetween(3, 63);
    }
  }

  @Test
  void domainAndBucketSuffixesAreTheVendorsChoice() {
    NamingScheme own = new NamingScheme("ch.example.com", Map.of(BucketPurpose.SHARED, "data"));
    InfrastructureNames names = own.of(new ShortName("mhp0y4dmph"), "us-west-2");
    assertThat(names.bucket(BucketPurpose.SHARED))
        .isEqualTo("mhp0y4dmph.us-west-2.ch.example.com-data");
    assertThat(names.bucket(BucketPurpose.BACKUP))
        .isEqualTo("mhp0y4dmph.us-west-2.ch.example.com-backup");
  }

  @Test
  void aChoiceThatAwsWouldRefuseIsRefused() {
    assertThatThrownBy(() -> NamingScheme.ofDomain("Example.com"))
        .hasMessageContaining("'Example.com'");
    assertThatThrownBy(
            () -> new NamingScheme("example.com", Map.of(BucketPurpose.SHARED, "my_data")))
        .hasMessageContaining("'my_data'");
    assertThatThrownBy(() -> NamingScheme.ofDomain("of-many-more-characters.example.com"))
        .hasMessageContaining("needed at most 36");
  }

  @Test
  void everyThingIsTaggedWithItsOwnerAndItsNode() {
    assertThat(Tags.of(names.infrastructure(), "nat-a"))
        .containsExactly(
            Map.entry("clickhouse-byoc", "true"),
            Map.entry("clickhouse-byoc-infrastructure", "mhp0y4dmph"),
            Map.entry("clickhouse-byoc-node", "nat-a"));
  }

  @Test
  void ourTagsAndThoseOfAwsAreReserved() {
    assertThat(Set.of("clickhouse-byoc", "clickhouse-byoc-node", "aws:x", "AWS:x", "Name"))
        .allMatch(Tags::isReserved);
    assertThat(Set.of("cost-center", "my-aws:x", "environment", "name"))
        .noneMatch(Tags::isReserved);
  }
}
