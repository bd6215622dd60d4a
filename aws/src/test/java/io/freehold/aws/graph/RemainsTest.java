package io.freehold.aws.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.iam.ManagementRoleArn;
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

  private static RolePolicies policies(String owner) {
    return new RolePolicies(
        new InfrastructureNames(new ShortName(owner), "eu-west-1", NamingScheme.standard()),
        ManagementRoleArn.of(ACCOUNT, "/", ManagementRoleArn.DEFAULT_NAME),
        Optional.of("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"),
        VendorRoles.in("999988887777"));
  }

  private void make(String owner) {
    AwsSession aws = session(owner);
    Vpc.TYPE.create(
        aws, new Vpc("10.0.0.0/16"), new Intent(aws.owner(), "vpc", 1, clock.instant()));
    Role.TYPE.create(
        aws,
        policies(owner).controlPlane(),
        new Intent(aws.owner(), "role-old", 1, clock.instant()));
    HostedZone.TYPE.create(
        aws,
        new HostedZone(policies(owner).names().domain()),
        new Intent(aws.owner(), AwsInfrastructure.ZONE, 1, clock.instant()));
  }

  @Test
  void whatTheSearchByTagDoesNotTellIsFoundAllTheSame() {
    make(OURS);
    make("klmnopqrst");
    clock.advance(Duration.ofMinutes(1));

    assertThat(Tagged.arns(session(OURS))).singleElement().asString().contains(":vpc/");
    List<Remains> found = Remains.find(session(OURS), policies(OURS).names());
    assertThat(found).extracting(Remains::kind).containsExactly("ec2", "Role", "HostedZone");
    assertThat(found.get(1).id()).contains(OURS + "-eu-west-1-");
    assertThat(Remains.find(session("uvwxyzabcd"), policies("uvwxyzabcd").names())).isEmpty();
  }

  @Test
  void theLogGroupThatEksMadeWithoutTagsIsFoundByItsNameAndCanBeTakenAway() {
    AwsSession aws = session(OURS);
    InfrastructureNames names = policies(OURS).names();
    aws.logs().createLogGroup(r -> r.logGroupName(names.controlPlaneLogGroup()));

    assertThat(Tagged.arns(aws)).isEmpty();
    assertThat(Remains.find(aws, names)).extracting(Remains::kind).containsExactly("LogGroup");
    LastLogs.takeAway(aws, names);
    assertThat(Remains.find(aws, names)).isEmpty();
    LastLogs.takeAway(aws, names);
  }
}
