package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Check.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

class BoundaryCheckTest {
  private static final String OURS = Customer.GRANTED.role().boundary(Optional.empty());

  private Customer customer = new Customer();

  private Check check() {
    return customer.checks(Category.ROLE).stream()
        .filter(one -> one.id().equals("role-boundary"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(customer.checks(Category.ROLE)));
  }

  private static PolicyDocument ours() {
    return Customer.GRANTED.boundary();
  }

  private void customers(PolicyDocument document) {
    customer = Customer.withBoundary("company");
    customer
        .client(IamClient.class)
        .createPolicy(r -> r.policyName("company").policyDocument(document.json()));
  }

  private void edited(PolicyDocument document) {
    customer
        .client(IamClient.class)
        .createPolicyVersion(
            r -> r.policyArn(OURS).policyDocument(document.json()).setAsDefault(true));
  }

  @Test
  void the_templates_own_is_no_wider_than_itself() {
    assertThat(check().status()).isEqualTo(Status.PASS);
    assertThat(check().resource()).isEqualTo(OURS);
  }

  @Test
  void one_that_is_not_there_is_missed_before_the_first_role() {
    customer.client(IamClient.class).deletePolicy(r -> r.policyArn(OURS));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).isEqualTo("no such policy");
  }

  @Test
  void one_that_somebody_widened_or_narrowed_is_noticed() {
    edited(ours().and(PolicyDocument.of(Statement.allow("More", "iam:CreateUser").onAll())));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).isEqualTo("also iam:CreateUser");
    assertThat(check().remedy()).contains("template");
    edited(new PolicyDocument(ours().statements().subList(1, ours().statements().size())));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).startsWith("nothing of autoscaling:DescribeAutoScalingGroups, ");
  }

  @Test
  void a_customers_own_may_be_as_wide_as_ours_and_no_wider() {
    customers(ours());
    assertThat(check().status()).isEqualTo(Status.PASS);
    assertThat(check().resource()).endsWith(":policy/company");
  }

  @Test
  void one_for_the_management_role_too_is_worth_a_warning() {
    customers(ours().and(PolicyDocument.of(Statement.allow("Manage", "ec2:CreateVpc").onAll())));
    assertThat(check().status()).isEqualTo(Status.WARN);
    assertThat(check().found()).isEqualTo("also ec2:CreateVpc");
  }

  @Test
  void a_customers_own_that_opens_more_is_refused() {
    customers(ours().and(PolicyDocument.of(Statement.allow("Open", "iam:CreateUser").onAll())));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).isEqualTo("also iam:CreateUser");
    assertThat(check().remedy()).isEqualTo("Take these actions out of the boundary.");
  }
}
