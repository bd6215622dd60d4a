package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Check.Status;
import io.freehold.aws.session.AwsClients;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.Network;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.customer.Mistake;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

class PreflightTest {
  private static final int MOST_READS = 85;

  private final Customer customer = new Customer();

  @Test
  void an_account_as_the_template_makes_it_passes_every_check_with_few_reads_and_no_write() {
    List<Check> checks = customer.checks();
    assertThat(checks)
        .allMatch(check -> check.status() == Status.PASS)
        .extracting(Check::category)
        .contains(Category.values());
    assertThat(checks).extracting(Check::id).doesNotHaveDuplicates();
    assertThat(checks).allMatch(check -> check.id().matches("[a-z0-9]+(-[a-z0-9]+)*"));
    assertThat(customer.aws.callLog().writes()).isZero();
    assertThat(customer.aws.callLog().reads()).isLessThanOrEqualTo(MOST_READS);
  }

  @Test
  void only_the_categories_that_are_asked_for_are_looked_at() {
    assertThat(customer.checks(Category.NETWORK, Category.KUBERNETES))
        .extracting(Check::id)
        .containsExactly("network-range", "kubernetes-version");
    assertThat(customer.aws.callLog().byAction())
        .containsOnlyKeys("ec2:DescribeVpcs", "eks:DescribeClusterVersions", "sts:AssumeRole");
  }

  @Test
  void a_quota_an_organization_and_a_subnet_that_stand_in_the_way_are_told_in_one_run() {
    ExistingVpc vpc =
        ExistingVpc.build(
            customer.aws, Customer.ACCOUNT, Customer.REGION, Mistake.SUBNET_TAG_MISSING);
    customer.client(Ec2Client.class).allocateAddress(r -> {});
    customer.client(Ec2Client.class).allocateAddress(r -> {});
    customer.aws.callLog().clear();
    customer.spec = customer.spec.toBuilder().network(network(vpc)).build();
    customer.levers().setQuota("L-1216C47A", 4);
    customer.levers().deny("elasticloadbalancing:CreateLoadBalancer");

    assertThat(customer.wrong())
        .extracting(Check::id, Check::status, Check::found, Check::needed)
        .containsExactlyInAnyOrder(
            tuple(
                "permission-elasticloadbalancing-create-load-balancer-new-loadbalancer",
                Status.FAIL,
                "denied by a service control policy",
                "allowed"),
            tuple("quota-standard-vcpus", Status.FAIL, "0 of 4 in use", "6 more"),
            tuple("quota-elastic-ips", Status.WARN, "5 of 5 in use", "none by this infrastructure"),
            tuple(
                "vpc-subnet-tag-" + vpc.privateSubnetIds().getFirst(),
                Status.FAIL,
                "no tag clickhouse-byoc",
                "clickhouse-byoc = 'true'"));
    assertThat(customer.wrong()).allSatisfy(check -> assertThat(check.remedy()).isNotBlank());
    assertThat(customer.aws.callLog().writes()).isZero();
  }

  private static Network network(ExistingVpc vpc) {
    List<Network.Subnet> subnets = new ArrayList<>();
    for (int i = 0; i < vpc.privateSubnetIds().size(); i++) {
      subnets.add(new Network.Subnet(vpc.privateSubnetIds().get(i), vpc.zoneIds().get(i)));
    }
    return new Network.Customer(vpc.vpcId(), subnets, List.of());
  }

