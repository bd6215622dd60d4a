package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.place.Zones;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** What other services leave in a customer's network. */
class BackstageTest {
  private final Location here = new Location(Lab.ACCOUNT, "us-east-1");
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final World world = new World(clock, LatencyProfile.none(), 1);
  private final Ec2 service = new Ec2(world);
  private final Backstage backstage = service.backstage();
  private final Ec2Client ec2 =
      service.client(
          new Endpoint(
              world.calls(),
              service.dialect(),
              StaticCredentialsProvider.create(
                  world.principals().issue(new Principal.Root(Lab.ACCOUNT))),
              Region.US_EAST_1));
  private final String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  private final String subnet =
      ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24")).subnet().subnetId();

  @Test
  void anInterfaceLeftBehindBlocksTheSubnetAndItsGroupUntilItIsGone() {
    String group =
        backstage.makeGroup(
            here, vpc, "eks-cluster-sg-x", "EKS created security group", List.of(), Map.of());
    String eni =
        backstage.makeInterface(here, NewInterface.of(subnet, "ELB net/x").groups(List.of(group)));
    backstage.removeInterfaceAt(here, eni, clock.instant().plusSeconds(300));
    assertThat(
            ec2.describeNetworkInterfaces(r -> r.filters(filter("group-id", group)))
                .networkInterfaces())
        .extracting(NetworkInterface::privateIpAddress)
        .containsExactly("10.0.0.4");
    assertThat(code(() -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni))))
        .isEqualTo("InvalidParameterValue");
    assertThat(code(() -> ec2.deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
    assertThat(code(() -> ec2.deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("DependencyViolation");
    clock.advance(Duration.ofSeconds(300));
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
  }

  @Test
  void aVolumeLeftBehindIsFoundByTagAndDeleted() {
    String volume =
        backstage.makeVolume(
            here, Zones.of(here).getFirst(), 100, false, Map.of("ebs.csi.aws.com/cluster", "true"));
    assertThat(
            ec2.describeVolumes(r -> r.filters(filter("tag-key", "ebs.csi.aws.com/*"))).volumes())
        .hasSize(1);
    ec2.deleteVolume(r -> r.volumeId(volume));
    assertThat(world.live(Lab.ACCOUNT)).extracting(it -> it.kind()).doesNotContain("Volume");
  }

  @Test
  void aSmallSubnetRunsOutOfAddresses() {
    String small = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/28")).subnet().subnetId();
    for (int i = 0; i < 11; i++) {
      backstage.makeInterface(here, NewInterface.of(small, "pod " + i));
    }
    assertThat(
            ec2.describeSubnets(r -> r.subnetIds(small))
                .subnets()
                .getFirst()
                .availableIpAddressCount())
        .isZero();
    assertThat(code(() -> ec2.createNetworkInterface(r -> r.subnetId(small))))
        .isEqualTo("InsufficientFreeAddressesInSubnet");
  }

  @Test
  void theOldZoneOfUsEast1HasNoGraviton() {
    assertThat(
            ec2.describeInstanceTypeOfferings(r ->
                    r.locationType("availability-zone-id")
                        .filters(filter("instance-type", "m7g.2xlarge")))
                .instanceTypeOfferings())
        .extracting(it -> it.location())
        .hasSize(5)
        .doesNotContain("use1-az3");
  }
}
