package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.aws.iam.Role;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Check.Status;
import io.freehold.aws.session.AwsSession;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.iam.IamClient;

/** What the account has room for. */
class AccountCheckTest {
  private final Customer customer = new Customer();
  private final Ec2Client ec2 = customer.client(Ec2Client.class);

  @Test
  void the_second_infrastructure_with_three_nat_gateways_finds_too_few_addresses() {
    for (int i = 0; i < 3; i++) {
      ec2.allocateAddress(r -> {});
    }
    assertThat(customer.wrong())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("quota-elastic-ips");
          assertThat(check.status()).isEqualTo(Status.FAIL);
          assertThat(check.found()).isEqualTo("3 of 5 in use");
          assertThat(check.needed()).isEqualTo("3 more");
          assertThat(check.remedy())
              .isEqualTo(
                  "aws service-quotas request-service-quota-increase --service-code ec2"
                      + " --quota-code L-0263D0A3 --desired-value 6 --region us-east-1");
        });
    customer.spec = customer.spec.toBuilder().natGateways(NatGateways.SINGLE).build();
    assertThat(customer.wrong()).isEmpty();
  }

  @Test
  void what_the_infrastructure_has_already_it_does_not_need_once_more() {
    for (int i = 0; i < 3; i++) {
      ec2.allocateAddress(r -> r.tagSpecifications(ours(ResourceType.ELASTIC_IP)));
    }
    ec2.allocateAddress(r -> {});
    assertThat(customer.wrong()).isEmpty();
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").tagSpecifications(ours(ResourceType.VPC)));
    customer.levers().setQuota("L-F678F1CE", 1);
    assertThat(customer.wrong()).isEmpty();
  }

  private static TagSpecification ours(ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key(AwsSession.OWNER_TAG).value("mhp0y4dmph").build())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "L-F678F1CE, 0, quota-vpcs, 1 more",
    "L-A4707A72, 0, quota-internet-gateways, 1 more",
    "L-FE5A380F, 0, quota-nat-gateways, 1 more",
    "L-E79EC296, 1, quota-security-groups, 5 more",
    "L-1194D53C, 0, quota-eks-clusters, 1 more",
    "L-DC2B2D3D, 2, quota-s3-buckets, 3 more",
    "L-69A177A2, 1, quota-network-load-balancers, 2 more",
    "L-1216C47A, 5, quota-standard-vcpus, 6 more"
  })
  void every_quota_that_bites_is_looked_at(String code, int limit, String id, String needed) {
    customer.levers().setQuota(code, limit);
    assertThat(customer.wrong())
        .extracting(Check::id, Check::status, Check::found, Check::needed)
        .containsExactly(tuple(id, Status.FAIL, "0 of " + limit + " in use", needed));
    assertThat(customer.wrong().getFirst().remedy()).contains("--quota-code " + code);
  }

  @Test
  void roles_are_counted_without_the_infrastructures_own_and_their_quota_is_one_for_all_regions() {
    IamClient iam = customer.client(IamClient.class);
    iam.createRole(r ->
        r.roleName(customer.policies().worker().name())
            .path("/clickhouse-byoc/")
            .assumeRolePolicyDocument(Customer.GRANTED.trust().json()));
    iam.createRole(
        r -> r.roleName("another").assumeRolePolicyDocument(Customer.GRANTED.trust().json()));
    int roles = iam.listRoles(r -> {}).roles().size();
    customer.levers().setQuota("L-FE177D64", roles + 1);
    assertThat(customer.wrong())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("quota-iam-roles");
          assertThat(check.status()).isEqualTo(Status.FAIL);
          assertThat(check.found()).isEqualTo("%d of %d in use".formatted(roles, roles + 1));
          int needed = customer.subject().planned().count(Role.TYPE) - 1;
          assertThat(check.needed()).isEqualTo(needed + " more");
          assertThat(check.remedy())
              .isEqualTo(
                  "aws service-quotas request-service-quota-increase --service-code iam"
                      + " --quota-code L-FE177D64 --desired-value "
                      + (roles + needed)
                      + " --region us-east-1");
        });
    customer.levers().setQuota("L-FE177D64", roles + 30);
    assertThat(customer.wrong()).isEmpty();
  }

  /** As where an organization shuts all regions but one. */
  @Test
  void a_quota_of_all_regions_that_may_not_be_looked_at_is_a_warning_and_hides_no_other() {
    Lever shut = customer.levers().deny("s3:ListAllMyBuckets");
    customer.levers().setQuota("L-0263D0A3", 1);
    assertThat(customer.wrong(Category.QUOTAS))
        .extracting(Check::id, Check::status)
        .containsExactlyInAnyOrder(
            tuple("quota-s3-buckets", Status.WARN), tuple("quota-elastic-ips", Status.FAIL));
    assertThat(shut.fired()).isPositive();
  }

  @Test
  void security_groups_of_the_infrastructures_own_vpc_are_its_own() {
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").tagSpecifications(ours(ResourceType.VPC)));
    customer.levers().setQuota("L-E79EC296", 2);
    assertThat(customer.wrong(Category.QUOTAS))
        .extracting(Check::id, Check::found, Check::needed)
        .containsExactly(tuple("quota-security-groups", "1 of 2 in use", "4 more"));
  }

  @Test
  void nat_gateways_are_counted_in_each_zone() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
    String zone = customer.spec.zones().get(1).id();
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.9.0.0/24").availabilityZoneId(zone))
            .subnet()
            .subnetId();
    String address = ec2.allocateAddress(r -> {}).allocationId();
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(address));
    customer.levers().setQuota("L-FE5A380F", 1);
    assertThat(customer.wrong(Category.QUOTAS))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.found()).isEqualTo("1 of 1 in use");
          assertThat(check.reason()).contains(zone);
        });
  }

  @Test
  void of_a_quota_that_nobody_ever_changed_the_default_counts() {
    customer.levers().knowOnlyDefaultOf("L-1216C47A");
    assertThat(customer.wrong())
        .extracting(Check::id, Check::found)
        .containsExactly(tuple("quota-standard-vcpus", "0 of 5 in use"));
  }

  @Test
  void a_zone_without_an_instance_type_is_named_with_those_that_have_it() {
    String zone = customer.spec.zones().getFirst().id();
    customer.levers().notOffered("m7g.2xlarge", zone);
    assertThat(customer.wrong())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("zone-" + zone + "-m7g-2xlarge");
          assertThat(check.status()).isEqualTo(Status.FAIL);
          assertThat(check.resource()).isEqualTo(zone);
          assertThat(check.remedy())
              .startsWith("Choose three zones among ")
              .contains(customer.spec.zones().get(1).id())
              .doesNotContain(zone);
        });
  }

  @Test
  void a_zone_that_eks_leaves_out_is_told() {
    List<Zone> zones =
        List.of(
            Zone.of("us-east-1", "us-east-1e", "use1-az3"),
            customer.spec.zones().get(1),
            customer.spec.zones().get(2));
    customer.spec = customer.spec.toBuilder().zones(zones).build();
    assertThat(customer.wrong(Category.ZONES))
        .extracting(Check::id)
        .contains("zone-use1-az3-eks", "zone-use1-az3-m7g-2xlarge");
  }

  @Test
  void ranges_that_overlap_are_a_warning_until_they_are_declared_to_be_peered() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.0.128.0/20")).vpc().vpcId();
    String another =
        ec2.createVpc(r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.VPC)
                            .tags(
                                Tag.builder().key(AwsSession.OWNER_TAG).value("zyxwvutsrq").build())
                            .build()))
            .vpc()
            .vpcId();
    ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16"));
    assertThat(customer.wrong())
        .extracting(Check::id, Check::status, Check::found)
        .containsExactlyInAnyOrder(
            tuple("network-overlap-" + other, Status.WARN, "10.0.128.0/20"),
            tuple("network-overlap-" + another, Status.WARN, "10.0.0.0/16"));
    assertThat(customer.wrong())
        .filteredOn(check -> check.id().endsWith(another))
        .allSatisfy(check -> assertThat(check.reason()).contains("another infrastructure"));
    customer.spec =
        customer.spec.toBuilder().peerCidrs(List.of(Cidr.parse("10.0.64.0/18"))).build();
    assertThat(customer.wrong())
        .filteredOn(check -> check.status() == Status.FAIL)
        .extracting(Check::id)
        .containsExactly("network-peer-10-0-64-0-18");
  }

  @Test
  void every_range_of_a_customers_vpc_is_compared() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.7.0.0/20")).vpc().vpcId();
    customer.spec =
        customer.spec.toBuilder()
            .vpcCidrs(List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("10.7.0.0/16")))
            .peerCidrs(List.of(Cidr.parse("10.7.64.0/18")))
            .build();
    assertThat(customer.wrong(Category.NETWORK))
        .extracting(Check::id, Check::status, Check::found, Check::needed)
        .containsExactlyInAnyOrder(
            tuple(
                "network-peer-10-7-64-0-18",
                Status.FAIL,
                "10.7.64.0/18",
                "ranges apart from 10.7.0.0/16"),
            tuple(
                "network-overlap-" + other,
                Status.WARN,
                "10.7.0.0/20",
                "ranges apart from 10.1.0.0/16, 10.7.0.0/16"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-01, PASS, supports it",
    "2027-01-15, WARN, upgraded within 90 days",
    "2027-04-15, WARN, extended support",
    "2028-04-15, FAIL, makes no cluster"
  })
  void the_support_of_the_kubernetes_version_is_watched(String day, Status status, String reason) {
    customer.clock.advance(
        Duration.between(customer.clock.instant(), Instant.parse(day + "T00:00:00Z")));
    assertThat(customer.checks(Category.KUBERNETES))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.status()).isEqualTo(status);
          assertThat(check.reason()).contains(reason);
        });
  }
}
