package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Check.Status;
import io.freehold.simulator.aws.call.CallRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Who denies what is told apart, since another person mends each. */
class PermissionCheckTest {
  private static final String ALL = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
  private static final String ROLE = Customer.GRANTED.role().name();

  private final Customer customer = new Customer();

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String deny(String action, String condition) {
    return "{\"Effect\":\"Deny\",\"Action\":\"%s\",\"Resource\":\"*\"%s}"
        .formatted(action, condition.isEmpty() ? "" : ",\"Condition\":" + condition);
  }

  @Test
  void an_organization_is_told_apart_and_its_administrator_named_as_the_one_to_ask() {
    customer
        .aws
        .iam()
        .underOrganization(Customer.ACCOUNT, policy(ALL, deny("ec2:CreateNatGateway", "")));
    List<Check> wrong = customer.wrong();
    assertThat(wrong)
        .extracting(Check::id, Check::action)
        .containsExactlyInAnyOrder(
            tuple("permission-ec2-create-nat-gateway-new-natgateway", "ec2:CreateNatGateway"),
            tuple("permission-ec2-create-nat-gateway-own-elastic-ip", "ec2:CreateNatGateway"),
            tuple("permission-ec2-create-nat-gateway-own-subnet", "ec2:CreateNatGateway"));
    assertThat(wrong)
        .allSatisfy(check -> {
          assertThat(check.found()).isEqualTo("denied by a service control policy");
          assertThat(check.remedy()).contains("administers the AWS organization");
        });
  }

  @Test
  void an_organization_that_locks_regions_or_demands_tags_is_asked_with_the_real_ones() {
    String region = "{\"StringNotEquals\":{\"aws:RequestedRegion\":\"us-east-1\"}}";
    String tag = "{\"Null\":{\"aws:RequestTag/cost-center\":\"true\"}}";
    customer
        .aws
        .iam()
        .underOrganization(
            Customer.ACCOUNT, policy(ALL, deny("ec2:*", region), deny("ec2:CreateVpc", tag)));
    assertThat(customer.wrong()).isEmpty();

    customer.spec = customer.spec.toBuilder().tags(java.util.Map.of()).build();
    assertThat(customer.wrong())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("permission-ec2-create-vpc-new-vpc");
          assertThat(check.found()).contains("service control policy");
        });
  }

  @Test
  void a_statement_that_the_customer_added_is_named_by_its_policy() {
    customer
        .client(IamClient.class)
        .putRolePolicy(r ->
            r.roleName(ROLE)
                .policyName("careful")
                .policyDocument(policy(deny("eks:DeleteCluster", ""))));
    assertThat(customer.wrong())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("permission-eks-delete-cluster-own-cluster");
          assertThat(check.found()).isEqualTo("denied by the policy role_" + ROLE + "_careful");
          assertThat(check.resource())
              .isEqualTo("arn:aws:eks:us-east-1:111122223333:cluster/clickhouse-cloud-mhp0y4dmph");
        });
  }

  @Test
  void a_boundary_of_the_role_itself_is_told_as_one() {
    IamClient iam = customer.client(IamClient.class);
    String arn =
        iam.createPolicy(r ->
                r.policyName("company").policyDocument(policy(ALL, deny("s3:DeleteBucket", ""))))
            .policy()
            .arn();
    iam.putRolePermissionsBoundary(r -> r.roleName(ROLE).permissionsBoundary(arn));
    assertThat(customer.wrong(Category.PERMISSIONS))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.id()).isEqualTo("permission-s3-delete-bucket-named-bucket");
          assertThat(check.found()).contains("permissions boundary");
          assertThat(check.resource()).endsWith("-shared and 2 more");
        });
  }

  @Test
  void what_iam_does_not_take_together_is_asked_one_by_one() {
    customer.levers().failNext("iam:SimulatePrincipalPolicy", "InvalidInput", 3);
    assertThat(customer.wrong(Category.PERMISSIONS)).isEmpty();
    assertThat(customer.aws.callLog().of("iam:SimulatePrincipalPolicy"))
        .extracting(CallRecord::outcome)
        .contains(CallRecord.Outcome.DONE, CallRecord.Outcome.REFUSED);
  }

  @Test
  void a_linked_role_that_is_there_needs_nobody_who_may_make_it() {
    customer.levers().deny("iam:CreateServiceLinkedRole");
    assertThat(customer.wrong(Category.SERVICE_LINKED_ROLES))
        .extracting(Check::id, Check::status, Check::action)
        .containsExactly(
            tuple("linked-role-eks", Status.FAIL, "iam:CreateServiceLinkedRole"),
            tuple("linked-role-elasticloadbalancing", Status.FAIL, "iam:CreateServiceLinkedRole"),
            tuple("linked-role-eks-nodegroup", Status.FAIL, "iam:CreateServiceLinkedRole"));
    customer.levers().releaseAll();
    for (String service : List.of("eks", "eks-nodegroup", "elasticloadbalancing")) {
      customer
          .client(IamClient.class)
          .createServiceLinkedRole(r -> r.awsServiceName(service + ".amazonaws.com"));
    }
    customer.levers().deny("iam:CreateServiceLinkedRole");
    assertThat(customer.wrong()).isEmpty();
  }
}
