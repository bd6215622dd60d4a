package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static io.freehold.simulator.aws.ec2.Lab.tag;
import static io.freehold.simulator.aws.ec2.Lab.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.call.CallRecord.Outcome;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What goes wrong when it is asked to, and what AWS does by itself to make life hard. */
class FaultTest {
  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;

  @Test
  void aLostAnswerLeavesTheThingAndALostRequestDoesNot() {
    Lever answer = lab.aws.levers().loseAnswerOf("ec2:CreateVpc", 1);
    assertThatThrownBy(lab::vpc).isInstanceOf(SdkClientException.class);
    assertThat(lab.liveKinds()).containsExactly("Vpc");
    Lever request = lab.aws.levers().loseRequestOf("ec2:CreateVpc", 1);
    assertThatThrownBy(lab::vpc).isInstanceOf(SdkClientException.class);
    assertThat(lab.liveKinds()).containsExactly("Vpc");
    assertThat(answer.fired() + request.fired()).isEqualTo(2);
  }

  @Test
  void everyMutatingCallCanBeAttackedByItsNumber() {
    String vpc = lab.vpc();
    lab.subnet(vpc, "10.0.0.0/24");
    assertThat(lab.aws.callLog().mutating())
        .extracting(CallRecord::mutatingNumber)
        .containsExactly(1, 2);
    Lever lever = lab.aws.levers().loseAnswerOfCall(3);
    ec2.describeVpcs();
    assertThatThrownBy(() -> lab.subnet(vpc, "10.0.1.0/24")).isInstanceOf(SdkClientException.class);
    assertThat(code(() -> lab.subnet(vpc, "10.0.1.0/24"))).isEqualTo("InvalidSubnet.Conflict");
    assertThat(lever.fired()).isEqualTo(1);
    assertThat(lab.aws.callLog().records().getLast().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aServersErrorMayComeAfterTheDeed() {
    Lever lever = lab.aws.levers().failAfterEffect("ec2:CreateVpc", "InternalError", 1);
    assertThat(code(lab::vpc)).isEqualTo("InternalError");
    assertThat(lab.liveKinds()).containsExactly("Vpc");
    assertThat(lever.fired()).isEqualTo(1);
  }

  @Test
  void aNewThingIsHiddenFromIdsFiltersAndOtherCallsButTakesItsPlace() {
    Lever lever = lab.aws.levers().hideNewThingsFor(Duration.ofSeconds(60));
    String vpc =
        ec2.createVpc(r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(tagged(ResourceType.VPC, "owner", "a")))
            .vpc()
            .vpcId();
    for (int i = 0; i < 2; i++) {
      assertThat(code(() -> ec2.describeVpcs(r -> r.vpcIds(vpc))))
          .isEqualTo("InvalidVpcID.NotFound");
      assertThat(ec2.describeVpcs(r -> r.filters(filter("tag:owner", "a"))).vpcs()).isEmpty();
      assertThat(code(() -> lab.subnet(vpc, "10.0.0.0/24"))).isEqualTo("InvalidVpcID.NotFound");
      lab.pass(59 * (1 - i));
    }
    lab.pass(1);
    assertThat(ec2.describeVpcs(r -> r.filters(filter("tag:owner", "a"))).vpcs()).hasSize(1);
    assertThat(lever.fired()).isGreaterThanOrEqualTo(6);

    lab.group(vpc, "nodes");
    assertThat(
            ec2.describeSecurityGroups(r -> r.filters(filter("group-name", "nodes")))
                .securityGroups())
        .isEmpty();
    assertThat(code(() -> lab.group(vpc, "nodes"))).isEqualTo("InvalidGroup.Duplicate");
    lever.release();
    lab.vpc("10.1.0.0/16");
    assertThat(ec2.describeVpcs().vpcs()).hasSize(2);
  }

  @Test
  void aStaleReadShowsTheOldStateAfterTheNew() {
    String vpc = lab.vpc();
    lab.pass(100);
    ec2.createTags(r -> r.resources(vpc).tags(tag("a", "1")));
    lab.pass(100);
    Lever lever = lab.aws.levers().staleReadsFor(Duration.ofSeconds(30));
    ec2.createTags(r -> r.resources(vpc).tags(tag("a", "2")));
    lab.pass(29);
    assertThat(ec2.describeVpcs().vpcs().getFirst().tags()).containsExactly(tag("a", "1"));
    ec2.deleteVpc(r -> r.vpcId(vpc));
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
    assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo("InvalidVpcID.NotFound");
    lab.pass(1);
    assertThat(ec2.describeVpcs().vpcs().getFirst().tags()).containsExactly(tag("a", "2"));
    lab.pass(30);
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
    assertThat(lever.fired()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aTokenGivesTheSameThingAgainAndRefusesAnotherRequest() {
    String vpc = lab.vpc();
    lab.gateway(vpc);
    String subnet = lab.subnet(vpc, "10.0.0.0/24");
    CreateNatGatewayRequest request =
        CreateNatGatewayRequest.builder()
            .clientToken("t-1")
            .subnetId(subnet)
            .allocationId(lab.address())
            .build();
    lab.aws.levers().loseAnswerOf("ec2:CreateNatGateway", 1);
    assertThatThrownBy(() -> ec2.createNatGateway(request)).isInstanceOf(SdkClientException.class);
    lab.aws.levers().hideNewThingsFor(Duration.ofSeconds(60));
    String first = ec2.createNatGateway(request).natGateway().natGatewayId();
    assertThat(ec2.createNatGateway(request).natGateway().natGatewayId()).isEqualTo(first);
    String other = lab.subnet(vpc, "10.0.1.0/24");
    lab.pass(60);
    assertThat(code(() -> ec2.createNatGateway(request.toBuilder().subnetId(other).build())))
        .isEqualTo("IdempotentParameterMismatch");
    assertThat(lab.liveKinds()).containsOnlyOnce("NatGateway");
  }

  @Test
  void quotasRefuseOneMore() {
    for (int i = 0; i < 5; i++) {
      lab.address();
    }
    assertThat(code(lab::address)).isEqualTo("AddressLimitExceeded");
    Lever lever = lab.aws.levers().setQuota("L-0263D0A3", 6);
    lab.address();
    assertThat(code(lab::address)).isEqualTo("AddressLimitExceeded");
    assertThat(lever.fired()).isEqualTo(1);
    lab.aws.levers().setQuota("L-F678F1CE", 0);
    assertThat(code(lab::vpc)).isEqualTo("VpcLimitExceeded");
  }

  @Test
  void aNatQuotaCountsByZone() {
    lab.aws.levers().setQuota("L-FE5A380F", 1);
    String vpc = lab.vpc();
    lab.gateway(vpc);
    String here = lab.subnet(vpc, "10.0.0.0/24");
    String there =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24").availabilityZone("us-east-1c"))
            .subnet()
            .subnetId();
    lab.nat(here);
    assertThat(code(() -> lab.nat(here))).isEqualTo("NatGatewayLimitExceeded");
    lab.nat(there);
  }

  @Test
  void endpointCallsAreFourAtOnceAndThenThreeInTenSeconds() {
    for (int i = 0; i < 4; i++) {
      ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds("vpce-1"));
    }
    assertThat(code(() -> ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds("vpce-1"))))
        .isEqualTo("RequestLimitExceeded");
    lab.pass(10);
    for (int i = 0; i < 3; i++) {
      ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds("vpce-1"));
    }
    assertThat(code(() -> ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds("vpce-1"))))
        .isEqualTo("RequestLimitExceeded");
  }

