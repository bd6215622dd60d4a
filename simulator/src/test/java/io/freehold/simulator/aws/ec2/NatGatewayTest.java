package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.simulator.aws.lever.Lever;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;

class NatGatewayTest {
  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;
  private final String vpc = lab.vpc();
  private final String subnet = lab.subnet(vpc, "10.0.0.0/24");
  private String gateway = "";

  @BeforeEach
  void connect() {
    gateway = lab.gateway(vpc);
  }

  @Test
  void itTakes110SecondsAndHoldsItsAddressAndAnInterface() {
    String nat = lab.nat(subnet);
    lab.pass(109);
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.PENDING);
    lab.pass(1);
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.AVAILABLE);
    assertThat(address().associationId()).isNotNull();
    assertThat(code(() -> ec2.releaseAddress(r -> r.allocationId(address().allocationId()))))
        .isEqualTo("InvalidIPAddress.InUse");
    assertThat(
            code(() ->
                ec2.createNatGateway(
                    r -> r.subnetId(subnet).allocationId(address().allocationId()))))
        .isEqualTo("Resource.AlreadyAssociated");
    assertThat(code(() -> ec2.deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
    assertThat(code(() -> ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void whenDeletedItLetsGoAfter60SecondsAndStaysVisibleForAnHour() {
    String nat = lab.nat(subnet);
    lab.pass(110);
    ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    lab.pass(59);
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.DELETING);
    assertThat(address().associationId()).isNotNull();
    lab.pass(1);
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.DELETED);
    ec2.releaseAddress(r -> r.allocationId(address().allocationId()));
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    assertThat(lab.liveKinds()).containsExactly("InternetGateway", "Vpc");
    lab.pass(3599);
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.DELETED);
    lab.pass(1);
    assertThat(code(() -> lab.natOf(nat))).isEqualTo("NatGatewayNotFound");
    assertThat(ec2.describeNatGateways(r -> r.filter(filter("nat-gateway-id", nat))).natGateways())
        .isEmpty();
  }

  @Test
  void withoutAnInternetGatewayItFailsLaterAndGivesItsAddressBack() {
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    String nat = lab.nat(subnet);
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.PENDING);
    lab.pass(110);
    NatGateway failed = lab.natOf(nat);
    assertThat(failed.state()).isEqualTo(NatGatewayState.FAILED);
    assertThat(failed.failureCode()).isEqualTo("Gateway.NotAttached");
    assertThat(address().associationId()).isNull();
    ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    assertThat(lab.natOf(nat).state()).isEqualTo(NatGatewayState.DELETED);
  }

  @Test
  void oneThatIsMadeToFailDoesSoOnce() {
    Lever lever = lab.aws.levers().failCreation("NatGateway", "no capacity");
    String first = lab.nat(subnet);
    String second = lab.nat(subnet);
    lab.pass(110);
    assertThat(lab.natOf(first).failureMessage()).isEqualTo("no capacity");
    assertThat(lab.natOf(second).state()).isEqualTo(NatGatewayState.AVAILABLE);
    assertThat(lever.fired()).isEqualTo(1);
  }

  private Address address() {
    return ec2.describeAddresses().addresses().getFirst();
  }
}
