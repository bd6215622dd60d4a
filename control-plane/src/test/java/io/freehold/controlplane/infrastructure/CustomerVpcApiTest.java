package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.TestVpcs;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Infrastructures in a VPC that the customer has already, as the API takes them. */
class CustomerVpcApiTest {
  private static final String ACCOUNT = "123456789012";
  private static final String PATH = "/byocInfrastructure";
  private static final String NAMED =
      "'mode':'customer','vpcId':'" + TestVpcs.VPC + "','privateSubnetIds':" + ids("a", "c", "d");

  private final TestClient client = TestControlPlane.onboarded(ACCOUNT);

  /** As JSON. */
  private static String ids(String... last) {
    return List.of(last).stream().map(one -> "'" + TestVpcs.subnet(one) + "'").toList().toString();
  }

  private Reply create(String network, String rest) {
    return client.post(
        PATH,
        "{'accountId':'%s','regionId':'us-east-1','network':{%s}%s}"
            .formatted(ACCOUNT, network, rest));
  }

  @Test
  void one_is_made_in_the_vpc_with_the_range_and_the_zones_that_are_there() {
    JsonNode made = create(NAMED, "").result();

    assertThat(made.get("vpcCidrRange").asString()).isEqualTo("10.40.0.0/16");
    assertThat(texts(made.get("zoneIds"))).containsExactly("use1-az2", "use1-az4", "use1-az6");
    assertThat(texts(made.get("availabilityZoneSuffixes"))).containsExactly("c", "d", "a");
    assertThat(made.at("/zones/2/name").asString()).isEqualTo("us-east-1a");
    assertThat(made.at("/network/mode").asString()).isEqualTo("customer");
    assertThat(made.at("/network/vpcId").asString()).isEqualTo(TestVpcs.VPC);
    assertThat(texts(made.at("/network/privateSubnetIds")))
        .containsExactly(TestVpcs.subnet("a"), TestVpcs.subnet("c"), TestVpcs.subnet("d"));
    assertThat(made.at("/network/publicSubnetIds").size()).isZero();
    assertThat(made.at("/network/natGateways").isMissingNode()).isTrue();
    assertThat(made.at("/loadBalancers/public").asBoolean()).isFalse();
    assertThat(made.at("/loadBalancers/private").asBoolean()).isTrue();
    assertThat(made.at("/progress/secondsExpected").asLong()).isEqualTo(788);
  }

