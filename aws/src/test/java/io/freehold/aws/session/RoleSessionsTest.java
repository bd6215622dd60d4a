package io.freehold.aws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.aws.moto.DroppingProxy;
import io.freehold.aws.moto.MotoServer;
import io.freehold.aws.moto.WireCall;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class RoleSessionsTest {
  private static final RoleSessions.Role ROLE =
      new RoleSessions.Role(
          "arn:aws:iam::210987654321:role/byoc/ClickHouseManagementRole", "external-1");
  private static final Owner ONE = new Owner("abcdefghij");
  private static final Owner OTHER = new Owner("zyxwvutsrq");

  /** The emulator's sessions end an hour after the machine's time. */
  private final VirtualClock clock = new VirtualClock(Clock.systemUTC().instant());

  private DroppingProxy wire;
  private RoleSessions sessions;

  @BeforeEach
  void start() {
    MotoServer moto = MotoServer.running();
    moto.reset();
    wire = moto.wire();
    wire.forget();
    sessions =
        new RoleSessions(
            moto.clients(),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAVENDOR", "secret")),
            clock);
  }

  @AfterEach
  void forget() {
    if (wire != null) {
      wire.forget();
    }
  }

  private AwsSession session(Owner owner) {
    return sessions.session(ROLE, "eu-central-1", owner, Map.of());
  }

  private List<WireCall> assumptions() {
    return wire.calls().stream().filter(call -> call.operation().equals("AssumeRole")).toList();
  }

  @Test
  void workInTheAccountOfTheRole() {
    AwsSession session = session(ONE);
    String vpc = session.ec2().createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    assertThat(session.accountId()).isEqualTo("210987654321");
    assertThat(session.ec2().describeVpcs(r -> r.vpcIds(vpc)).vpcs())
        .singleElement()
        .satisfies(found -> assertThat(found.ownerId()).isEqualTo("210987654321"));
  }

  @Test
  void nameTheInfrastructureAndTheExternalId() {
    session(ONE).ec2().describeVpcs();
    assertThat(assumptions())
        .singleElement()
        .satisfies(call ->
            assertThat(call.text())
                .contains("RoleArn=" + ROLE.arn())
                .contains("ExternalId=external-1")
                .contains("RoleSessionName=freehold-abcdefghij")
                .contains("Key=clickhouse-byoc-infrastructure")
                .contains("Value=abcdefghij"));
  }

  @Test
  void areKeptWhileTheyLastAndNeverSharedByTwoInfrastructures() {
    for (int i = 0; i < 3; i++) {
      session(ONE).ec2().describeVpcs();
      session(OTHER).iam().listRoles();
    }
    assertThat(assumptions()).hasSize(2);
    assertThat(session(ONE).credentials().resolveCredentials().accessKeyId())
        .isNotEqualTo(session(OTHER).credentials().resolveCredentials().accessKeyId());
  }

  @Test
  void areFetchedAnewShortlyBeforeTheyEnd() {
    session(ONE).ec2().describeVpcs();
    clock.advance(Duration.ofMinutes(50));
    session(ONE).ec2().describeVpcs();
    assertThat(assumptions()).hasSize(1);
    clock.advance(Duration.ofMinutes(6));
    session(ONE).ec2().describeVpcs();
    assertThat(assumptions()).hasSize(2);
  }

  @Test
  void areFetchedAnewOnceForgotten() {
    session(ONE).ec2().describeVpcs();
    session(OTHER).ec2().describeVpcs();
    sessions.forget(ONE);
    session(ONE).ec2().describeVpcs();
    session(OTHER).ec2().describeVpcs();
    assertThat(assumptions()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ClickHouseManagementRole",
        "arn:aws:iam::21098765432:role/ClickHouseManagementRole",
        "arn:aws:iam::210987654321:user/someone"
      })
  void needTheArnOfARole(String arn) {
    assertThatThrownBy(() -> new RoleSessions.Role(arn, "x"))
        .hasMessageContaining(arn)
        .hasMessageContaining("needed arn:aws:iam::");
  }
}
