package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What stands in the way of a look, on the way up and down, is said. */
class TeardownTest {
  private static SimulatedPlane plane;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("teardown");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void leftovers_that_may_not_be_looked_for_block_the_end_and_are_looked_for_again() {
    String place = plane.infrastructure();
    Lever lever = plane.aws.levers().deny("tag:GetResources");
    plane.client.delete(place + "?data=delete");

    plane.untilPhase(place, "delete-blocked");
    assertThat(lever.fired()).isPositive();
    assertThat(condition(place, "reason")).isEqualTo("PermissionMissing");
    assertThat(condition(place, "message")).contains("could not be looked for", "AccessDenied");

    lever.release();
    plane.untilPhase(place, "deleted");
  }

  @Test
  void what_the_search_by_tag_still_finds_though_it_is_gone_is_no_leftover() {
    String place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    Lever lever =
        plane.aws.levers().stillFindDeletedThings(SimulatedPlane.CUSTOMER, Duration.ofDays(1));
    Instant asked = plane.clock.instant();
    plane.client.delete(place + "?data=delete");

    plane.untilPhase(place, "deleted");
    assertThat(lever.fired()).isGreaterThan(50);
    assertThat(plane.clock.instant()).isBefore(asked.plus(Duration.ofMinutes(55)));
    lever.release();
  }

  @Test
  void the_log_group_that_eks_makes_again_when_the_cluster_is_gone_goes_too() {
    String place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    String cluster = "clickhouse-cloud-" + plane.at(place).get("name").asString();
    plane.client.delete(place + "?data=delete");
    plane.untilPhase(place, "deleted");

    assertThat(
            plane.aws.live(SimulatedPlane.CUSTOMER).stream()
                .filter(one -> one.id().contains(cluster)))
        .isEmpty();
    assertThat(
            plane.aws.callLog().of("logs:DeleteLogGroup").stream()
                .filter(call -> call.outcome() == CallRecord.Outcome.DONE))
        .hasSizeGreaterThanOrEqualTo(2);
    plane.clock.advance(Duration.ofHours(1));
    assertThat(
            plane.aws.live(SimulatedPlane.CUSTOMER).stream()
                .filter(one -> one.id().contains(cluster)))
        .isEmpty();
  }

  @Test
  void what_is_left_of_it_has_an_hour_to_go_by_itself() {
    String place = plane.infrastructure();
    Ec2Client ec2 =
        plane.aws.client(
            Ec2Client.class,
            plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER),
            Region.US_EAST_1);
    String address = address(ec2, plane.at(place).get("name").asString());
    plane.client.delete(place + "?data=delete");

    plane.until(() -> condition(place, "message").contains("to go by themselves: arn:"), place);
    Instant emptied =
        Instant.parse(plane.at(place).at("/conditions/1/lastTransitionTime").asString());
    assertThat(plane.at(place).get("phase").asString()).isEqualTo("deleting");
    plane.untilPhase(place, "delete-blocked");
    assertThat(Duration.between(emptied, plane.clock.instant()))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(70));
    assertThat(condition(place, "reason")).isEqualTo("LeftoversFound");
    assertThat(plane.at(place + "/leftovers").get(0).get("externalId").asString())
        .endsWith(address);

    ec2.releaseAddress(r -> r.allocationId(address));
    plane.untilPhase(place, "deleted");
  }

  private static String address(Ec2Client ec2, String owner) {
    Tag tag = Tag.builder().key(AwsSession.OWNER_TAG).value(owner).build();
    TagSpecification tags =
        TagSpecification.builder().resourceType(ResourceType.ELASTIC_IP).tags(tag).build();
    return ec2.allocateAddress(r -> r.tagSpecifications(tags)).allocationId();
  }

  @Test
  void a_vendor_that_cannot_be_asked_is_a_reason_and_no_silence() {
    plane.vendor(() -> {
      throw new FailureException(
          Failure.refused(Failure.Kind.PERMISSION, "InvalidClientTokenId", "the key is gone"));
    });
    String place = plane.infrastructure();

    plane.untilPhase(place, "blocked");
    assertThat(condition(place, "reason")).isEqualTo("InternalError");
    assertThat(condition(place, "message"))
        .isEqualTo("the vendor's own account: InvalidClientTokenId: the key is gone");
    assertThat(plane.client.get(place + "/plan").code()).isEqualTo("plan-unavailable");

    plane.vendor(() -> VendorRoles.in(SimulatedPlane.VENDOR));
    plane.untilPhase(place, "provisioning");
    plane.client.delete(place + "?data=delete");
    plane.untilPhase(place, "deleted");
  }

  private static String condition(String place, String field) {
    return plane.at(place).at("/conditions/0/" + field).asString();
  }
}
