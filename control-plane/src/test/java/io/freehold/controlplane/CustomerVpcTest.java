package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.AwsSession;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.ec2.VpcSnapshot;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.loadbalancing.Connection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import tools.jackson.databind.JsonNode;

/**
 * The main job in a VPC that the customer had before, through the real control plane: nothing of
 * the VPC is changed by it, on no day of its life.
 */
class CustomerVpcTest {
  private static final String OUTSIDE = "203.0.113.7";
  private static final String INSIDE = "10.20.200.9";
  private static final LatencyProfile PROFILE = LatencyProfile.standard().medians();

  private final SimulatedPlane plane = SimulatedPlane.start("customer-vpc");
  private final TestClient client = plane.client;
  private final SimulatedAws aws = plane.aws;
  private final Ec2Client owner =
      aws.client(Ec2Client.class, aws.rootOf(SimulatedPlane.CUSTOMER), Region.US_EAST_1);
  private final ExistingVpc vpc = ExistingVpc.build(aws, SimulatedPlane.CUSTOMER, "us-east-1");
  private String place;
  private String service;

  @AfterEach
  void stop() throws Exception {
    plane.close();
  }

  @Test
  void anExistingVpcCarriesAServiceAndIsLeftAsItWas() {
    VpcSnapshot before = vpc.snapshot(aws);
    Instant start = plane.clock.instant();
    place = "/byocInfrastructure/" + create().get("id").asString();
    makesNothingOfTheNetwork(client.get(place + "/plan").result());

    until(() -> phase().equals("ready"));
    double ratio =
        Bound.infrastructureInCustomerVpc(PROFILE)
            .ratio(Duration.between(start, plane.clock.instant()));
    System.out.printf("infrastructure in a customer's VPC: %.3f of the bound%n", ratio);
    assertThat(ratio).isLessThan(1.05);
    service = plane.service(place);
    assertThat(vpc.snapshot(aws)).as("after up").isEqualTo(before);
    until(() -> state().equals("running"));

    isReachedPrivatelyOnly();
    assertThat(client.get(place + "/plan").result().get("changes").size()).isZero();
    showsWhatItStandsIn();
    VpcSnapshot mended = saysWhatItsOwnerBrokeAndDoesNothing();

    goesDownToNothing();
    assertThat(vpc.snapshot(aws)).as("after down").isEqualTo(mended);
  }

  private JsonNode create() {
    return client
        .post(
            "/byocInfrastructure",
            """
            {'accountId':'%s','regionId':'us-east-1',
             'network':{'mode':'customer','vpcId':'%s','privateSubnetIds':%s}}
            """
                .formatted(
                    SimulatedPlane.CUSTOMER,
                    vpc.vpcId(),
                    vpc.privateSubnetIds().stream().map(id -> "'" + id + "'").toList()))
        .result();
  }

  private static void makesNothingOfTheNetwork(JsonNode plan) {
    assertThat(stream(plan.get("changes")).map(one -> one.get("kind").asString()))
        .contains("EksCluster", "LoadBalancer", "SecurityGroup")
        .doesNotContain(
            "Vpc",
            "Subnet",
            "RouteTable",
            "InternetGateway",
            "NatGateway",
            "ElasticIp",
            "GatewayEndpoint",
            "CustomerVpc");
    assertThat(plan.get("monthlyCostDelta").decimalValue())
        .isBetween(new BigDecimal("314"), new BigDecimal("315"));
  }

  private void isReachedPrivatelyOnly() {
    JsonNode endpoints = client.get(service).result().get("endpoints");
    String host = endpoints.get(0).get("host").asString();
    assertThat(stream(endpoints).map(one -> one.get("host").asString())).containsOnly(host);
    assertThat(host).contains("-private.");
    until(() -> aws.connect(host, 8443, INSIDE) instanceof Connection.Open);
    assertThat(aws.connect(host, 9440, INSIDE)).isInstanceOf(Connection.Open.class);
    assertThat(aws.connect(host, 8443, OUTSIDE)).isInstanceOf(Connection.Refused.class);
    assertThat(aws.connect(host.replace("-private.", "."), 8443, OUTSIDE))
        .isInstanceOf(Connection.Refused.class);
  }

  private void showsWhatItStandsIn() {
    assertThat(stream(client.get(place + "/resources").result()))
        .filteredOn(one -> List.of("CustomerVpc", "Vpc", "Subnet").contains(text(one, "kind")))
        .hasSize(5)
        .allSatisfy(one -> assertThat(text(one, "state")).isEqualTo("ready"))
        .extracting(one -> text(one, "externalId"))
        .contains(vpc.vpcId())
        .containsAll(vpc.privateSubnetIds());
  }

  private VpcSnapshot saysWhatItsOwnerBrokeAndDoesNothing() {
    String subnet = vpc.privateSubnetIds().getFirst();
    owner.deleteVpcEndpoints(r -> r.vpcEndpointIds(vpc.endpointId().orElseThrow()));
    owner.deleteTags(r ->
        r.resources(subnet).tags(Tag.builder().key("kubernetes.io/role/internal-elb").build()));
    plane.clock.advance(Duration.ofMinutes(1)); // the endpoint goes
    VpcSnapshot broken = vpc.snapshot(aws);

    until(() -> phase().equals("degraded"));
    JsonNode ready = client.get(place).result().at("/conditions/0");
    assertThat(text(ready, "reason")).isEqualTo("CustomerVpcUnfit");
    assertThat(text(ready, "message"))
        .contains("s3-endpoint " + vpc.vpcId(), "aws ec2 create-vpc-endpoint")
        .contains("subnet-role-tag " + subnet, "aws ec2 create-tags");
    assertThat(state()).as("services go on").isEqualTo("running");
    assertThat(vpc.snapshot(aws)).as("reported and left").isEqualTo(broken);

    owner.createVpcEndpoint(r ->
        r.vpcId(vpc.vpcId())
            .vpcEndpointType(VpcEndpointType.GATEWAY)
            .serviceName("com.amazonaws.us-east-1.s3")
            .routeTableIds(vpc.routeTableIds()));
    owner.createTags(r ->
        r.resources(subnet)
            .tags(Tag.builder().key("kubernetes.io/role/internal-elb").value("1").build()));
    until(() -> phase().equals("ready"));
    return vpc.snapshot(aws);
  }

  private void goesDownToNothing() {
    client.patch(service + "/state", "{'command':'stop'}").result();
    until(() -> state().equals("stopped"));
    client.delete(service);
    until(() -> client.get(service).status() == 404);
    client.delete(place + "?data=delete");
    until(() -> phase().equals("deleted"));
    assertThat(aws.live(SimulatedPlane.CUSTOMER).stream())
        .filteredOn(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
        .isEmpty();
  }

  private void until(BooleanSupplier reached) {
    plane.until(reached, place, service);
  }

  private String phase() {
    return text(client.get(place).result(), "phase");
  }

  private String state() {
    return text(client.get(service).result(), "state");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
