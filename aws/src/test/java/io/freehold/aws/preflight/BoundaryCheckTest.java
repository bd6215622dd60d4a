package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Check.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
  void one_that_is_written_otherwise_and_means_the_same_is_the_templates() {
    List<Statement> statements = new ArrayList<>();
    for (Statement statement : ours().statements()) {
      for (String action : statement.actions()) {
        statements.add(
            new Statement(
                "S" + statements.size(),
                statement.effect(),
                statement.principals(),
                new TreeSet<>(Set.of(action)),
                statement.resources(),
                statement.conditions()));
      }
    }
    assertThat(judged(new PolicyDocument(statements), TemplateVersion.all()).status())
        .isEqualTo(Status.PASS);
  }

  private Check judged(PolicyDocument document, List<TemplateVersion> versions) {
    return new BoundaryJudgement(customer.subject(), versions).of(document.json());
  }

  @Test
  void one_that_an_older_template_wrote_is_told_as_such() {
    PolicyDocument older =
        ours().and(PolicyDocument.of(Statement.allow("Old", "ec2:DescribeOld").onAll()));
    SortedSet<TemplateVersion.Entry> entries = new TreeSet<>(TemplateVersion.newest().entries());
    entries.add(new TemplateVersion.Entry("boundary", "Allow", "ec2:DescribeOld", "*", ""));
    List<TemplateVersion> versions =
        List.of(
            new TemplateVersion(1, entries),
            new TemplateVersion(2, TemplateVersion.newest().entries()));
    Check told = judged(older, versions);
    assertThat(told.status()).isEqualTo(Status.WARN);
    assertThat(told.found()).isEqualTo("version 1 of the boundary");
    assertThat(told.needed()).isEqualTo("version 2");
    assertThat(told.remedy()).isEqualTo("Deploy version 2 of the account's template.");
    assertThat(judged(older, versions.subList(1, 2)).status()).isEqualTo(Status.FAIL);
  }

  @Test
  void one_whose_conditions_or_resources_somebody_took_away_is_noticed() {
    edited(without(ours(), "Volumes", List.of(), true));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found())
        .startsWith("also ec2:AttachVolume on arn:aws:ec2:*:*:instance/* in statement Volumes");
    edited(without(ours(), "Objects", List.of("*"), false));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).contains("s3:GetObject on * in statement Objects");
  }

  /** The same with other resources, if there are any, or without conditions in one statement. */
  private static PolicyDocument without(
      PolicyDocument document, String sid, List<String> resources, boolean conditions) {
    return new PolicyDocument(
        document.statements().stream()
            .map(one ->
                one.sid().equals(sid)
                    ? new Statement(
                        sid,
                        one.effect(),
                        one.principals(),
                        one.actions(),
                        resources.isEmpty() ? one.resources() : new TreeSet<>(resources),
                        conditions ? new TreeMap<>() : one.conditions())
                    : one)
            .toList());
  }

  @Test
  void one_that_shuts_out_what_a_role_is_granted_is_named_with_the_action() {
    customers(ours().and(PolicyDocument.of(Statement.deny("No", "s3:PutObject").onAll())));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).isEqualTo("nothing of s3:PutObject");
    assertThat(check().remedy()).isEqualTo("Allow these actions in the boundary.");
    customers(without(ours(), "Objects", List.of("arn:aws:s3:::others.*"), false));
    assertThat(check().found())
        .contains("s3:AbortMultipartUpload on arn:aws:s3:::mhp0y4dmph.us-east-1.");
  }

  @Test
  void one_that_cannot_be_compared_is_a_warning_that_names_the_statement() {
    customers(
        ours()
            .and(
                PolicyDocument.of(
                    Statement.allow("Mine", "s3:GetObject")
                        .onAll()
                        .when("StringEquals", "aws:PrincipalTag/team", "x"))));
    assertThat(check().status()).isEqualTo(Status.WARN);
    assertThat(check().found())
        .isEqualTo("statements that cannot be compared: s3:GetObject on * in statement Mine");
  }

  @Test
  void the_making_of_roles_is_never_open_not_even_for_the_management_role() {
    customers(ours().and(PolicyDocument.of(Statement.allow("Roles", "iam:CreateRole").onAll())));
    assertThat(check().status()).isEqualTo(Status.FAIL);
    assertThat(check().found()).isEqualTo("also iam:CreateRole");
    Statement bounded =
        Customer.GRANTED.policies().get(PolicyGroup.IAM_WRITE).statements().stream()
            .filter(one -> one.actions().contains("iam:CreateRole"))
            .findFirst()
            .orElseThrow();
    customers(
        ours()
            .and(PolicyDocument.of(bounded))
            .with(text ->
                text.equals(OURS) ? "arn:aws:iam::" + Customer.ACCOUNT + ":policy/company" : text));
    assertThat(check().status()).isEqualTo(Status.WARN);
    assertThat(check().found()).startsWith("also ").contains("iam:CreateRole");
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
    assertThat(check().remedy())
        .isEqualTo("Take these actions out of the boundary, or narrow them.");
  }
}
