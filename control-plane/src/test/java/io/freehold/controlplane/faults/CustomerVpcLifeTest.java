package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.model.latency.Bound;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.ec2.VpcSnapshot;
import io.freehold.simulator.customer.ExistingVpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** Whatever happens to an infrastructure in a customer's own VPC, the VPC stays as it was. */
class CustomerVpcLifeTest {
  private static final String NODE = "customer-vpc";

  /** A life with so many changing calls between two deaths has a dozen of them. */
  private static final int BETWEEN_DEATHS = 11;

  @TestFactory
  Stream<DynamicTest> whereProcessesDieAgainAndAgain() {
    return Scenario.tests(
        IntStream.range(0, 4)
            .mapToObj(first ->
                new Scenario(
                    "killed after call %d and every %d more".formatted(first, BETWEEN_DEATHS),
                    () -> killed(first)))
            .toList());
  }

  private static String killed(int first) {
    try (Rig rig = Rig.steady()) {
      ExistingVpc vpc = rig.inCustomerVpc();
      VpcSnapshot before = vpc.snapshot(rig.aws);
      AtomicInteger calls = new AtomicInteger(first);
      rig.onCall(call -> {
        if (call.mutating()
            && call.outcome() == CallRecord.Outcome.DONE
            && calls.incrementAndGet() % BETWEEN_DEATHS == 0) {
          throw new Killed();
        }
      });
      Invariants.ready(rig);
      Invariants.noTraces(rig);
      assertThat(vpc.snapshot(rig.aws)).isEqualTo(before);
      String told = Invariants.told(rig);
      Invariants.gone(rig);
      assertThat(rig.restarts()).isGreaterThan(10);
      assertThat(rig.calledForHelp()).isEmpty();
      assertThat(vpc.snapshot(rig.aws)).isEqualTo(before);
      return told + ", " + rig.restarts() + " deaths";
    }
  }

  @TestFactory
  Stream<DynamicTest> whereEverythingTakesATimeOfItsOwn() {
    return Scenario.tests(
        LongStream.rangeClosed(1, 6)
            .mapToObj(seed -> new Scenario("seed " + seed, () -> drawn(seed)))
            .toList());
  }

  private static String drawn(long seed) {
    try (Rig rig = Rig.drawn(seed)) {
      ExistingVpc vpc = rig.inCustomerVpc();
      VpcSnapshot before = vpc.snapshot(rig.aws);
      Invariants.ready(rig);
      Invariants.noTraces(rig);
      Bound bound = Bound.infrastructureInCustomerVpc(rig.aws.drawn(Rig.CUSTOMER, Rig.REGION));
      double ratio = bound.ratio(rig.elapsed());
      assertThat(ratio).as(bound.describe()).isLessThanOrEqualTo(1.2);
      Invariants.gone(rig);
      assertThat(vpc.snapshot(rig.aws)).isEqualTo(before);
      return "%.3f of %s".formatted(ratio, bound.describe());
    }
  }

  /** What the owner breaks, and how it is mended. */
  private record Breach(String name, String rule, Act breaks, Act mends) {}

  private interface Act {
    void on(Ec2Client owner, ExistingVpc vpc);
  }

  @TestFactory
  Stream<DynamicTest> whereItsOwnerBreaksSomething() {
    return Scenario.tests(
        breaches().stream().map(one -> new Scenario(one.name(), () -> broken(one))).toList());
  }

