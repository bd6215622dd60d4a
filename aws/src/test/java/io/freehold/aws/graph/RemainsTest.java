package io.freehold.aws.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.iam.ManagedPolicy;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.session.AwsClients;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.Tagged;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.SimulatedAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

class RemainsTest {
  private static final String ACCOUNT = "111122223333";
  private static final String OURS = "abcdefghij";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final SimulatedAws simulated =
      new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  private final AwsClients clients =
      new AwsClients() {
        @Override
        public <T extends SdkClient> T client(
            Class<T> type, AwsCredentialsProvider credentials, Region region) {
          return simulated.client(type, credentials, region);
        }
      };

  private AwsSession session(String owner) {
    return new AwsSession(
        clients, simulated.rootOf(ACCOUNT), ACCOUNT, Region.EU_WEST_1, new Owner(owner), Map.of());
  }

  private static AwsInfrastructure.Setting setting(String owner) {
    InfrastructureNames names =
        new InfrastructureNames(new ShortName(owner), "eu-west-1", NamingScheme.standard());
    return new AwsInfrastructure.Setting(
        names,
        new RolePolicies(names, ACCOUNT, "/", Optional.empty(), VendorRoles.in("999988887777")),
        "arn:aws:iam::" + ACCOUNT + ":role/ClickHouseManagementRole");
  }

  private void make(String owner) {
    AwsSession aws = session(owner);
    RolePolicies policies = setting(owner).policies();
    Vpc.TYPE.create(aws, new Vpc("10.0.0.0/16"), new Intent(aws.owner(), "vpc", 1));
    ManagedPolicy.TYPE.create(aws, policies.boundary(), new Intent(aws.owner(), "boundary", 1));
    Role.TYPE.create(aws, policies.controlPlane(), new Intent(aws.owner(), "role-old", 1));
    HostedZone.TYPE.create(
        aws,
        new HostedZone(setting(owner).names().domain()),
        new Intent(aws.owner(), AwsInfrastructure.ZONE, 1));
  }

  @Test
  void whatTheSearchByTagDoesNotTellIsFoundAllTheSame() {
    make(OURS);
    make("klmnopqrst");
    clock.advance(Duration.ofMinutes(1));

    assertThat(Tagged.arns(session(OURS))).singleElement().asString().contains(":vpc/");
    List<Remains> found = Remains.find(session(OURS), setting(OURS));
    assertThat(found)
        .extracting(Remains::kind)
        .containsExactly("ec2", "Role", "Policy", "HostedZone");
    assertThat(found.subList(1, 3))
        .allSatisfy(one -> assertThat(one.id()).contains(OURS + "-eu-west-1-"));
    assertThat(Remains.find(session("uvwxyzabcd"), setting("uvwxyzabcd"))).isEmpty();
  }
}
