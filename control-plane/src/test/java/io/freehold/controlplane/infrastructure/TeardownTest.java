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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import tools.jackson.databind.JsonNode;

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

  /** It is neither ours to delete nor on its way: waiting does not help. */
  @Test
  void what_somebody_else_put_into_ours_blocks_the_end_and_is_named() {
    String place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    String vpc = externalId(place, "vpc");
    Ec2Client ec2 = client(Ec2Client.class);
    String theirs =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("theirs").description("theirs"))
            .groupId();
    plane.client.delete(place + "?data=delete");

    plane.untilPhase(place, "delete-blocked");
    assertThat(condition(place, "reason")).isEqualTo("WaitingForDependency");
    assertThat(condition(place, "message"))
        .startsWith("vpc (Vpc): DependencyViolation: ")
        .contains("so since ");
    JsonNode leftovers = plane.at(place + "/leftovers");
    assertThat(leftovers).hasSize(1);
    assertThat(leftovers.get(0).get("externalId").asString()).isEqualTo(vpc);

    ec2.deleteSecurityGroup(r -> r.groupId(theirs));
    plane.untilPhase(place, "deleted");
    assertThat(plane.at(place + "/leftovers")).isEmpty();
  }

  @Test
  void a_record_of_somebody_elses_in_our_zone_blocks_the_end_and_is_told() {
    String place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    String zone = externalId(place, "dns-zone");
    Route53Client dns = client(Route53Client.class);
    String domain = plane.at(place).at("/endpoints/domain").asString();
    record(dns, ChangeAction.UPSERT, zone, "theirs." + domain);
    plane.client.delete(place + "?data=delete");

    plane.untilPhase(place, "delete-blocked");
    assertThat(condition(place, "message")).startsWith("dns-zone (HostedZone): HostedZoneNotEmpty");

    record(dns, ChangeAction.DELETE, zone, "theirs." + domain);
    plane.untilPhase(place, "deleted");
  }

  @Test
  void a_name_that_somebody_else_has_blocks_the_way_up_and_is_told() {
    Ec2Client ec2 = client(Ec2Client.class);
    ElasticLoadBalancingV2Client balancing = client(ElasticLoadBalancingV2Client.class);
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.99.0.0/16")).vpc().vpcId();
    String place = plane.infrastructure();
    String name = plane.at(place).get("name").asString() + "-public-https";
    String theirs =
        balancing
            .createTargetGroup(r ->
                r.name(name)
                    .protocol(ProtocolEnum.TCP)
                    .port(1)
                    .vpcId(vpc)
                    .targetType(TargetTypeEnum.IP))
            .targetGroups()
            .getFirst()
            .targetGroupArn();

    plane.untilPhase(place, "blocked");
    assertThat(condition(place, "reason")).isEqualTo("Conflict");
    assertThat(condition(place, "message"))
        .startsWith("target-public-https (TargetGroup): DuplicateTargetGroupName");

    balancing.deleteTargetGroup(r -> r.targetGroupArn(theirs));
    ec2.deleteVpc(r -> r.vpcId(vpc));
    plane.untilPhase(place, "ready");
    plane.client.delete(place + "?data=delete");
    plane.untilPhase(place, "deleted");
  }

  private static void record(Route53Client dns, ChangeAction action, String zone, String name) {
    ResourceRecordSet record =
        ResourceRecordSet.builder()
            .name(name)
            .type(RRType.TXT)
            .ttl(300L)
            .resourceRecords(ResourceRecord.builder().value("\"theirs\"").build())
            .build();
    Change change = Change.builder().action(action).resourceRecordSet(record).build();
    dns.changeResourceRecordSets(r -> r.hostedZoneId(zone).changeBatch(b -> b.changes(change)));
  }

  private static String externalId(String place, String node) {
    for (JsonNode one : plane.at(place + "/resources")) {
      if (one.get("node").asString().equals(node)) {
        return one.get("externalId").asString();
      }
    }
    throw new AssertionError("no " + node);
  }

  private static <T extends SdkClient> T client(Class<T> type) {
    return plane.aws.client(
        type, plane.aws.credentialsOfRoot(SimulatedPlane.CUSTOMER), Region.of("us-east-1"));
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

  @Test
  void a_vendor_that_does_not_answer_for_a_while_changes_no_phase() {
    Lever few = plane.aws.levers().setQuota("L-0263D0A3", 2);
    String blocked = plane.infrastructure();
    plane.untilPhase(blocked, "blocked");
    plane.vendor(() -> {
      throw new FailureException(Failure.refused(Failure.Kind.THROTTLED, "Throttling", "slower"));
    });
    String fresh = plane.infrastructure();
    List<String> phases = new ArrayList<>();
    plane.until(() -> {
      phases.add(plane.at(fresh).get("phase").asString());
      return condition(fresh, "reason").equals("Throttled");
    });
    plane.until(() -> {
      phases.add(plane.at(fresh).get("phase").asString());
      return condition(blocked, "reason").equals("Throttled");
    });
    assertThat(phases).containsOnly("preflight");
    assertThat(plane.at(blocked).get("phase").asString()).isEqualTo("blocked");

    plane.vendor(() -> VendorRoles.in(SimulatedPlane.VENDOR));
    few.release();
    Lever enough = plane.aws.levers().setQuota("L-0263D0A3", 6); // for both of them
    for (String place : List.of(fresh, blocked)) {
      plane.untilPhase(place, "provisioning");
      plane.client.delete(place + "?data=delete");
      plane.untilPhase(place, "deleted");
    }
    enough.release();
  }

  private static String condition(String place, String field) {
    return plane.at(place).at("/conditions/0/" + field).asString();
  }
}