  private static List<Breach> breaches() {
    return List.of(
        new Breach(
            "the endpoint for S3 is deleted",
            "s3-endpoint",
            (owner, vpc) ->
                owner.deleteVpcEndpoints(r -> r.vpcEndpointIds(vpc.endpointId().orElseThrow())),
            (owner, vpc) ->
                owner.createVpcEndpoint(r ->
                    r.vpcId(vpc.vpcId())
                        .vpcEndpointType(VpcEndpointType.GATEWAY)
                        .serviceName("com.amazonaws.us-east-1.s3")
                        .routeTableIds(vpc.routeTableIds()))),
        new Breach(
            "a table loses the endpoint",
            "s3-endpoint-routes",
            (owner, vpc) ->
                owner.modifyVpcEndpoint(r ->
                    r.vpcEndpointId(vpc.endpointId().orElseThrow())
                        .removeRouteTableIds(vpc.routeTableIds().getFirst())),
            (owner, vpc) ->
                owner.modifyVpcEndpoint(r ->
                    r.vpcEndpointId(vpc.endpointId().orElseThrow())
                        .addRouteTableIds(vpc.routeTableIds().getFirst()))),
        new Breach(
            "a subnet loses its tag",
            "subnet-tag",
            (owner, vpc) ->
                owner.deleteTags(r ->
                    r.resources(vpc.privateSubnetIds().getLast())
                        .tags(Tag.builder().key("clickhouse-byoc").build())),
            (owner, vpc) ->
                owner.createTags(r ->
                    r.resources(vpc.privateSubnetIds().getLast())
                        .tags(Tag.builder().key("clickhouse-byoc").value("true").build()))),
        new Breach(
            "the VPC's names are switched off",
            "vpc-dns-hostnames",
            (owner, vpc) ->
                owner.modifyVpcAttribute(
                    r -> r.vpcId(vpc.vpcId()).enableDnsHostnames(v -> v.value(false))),
            (owner, vpc) ->
                owner.modifyVpcAttribute(
                    r -> r.vpcId(vpc.vpcId()).enableDnsHostnames(v -> v.value(true)))),
        new Breach(
            "a private subnet is made public",
            "subnet-private",
            (owner, vpc) ->
                owner.replaceRoute(r ->
                    r.routeTableId(vpc.routeTableIds().getFirst())
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(vpc.internetGatewayId())),
            (owner, vpc) ->
                owner.replaceRoute(r ->
                    r.routeTableId(vpc.routeTableIds().getFirst())
                        .destinationCidrBlock("0.0.0.0/0")
                        .natGatewayId(vpc.natGatewayIds().getFirst()))),
        new Breach(
            "the way in of the public subnets is closed",
            "public-subnet-route",
            (owner, vpc) ->
                owner.deleteRoute(r ->
                    r.routeTableId(vpc.publicRouteTableId()).destinationCidrBlock("0.0.0.0/0")),
            (owner, vpc) ->
                owner.createRoute(r ->
                    r.routeTableId(vpc.publicRouteTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(vpc.internetGatewayId()))));
  }

  private static String broken(Breach breach) {
    try (Rig rig = Rig.steady()) {
      ExistingVpc vpc = rig.inCustomerVpc();
      Ec2Client owner =
          rig.aws.client(Ec2Client.class, rig.aws.rootOf(Rig.CUSTOMER), Region.of(Rig.REGION));
      Invariants.ready(rig);
      breach.breaks().on(owner, vpc);
      rig.clock.advance(Duration.ofMinutes(2)); // some things take a while to go
      VpcSnapshot before = vpc.snapshot(rig.aws);
      int changes = rig.lastMutation();

      String message = failure(rig.lookAgain());
      assertThat(message).contains(breach.rule() + " ").contains("aws ec2 ");
      assertThat(failure(rig.lookAgain())).isEqualTo(message);
      assertThat(rig.lastMutation()).as("nothing is changed, here or elsewhere").isEqualTo(changes);
      assertThat(vpc.snapshot(rig.aws)).isEqualTo(before);

      breach.mends().on(owner, vpc);
      rig.clock.advance(Duration.ofMinutes(2));
      changes = rig.lastMutation();
      assertThat(rig.up(Duration.ofMinutes(15))).as("noticed by itself").isTrue();
      assertThat(rig.lastMutation()).isEqualTo(changes);
      Invariants.gone(rig);
      return message;
    }
  }

  private static String failure(PassReport report) {
    assertThat(report.nodes())
        .filteredOn(node -> node.state() != NodeStatus.State.READY)
        .extracting(NodeStatus::node)
        .containsExactly(NODE);
    return report.nodes().stream()
        .filter(node -> node.node().equals(NODE))
        .flatMap(node -> node.failure().stream())
        .findFirst()
        .orElseThrow()
        .message();
  }
}