  @Test
  void natCallsAreTenAtOnceAndMutatingOnesFifty() {
    assertThat(callsUntilThrottled(() -> ec2.deleteNatGateway(r -> r.natGatewayId("nat-1"))))
        .isEqualTo(10);
    assertThat(callsUntilThrottled(() -> ec2.deleteVpc(r -> r.vpcId("vpc-1")))).isEqualTo(50);
    assertThat(
            callsUntilThrottled(() -> ec2.createTags(r -> r.resources("x-1").tags(tag("a", "b")))))
        .isEqualTo(100);
  }

  @Test
  void interfacesGroupsAndVolumesCostMoreWithoutFilterOrPages() {
    assertThat(callsUntilThrottled(ec2::describeNetworkInterfaces)).isEqualTo(50);
    assertThat(callsUntilThrottled(ec2::describeSecurityGroups)).isEqualTo(50);
    assertThat(callsUntilThrottled(ec2::describeVolumes)).isEqualTo(50);
    assertThat(callsUntilThrottled(() -> ec2.describeSecurityGroups(r -> r.maxResults(5))))
        .isEqualTo(100);
  }

  @Test
  void manyCallersAtOnceMakeNoTwoThingsAlike() throws Exception {
    String vpc = lab.vpc();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> made =
          IntStream.range(0, 40)
              .mapToObj(i -> callers.submit(() -> lab.subnet(vpc, "10.0." + i % 20 + ".0/24")))
              .toList();
      long refused = 0;
      for (Future<String> one : made) {
        refused += failed(one) ? 1 : 0;
      }
      assertThat(refused).isEqualTo(20);
    }
    assertThat(ec2.describeSubnets().subnets().stream().map(Subnet::cidrBlock).distinct())
        .hasSize(20);
    assertThat(lab.aws.callLog().of("ec2:CreateSubnet")).hasSize(40);
  }

  private static boolean failed(Future<String> one) throws InterruptedException {
    try {
      one.get();
      return false;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(Ec2Exception.class);
      return true;
    }
  }

  private static int callsUntilThrottled(Runnable call) {
    for (int calls = 0; calls <= 200; calls++) {
      try {
        call.run();
      } catch (Ec2Exception e) {
        if (e.awsErrorDetails().errorCode().equals("RequestLimitExceeded")) {
          return calls;
        }
      }
    }
    throw new AssertionError("never throttled");
  }
}
