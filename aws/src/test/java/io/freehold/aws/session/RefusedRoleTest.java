package io.freehold.aws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.ManagementRole;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A refusal of the role is told from a refusal of the call that needed it. */
class RefusedRoleTest {
  private static final String CUSTOMER = "111122223333";
  private static final String VENDOR = "999988887777";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  private final RoleSessions sessions = new RoleSessions(aws::client, aws.rootOf(VENDOR), clock);

  private Failure failureOf(String role, String externalId) {
    AwsSession session =
        sessions.session(
            new RoleSessions.Role(role, externalId), "us-east-1", new Owner("a"), Map.of());
    return failureOf(session);
  }

  private static Failure failureOf(AwsSession session) {
    return new AwsFailures()
        .classify(catchThrowableOfType(RuntimeException.class, () -> session.ec2().describeVpcs()));
  }

  @Test
  void a_role_that_lets_nobody_in_has_a_code_of_its_own_and_a_narrow_one_has_not() {
    String role =
        ManagementRole.of(
                VENDOR,
                "right",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}")
            .create(aws, CUSTOMER);

    Failure refused = failureOf(role, "wrong");
    assertThat(refused.kind()).isEqualTo(Failure.Kind.PERMISSION);
    assertThat(refused.code()).isEqualTo(RoleSessions.ROLE_REFUSED);
    assertThat(refused.effect()).isEqualTo(Failure.Effect.NONE);
    assertThat(refused.message()).contains("AccessDenied").contains("sts:AssumeRole");
    assertThat(failureOf(role, "right").code()).isEqualTo("UnauthorizedOperation");
  }

  @Test
  void a_role_within_the_account_that_refuses_is_not_the_management_roles_fault() {
    String role =
        ManagementRole.of(
                VENDOR,
                "right",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}")
            .create(aws, CUSTOMER);
    AwsSession customer =
        sessions.session(
            new RoleSessions.Role(role, "right"), "us-east-1", new Owner("a"), Map.of());
    AwsSession within =
        sessions.within(customer, "arn:aws:iam::" + CUSTOMER + ":role/does-not-exist");

    assertThat(failureOf(within).code()).isEqualTo("AccessDenied");
  }

  /** The SDK must not wrap it, on the wire either. */
  @Test
  void what_credentials_fail_with_reaches_the_caller_of_a_real_client_as_it_is() {
    try (RealAwsClients clients =
        new RealAwsClients(Optional.of(URI.create("http://127.0.0.1:1")))) {
      AwsSession refused =
          sessions.session(
              new RoleSessions.Role("arn:aws:iam::" + CUSTOMER + ":role/none", "wrong"),
              "us-east-1",
              new Owner("a"),
              Map.of());
      Ec2Client wire = clients.client(Ec2Client.class, refused.credentials(), Region.US_EAST_1);

      RuntimeException thrown =
          catchThrowableOfType(RuntimeException.class, () -> wire.describeVpcs());
      assertThat(new AwsFailures().classify(thrown).code()).isEqualTo(RoleSessions.ROLE_REFUSED);
    }
  }
}
