package io.freehold.simulator.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.region.Regions;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.access.Decision;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.CallRecord.Outcome;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class PipelineTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ZONES = "ec2:DescribeAvailabilityZones";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard(), 1);
  private final Ec2Client ec2 = clientOf(ACCOUNT);

  @Test
  void zoneNamesMeanOtherZoneIdsInOtherAccountsAndTheSameOnesAgain() {
    List<String> here = zoneIds(ec2);
    assertThat(here)
        .containsExactlyInAnyOrder(
            "use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6");
    assertThat(zoneIds(clientOf(ACCOUNT))).isEqualTo(here);
    assertThat(zoneIds(clientOf("444455556666"))).isNotEqualTo(here);
  }

  @Test
  void aRegionHasTheZonesThatNewAccountsGetThere() {
    Ec2Client canada =
        aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.CA_CENTRAL_1);
    assertThat(zoneIds(canada)).containsExactlyInAnyOrder("cac1-az1", "cac1-az2", "cac1-az4");
    for (var region : Regions.supported().all()) {
      Ec2Client there =
          aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.of(region.id()));
      assertThat(region.zoneIds()).containsAll(zoneIds(there));
      assertThat(zoneIds(there))
          .filteredOn(zone -> !region.zonesWithoutEks().contains(zone))
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aReadBurstOf100PassesAndThen20EachSecond() {
    for (int i = 0; i < 100; i++) {
      ec2.describeAvailabilityZones();
    }
    Ec2Exception refused =
        catchThrowableOfType(Ec2Exception.class, () -> ec2.describeAvailabilityZones());
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(aws.callLog().throttled()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      ec2.describeAvailabilityZones();
    }
    assertThatThrownBy(ec2::describeAvailabilityZones).isInstanceOf(Ec2Exception.class);
    // Another account and another region have buckets of their own.
    clientOf("444455556666").describeAvailabilityZones();
    aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.EU_WEST_1)
        .describeAvailabilityZones();
  }

  @Test
  void aStormCanSlowOneActionDown() {
    Lever storm = aws.levers().throttle(ZONES, 0.3);
    ec2.describeAvailabilityZones();
    assertThatThrownBy(ec2::describeAvailabilityZones).hasMessageContaining("limit exceeded");
    clock.advance(Duration.ofSeconds(4));
    ec2.describeAvailabilityZones();
    assertThat(storm.fired()).isEqualTo(1);
  }

  @Test
  void aLostRequestAndALostAnswerLookTheSame() {
    Lever request = aws.levers().loseRequestOf(ZONES, 1);
    Throwable first =
        catchThrowableOfType(SdkClientException.class, ec2::describeAvailabilityZones);
    Lever answer = aws.levers().loseAnswerOf("ec2:Describe*", 1);
    Throwable second =
        catchThrowableOfType(SdkClientException.class, ec2::describeAvailabilityZones);
    assertThat(first).hasMessage(second.getMessage()).hasMessageContaining("timed out");
    ec2.describeAvailabilityZones();
    assertThat(request.fired()).isEqualTo(1);
    assertThat(answer.fired()).isEqualTo(1);
    assertThat(aws.callLog().records())
        .extracting(CallRecord::outcome)
        .containsExactly(Outcome.REQUEST_LOST, Outcome.ANSWER_LOST, Outcome.DONE);
  }

  @Test
  void aRegionThatIsDownAnswers503UntilItIsUp() {
    Lever outage = aws.levers().regionDown("us-east-1", Duration.ofMinutes(30));
    Ec2Exception refused =
        catchThrowableOfType(Ec2Exception.class, () -> ec2.describeAvailabilityZones());
    assertThat(refused.statusCode()).isEqualTo(503);
    aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.EU_WEST_1)
        .describeAvailabilityZones();
    clock.advance(Duration.ofMinutes(30));
    ec2.describeAvailabilityZones();
    assertThat(outage.fired()).isEqualTo(1);
  }

  @Test
  void anActionIsDeniedFromATimeOn() {
    Lever lever = aws.levers().deny(ZONES, clock.instant().plusSeconds(60));
    ec2.describeAvailabilityZones();
    clock.advance(Duration.ofSeconds(60));
    Ec2Exception refused =
        catchThrowableOfType(Ec2Exception.class, () -> ec2.describeAvailabilityZones());
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("UnauthorizedOperation");
    lever.release();
    ec2.describeAvailabilityZones();
    assertThat(lever.fired()).isEqualTo(1);
  }

  @Test
  void theNextCallsFailWithTheGivenCode() {
    Lever lever = aws.levers().failNext(ZONES, "InternalError", 2);
    for (int i = 0; i < 2; i++) {
      Ec2Exception refused =
          catchThrowableOfType(Ec2Exception.class, () -> ec2.describeAvailabilityZones());
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InternalError");
    }
    ec2.describeAvailabilityZones();
    assertThat(lever.fired()).isEqualTo(2);
  }

  @Test
  void credentialsAreKnownAndEnd() {
    Ec2Client stranger =
        aws.client(
            Ec2Client.class, AwsBasicCredentials.create("AKIANOBODY", "x"), Region.US_EAST_1);
    Ec2Exception unknown =
        catchThrowableOfType(Ec2Exception.class, () -> stranger.describeAvailabilityZones());
    assertThat(unknown.awsErrorDetails().errorCode()).isEqualTo("AuthFailure");

    aws.world().calls().authorizeBy((principal, request) -> Decision.allowed());
    Ec2Client session = sessionUntil(clock.instant().plusSeconds(3600));
    session.describeAvailabilityZones();
    clock.advance(Duration.ofSeconds(3600));
    Ec2Exception expired =
        catchThrowableOfType(Ec2Exception.class, () -> session.describeAvailabilityZones());
    assertThat(expired.awsErrorDetails().errorCode()).isEqualTo("RequestExpired");
  }

  @Test
  void theAuthorizerIsAskedForEveryCallThatIsNotRoots() {
    aws.world()
        .calls()
        .authorizeBy((principal, request) ->
            Decision.denied("no identity-based policy allows the " + request.action() + " action"));
    ec2.describeAvailabilityZones();
    Ec2Client session = sessionUntil(Instant.MAX);
    assertThatThrownBy(session::describeAvailabilityZones)
        .hasMessageContaining(
            "User: arn:aws:sts::111122223333:assumed-role/deployer/test is not authorized to"
                + " perform: ec2:DescribeAvailabilityZones on resource: * because no identity-based"
                + " policy allows the ec2:DescribeAvailabilityZones action");
    assertThat(aws.callLog().records().getLast().outcome()).isEqualTo(Outcome.DENIED);
  }

  @Test
  void whatIsNotSupportedFailsLoudly() {
    assertThatThrownBy(() -> ec2.describeSpotFleetRequests())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private Ec2Client sessionUntil(Instant expiry) {
    Principal session =
        new Principal.RoleSession(
            ACCOUNT,
            "arn:aws:iam::" + ACCOUNT + ":role/deployer",
            "test",
            Map.of(),
            List.of(),
            expiry);
    return aws.client(Ec2Client.class, aws.world().principals().issue(session), Region.US_EAST_1);
  }

  private Ec2Client clientOf(String account) {
    return aws.client(Ec2Client.class, aws.credentialsOfRoot(account), Region.US_EAST_1);
  }

  private static List<String> zoneIds(Ec2Client client) {
    return client.describeAvailabilityZones().availabilityZones().stream()
        .map(AvailabilityZone::zoneId)
        .toList();
  }
}