  @Test
  void in_a_vpc_of_the_customers_own_nobody_has_to_be_allowed_to_make_one() {
    ExistingVpc vpc = ExistingVpc.build(customer.aws, Customer.ACCOUNT, Customer.REGION);
    Customer without =
        new Customer(document ->
            document.allowedActions().contains("ec2:CreateVpc")
                ? new io.freehold.aws.policy.PolicyDocument(List.of())
                : document);
    assertThat(without.wrong(Category.PERMISSIONS))
        .hasSizeGreaterThan(20)
        .allSatisfy(check -> assertThat(check.remedy()).contains("-vpc-write"));
    without.withheld = Set.of(PolicyGroup.VPC_WRITE);
    assertThat(without.wrong(Category.PERMISSIONS))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("permissions-vpc-write");
          assertThat(check.status()).isEqualTo(Status.FAIL);
          assertThat(check.resource()).isEqualTo("ClickHouseManagementRole-vpc-write");
          assertThat(check.found())
              .matches("\\d\\d of \\d\\d permissions not allowed by any policy of the role");
          assertThat(check.remedy())
              .isEqualTo(
                  "PATCH the account with the permission, and deploy its template with VpcWrite=true"
                      + " (vpc_write in the Terraform module), or say network.mode=customer to use a VPC of your own.");
        });
    ExistingVpc other = ExistingVpc.build(without.aws, Customer.ACCOUNT, Customer.REGION);
    without.spec =
        without.spec.toBuilder()
            .network(network(other))
            .loadBalancers(LoadBalancers.PRIVATE_ONLY)
            .build();
    assertThat(without.wrong()).isEmpty();
    assertThat(vpc.vpcId()).isNotEmpty();
  }

  @Test
  void a_policy_that_was_withheld_and_granted_since_is_held_against_nobody() {
    customer.withheld = Set.of(PolicyGroup.VPC_WRITE);
    assertThat(customer.wrong()).isEmpty();
    customer.levers().deny("ec2:CreateVpc");
    assertThat(customer.wrong(Category.PERMISSIONS))
        .extracting(Check::action, Check::found)
        .containsOnly(tuple("ec2:CreateVpc", "denied by a service control policy"));
  }

  @Test
  void a_role_that_cannot_be_assumed_is_one_check_and_nothing_else_is_tried() {
    customer.levers().deny("sts:AssumeRole");
    assertThat(customer.checks())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("role-assumable");
          assertThat(check.status()).isEqualTo(Status.FAIL);
          assertThat(check.action()).isEqualTo("sts:AssumeRole");
          assertThat(check.remedy()).contains("trust policy");
        });
    assertThat(customer.aws.callLog().byAction()).containsOnlyKeys("sts:AssumeRole");
  }

  @Test
  void what_may_not_be_looked_at_fails_and_says_which_look() {
    customer.levers().deny("ec2:DescribeInstances");
    assertThat(customer.wrong())
        .extracting(Check::id, Check::status, Check::action)
        .containsExactly(
            tuple("permission-ec2-describe-instances", Status.FAIL, "ec2:DescribeInstances"),
            tuple("quotas-not-checked", Status.FAIL, "ec2:DescribeInstances"));
  }

  @Test
  void an_aws_that_does_not_answer_leaves_everything_open() {
    customer.levers().throttle("iam:SimulatePrincipalPolicy", 0);
    assertThatThrownBy(customer::checks)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.THROTTLED));
  }

  @Test
  void what_an_emulator_cannot_tell_is_a_warning_said_aloud() {
    customer.levers().failNext("iam:SimulatePrincipalPolicy", "NotImplemented", 1000);
    List<Check> checks =
        Preflight.run(customer.subject(asEmulator()), EnumSet.allOf(Category.class));
    assertThat(checks)
        .filteredOn(check -> check.status() != Status.PASS)
        .extracting(Check::id, Check::status)
        .containsExactly(
            tuple("role-external-id", Status.WARN),
            tuple("permissions-not-checked", Status.WARN),
            tuple("service-linked-roles-not-checked", Status.WARN));
    assertThat(checks)
        .filteredOn(check -> check.status() == Status.WARN)
        .allSatisfy(check -> assertThat(check.reason()).contains("emulator"));
  }

  private AwsClients asEmulator() {
    return new AwsClients() {
      @Override
      public <T extends SdkClient> T client(
          Class<T> type, AwsCredentialsProvider credentials, Region region) {
        return customer.aws.client(type, credentials, region);
      }

      @Override
      public boolean isEmulator() {
        return true;
      }
    };
  }
}
