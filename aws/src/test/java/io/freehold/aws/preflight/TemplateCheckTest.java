package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Check.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

class TemplateCheckTest {
  private static final TemplateVersion OLD =
      TemplateVersion.parse(7, "ec2 | Allow | ec2:DescribeVpcs | * |\n");
  private static final TemplateVersion NEW =
      TemplateVersion.parse(
          8,
          """
          base | Allow | servicequotas:GetServiceQuota | * |
          ec2 | Allow | ec2:DescribeInstances | * |
          ec2 | Allow | ec2:DescribeVpcs | * |
          """);

  private final Customer customer = new Customer();

  private Check check() {
    return customer.checks(Category.ROLE).stream()
        .filter(one -> one.id().equals("role-template-version"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_role_says_by_which_version_it_was_made() {
    assertThat(check().status()).isEqualTo(Status.PASS);
    customer.tagged("9999");
    assertThat(check().status()).isEqualTo(Status.WARN);
    assertThat(check().found()).isEqualTo("version 9999, which this release does not know");
    customer
        .client(IamClient.class)
        .untagRole(r -> r.roleName(Customer.GRANTED.role().name()).tagKeys(TemplateVersion.TAG));
    assertThat(check().status()).isEqualTo(Status.WARN);
    assertThat(check().found()).isEqualTo("no tag clickhouse-byoc-template-version");
  }

  @Test
  void an_older_version_is_told_with_what_the_newest_adds() {
    Check older = TemplateProbe.judge("7", List.of(OLD, NEW), NEW);
    assertThat(older.status()).isEqualTo(Status.WARN);
    assertThat(older.found())
        .isEqualTo(
            "version 7, without base: servicequotas:GetServiceQuota; ec2: ec2:DescribeInstances");
    assertThat(older.needed()).isEqualTo("version 8");
    assertThat(older.remedy()).isEqualTo("Deploy version 8 of the account's template.");
    assertThat(TemplateProbe.judge("8", List.of(OLD, NEW), NEW).status()).isEqualTo(Status.PASS);
  }
}