  @Test
  void what_is_stored_is_what_was_found() {
    JsonNode made =
        create(
                NAMED + ",'publicSubnetIds':" + ids("e"),
                ",'loadBalancers':{'public':true},'zoneIds':['use1-az6','use1-az4','use1-az2'],"
                    + "'vpcCidrRange':'10.40.0.0/16'")
            .result();

    var spec =
        TestControlPlane.shared()
            .part(InfrastructureStore.class)
            .find(client.organizationId(), UUID.fromString(made.get("id").asString()))
            .orElseThrow()
            .spec();
    assertThat(spec.network())
        .isEqualTo(
            new Network.Customer(
                TestVpcs.VPC,
                List.of(
                    new Network.Subnet(TestVpcs.subnet("a"), "use1-az6"),
                    new Network.Subnet(TestVpcs.subnet("c"), "use1-az2"),
                    new Network.Subnet(TestVpcs.subnet("d"), "use1-az4")),
                List.of(new Network.Subnet(TestVpcs.subnet("e"), "use1-az4"))));
    assertThat(spec.loadBalancers().count()).isEqualTo(2);
    assertThat(spec.vpcCidrs())
        .containsExactly(Cidr.parse("10.40.0.0/16"), Cidr.parse("100.64.0.0/20"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          `'mode':'customer'`                                | network.vpcId field-missing, network.privateSubnetIds field-missing
          `'mode':'customer','vpcId':'vpc-1','privateSubnetIds':[]` | network.vpcId vpc-id-malformed, network.privateSubnetIds too-few-subnets
          `'vpcId':'vpc-01234567'`                           | network.vpcId not-supported
          `'mode':'managed','privateSubnetIds':[]`         | network.privateSubnetIds not-supported
          `'publicSubnetIds':[]`                             | network.publicSubnetIds not-supported
          `'mode':'dedicated'`                               | network.mode unknown-value
          """)
  void each_mode_has_fields_of_its_own(String network, String violations) {
    assertThat(create(network, "").violations()).containsExactlyInAnyOrder(violations.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          `,'natGateways':'single'`       | ``                                        | network.natGateways not-supported
          ``                              | `,'vpcCidrRange':'10.41.0.0/16'`          | vpcCidrRange cidr-differs
          ``                              | `,'vpcCidrRange':'ten'`                   | vpcCidrRange cidr-malformed
          ``                              | `,'zoneIds':['use1-az2','use1-az4','use1-az5']` | zoneIds zones-differ
          ``                              | `,'availabilityZoneSuffixes':['a','b','c']` | availabilityZoneSuffixes zones-differ
          ``                              | `,'loadBalancers':{'public':true}`        | network.publicSubnetIds public-subnets-missing
          ``                              | `,'loadBalancers':{'private':false}`      | loadBalancers no-path-left
          ``                              | `,'peerCidrs':['10.40.8.0/24']`           | network.vpcId cidr-overlaps-peer
          ``                              | `,'peerCidrs':['100.64.8.0/24']`          | network.vpcId cidr-overlaps-peer
          """)
  void what_does_not_fit_the_vpc_is_named_by_its_field(String more, String rest, String violation) {
    Reply reply = create(NAMED + more, rest);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly(violation);
  }

  @Test
  void what_is_not_there_is_said_with_what_was_found_and_the_command_that_helps() {
    Reply reply =
        create(
            "'mode':'customer','vpcId':'%s','privateSubnetIds':%s"
                .formatted(TestVpcs.VPC, ids("a", "9", "0", "c")),
            "");

    assertThat(reply.violations())
        .contains(
            "network.privateSubnetIds[1] subnet-in-vpc",
            "network.privateSubnetIds[2] subnet-exists",
            "network.privateSubnetIds three-zones")
        .as("and whatever else has to be mended")
        .contains(
            "network.vpcId vpc-tag",
            "network.privateSubnetIds[0] subnet-tag",
            "network.privateSubnetIds[3] subnet-role-tag",
            "network.vpcId s3-endpoint");
    JsonNode elsewhere = detail(reply, "subnet-in-vpc");
    assertThat(elsewhere.get("found").asString())
        .isEqualTo(TestVpcs.subnet("9") + ": a subnet of vpc-0aaaaaaaaaaaaaaaa");
    assertThat(elsewhere.get("remedy").asString()).startsWith("aws ec2 describe-subnets");
  }

  private static JsonNode detail(Reply reply, String code) {
    return StreamSupport.stream(reply.json().get("details").spliterator(), false)
        .filter(one -> one.get("code").asString().equals(code))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_vpc_that_is_not_there_is_said() {
    Reply reply =
        create(
            "'mode':'customer','vpcId':'vpc-00000000','privateSubnetIds':" + ids("a", "c", "d"),
            "");

    assertThat(reply.violations()).contains("network.vpcId vpc-exists");
  }

  @Test
  void doubled_zones_and_zones_without_eks_are_refused() {
    Reply doubled =
        create(
            "'mode':'customer','vpcId':'%s','privateSubnetIds':%s"
                .formatted(TestVpcs.VPC, ids("a", "d", "e")),
            "");
    assertThat(doubled.violations())
        .contains("network.privateSubnetIds three-zones")
        .doesNotContain("network.privateSubnetIds too-few-zones");
    assertThat(detail(doubled, "three-zones").get("found").asString())
        .contains(
            "2 zones: use1-az4 (%s, %s)".formatted(TestVpcs.subnet("d"), TestVpcs.subnet("e")));

    assertThat(
            create(
                    "'mode':'customer','vpcId':'%s','privateSubnetIds':%s"
                        .formatted(TestVpcs.VPC, ids("a", "b", "c")),
                    "")
                .violations())
        .containsExactly("network.privateSubnetIds zone-without-eks");
    assertThat(
            create(
                    "'mode':'customer','vpcId':'%s','privateSubnetIds':%s"
                        .formatted(TestVpcs.VPC, ids("a", "c", "d", "f")),
                    "")
                .violations())
        .containsExactly("network.privateSubnetIds[3] zone-not-ordinary");
  }

  @Test
  void rules_are_checked_even_where_the_account_cannot_be_asked() {
    TestClient denied = TestControlPlane.onboarded("444444444444");
    Reply refused =
        denied.post(
            PATH,
            "{'accountId':'444444444444','regionId':'us-east-1','network':{%s}}".formatted(NAMED));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("account-not-ready");

    Reply unknown =
        client.post(
            PATH,
            "{'accountId':'999999999999','regionId':'us-east-1','peerCidrs':['10.0.0.0/8'],'network':{%s,'natGateways':'single'}}"
                .formatted(NAMED));
    assertThat(unknown.violations())
        .containsExactlyInAnyOrder(
            "accountId account-unknown", "network.natGateways not-supported");
  }

  @Test
  void the_network_stays_as_it_is() {
    String path = PATH + "/" + create(NAMED, "").result().get("id").asString();

    Reply moved =
        client.patch(
            path,
            "{'network':{'vpcId':'vpc-00000000','privateSubnetIds':%s,'publicSubnetIds':%s}}"
                .formatted(ids("a"), ids("e")));
    assertThat(moved.status()).isEqualTo(409);
    assertThat(moved.violations())
        .containsExactly(
            "network.vpcId immutable-field",
            "network.privateSubnetIds immutable-field",
            "network.publicSubnetIds immutable-field");
    assertThat(client.patch(path, "{'network':{'mode':'managed'}}").violations())
        .containsExactly("network.mode immutable-field");
    assertThat(client.patch(path, "{'network':{'natGateways':'single'}}").violations())
        .containsExactly("network.natGateways not-supported");
    assertThat(client.patch(path, "{'loadBalancers':{'public':true}}").violations())
        .containsExactly("network.publicSubnetIds public-subnets-missing");
    assertThat(
            client
                .patch(path, "{'deletionProtection':true}")
                .result()
                .at("/network/mode")
                .asString())
        .isEqualTo("customer");
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }
}
