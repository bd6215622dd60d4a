package io.freehold.simulator.aws.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ThrottledException;

class TaggingTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.none(), 1);
  private final AwsCredentials root = aws.credentialsOfRoot("111122223333");
  private final Ec2Client ec2 = aws.client(Ec2Client.class, root, Region.US_EAST_1);
  private final ResourceGroupsTaggingApiClient tagging =
      aws.client(ResourceGroupsTaggingApiClient.class, root, Region.US_EAST_1);

  @Test
  void whatCarriesATagIsFoundByItsValueAndType() {
    String address = address("a");
    address("b");
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    assertThat(arns("a"))
        .containsExactly("arn:aws:ec2:us-east-1:111122223333:elastic-ip/" + address);
    assertThat(arns("a", "b")).hasSize(2);
    assertThat(tagging.getResources(r -> {}).resourceTagMappingList()).hasSize(2);
    assertThat(tagging.getResources(r -> r.resourceTypeFilters("ec2:vpc")).resourceTagMappingList())
        .isEmpty();
    assertThat(
            tagging
                .getResources(r -> r.resourceTypeFilters("eks:cluster", "ec2:elastic-ip"))
                .resourceTagMappingList())
        .hasSize(2);
    assertThat(
            aws.client(ResourceGroupsTaggingApiClient.class, root, Region.EU_WEST_1)
                .getResources(r -> {})
                .resourceTagMappingList())
        .isEmpty();
    ec2.releaseAddress(r -> r.allocationId(address));
    assertThat(arns("a")).isEmpty();
  }

  @Test
  void pagesCoverEverything() {
    for (String owner : List.of("a", "b", "c", "d", "e")) {
      address(owner);
    }
    assertThat(
            tagging.getResourcesPaginator(r -> r.resourcesPerPage(2)).stream()
                .map(page -> page.resourceTagMappingList().size()))
        .containsExactly(2, 2, 1);
  }

  @Test
  void aNewThingMayBeMissingForAWhile() {
    var lever = aws.levers().hideNewThingsFor(Duration.ofSeconds(30));
    address("a");
    assertThat(arns("a")).isEmpty();
    clock.advance(Duration.ofSeconds(30));
    assertThat(arns("a")).hasSize(1);
    assertThat(lever.fired()).isEqualTo(1);
  }

  @Test
  void whatIsDeletedMayBeFoundForAWhile() {
    String before = address("a");
    ec2.releaseAddress(r -> r.allocationId(before));
    var lever = aws.levers().stillFindDeletedThings("111122223333", Duration.ofMinutes(30));
    assertThat(arns("a")).isEmpty();
    String address = address("a");
    ec2.releaseAddress(r -> r.allocationId(address));
    clock.advance(Duration.ofMinutes(29));
    assertThat(arns("a")).singleElement().asString().endsWith(address);
    assertThat(lever.fired()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    assertThat(arns("a")).isEmpty();
  }

  @Test
  void theSixteenthCallInASecondIsThrottled() {
    for (int i = 0; i < 15; i++) {
      tagging.getResources(r -> {});
    }
    ThrottledException refused =
        catchThrowableOfType(ThrottledException.class, () -> tagging.getResources(r -> {}));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ThrottledException");
  }

  private String address(String owner) {
    TagSpecification tags =
        TagSpecification.builder()
            .resourceType(ResourceType.ELASTIC_IP)
            .tags(Tag.builder().key("owner").value(owner).build())
            .build();
    return ec2.allocateAddress(r -> r.tagSpecifications(tags)).allocationId();
  }

  private List<String> arns(String... owners) {
    TagFilter filter = TagFilter.builder().key("owner").values(owners).build();
    return tagging.getResources(r -> r.tagFilters(filter)).resourceTagMappingList().stream()
        .map(ResourceTagMapping::resourceARN)
        .toList();
  }
}
