package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.policy.PolicyDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudFormationTemplateTest {
  private static final String ACCOUNT = "111122223333";
  private static final String VENDOR = "arn:aws:iam::999988887777:root";
  private static final String EXTERNAL_ID = "0123456789abcdefABCDEF0123456789";
  private static final Map<String, String> LEAST =
      Map.of("ExternalId", EXTERNAL_ID, "VendorPrincipal", VENDOR);

  /** A call takes so much of a template; a longer one has to lie in a bucket. */
  private static final int LONGEST = 51_200;

  private final String text = new CloudFormationTemplate(Map.of()).text();

  @Test
  void makes_the_role_with_what_the_catalogue_needs() {
    Deployed deployed = TemplateReader.deployed(text, LEAST, ACCOUNT);
    Onboarding standard = Onboarding.standard(ACCOUNT, "999988887777", EXTERNAL_ID);
    assertThat(deployed).isEqualTo(Expected.of(standard, "production"));
    assertThat(deployed.output())
        .isEqualTo("arn:aws:iam::111122223333:role/ClickHouseManagementRole");
    assertThat(deployed.tags())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "clickhouse-byoc",
                "true",
                "clickhouse-byoc-env",
                "production",
                "clickhouse-byoc-template-version",
                String.valueOf(TemplateVersion.newest().number())));
  }

  @Test
  void everything_follows_what_the_customer_chooses() {
    String boundary = "arn:aws:iam::111122223333:policy/security/Limits";
    Deployed deployed =
        TemplateReader.deployed(
            text,
            Map.of(
                "ExternalId", EXTERNAL_ID,
                "VendorPrincipal", "arn:aws:iam::999988887777:role/control/plane",
                "RoleName", "x-ClickHouseManagementRole-y",
                "RolePath", "/teams/data/",
                "PermissionsBoundaryArn", boundary,
                "VpcWrite", "false",
                "IamWrite", "false",
                "Kms", "true",
                "ByocEnv", "staging 1"),
            ACCOUNT);
    Onboarding chosen =
        new Onboarding(
            ManagementRoleArn.of(ACCOUNT, "/teams/data/", "x-ClickHouseManagementRole-y"),
            "arn:aws:iam::999988887777:role/control/plane",
            EXTERNAL_ID,
            Optional.of(boundary),
            Onboarding.groups(false, false, true));
    assertThat(deployed).isEqualTo(Expected.of(chosen, "staging 1"));
    assertThat(deployed.boundary()).contains(boundary);
    assertThat(deployed.beside()).isEmpty();
  }

  @Test
  void switches_are_true_or_false() {
    Map<String, String> given = new HashMap<>(LEAST);
    given.put("VpcWrite", "True");
    assertThatThrownBy(() -> TemplateReader.deployed(text, given, ACCOUNT))
        .hasMessage("VpcWrite: found 'True'");
  }

  @Test
  void external_id_and_vendor_have_to_be_given_unless_they_are_filled_in() {
    assertThatThrownBy(
            () -> TemplateReader.deployed(text, Map.of("VendorPrincipal", VENDOR), ACCOUNT))
        .hasMessage("ExternalId: found none");
    assertThatThrownBy(
            () -> TemplateReader.deployed(text, Map.of("ExternalId", EXTERNAL_ID), ACCOUNT))
        .hasMessage("VendorPrincipal: found none");
    String filledIn =
        new CloudFormationTemplate(
                Map.of(
                    Parameter.EXTERNAL_ID, EXTERNAL_ID,
                    Parameter.VENDOR_PRINCIPAL, VENDOR,
                    Parameter.KMS, "true"))
            .text();
    assertThat(TemplateReader.deployed(filledIn, Map.of(), ACCOUNT))
        .isEqualTo(
            Expected.of(
                new Onboarding(
                    ManagementRoleArn.of(ACCOUNT, "/", ManagementRoleArn.DEFAULT_NAME),
                    VENDOR,
                    EXTERNAL_ID,
                    Optional.empty(),
                    Onboarding.groups(true, true, true)),
                "production"));
  }

  @Test
  void nothing_is_filled_in_that_would_be_refused() {
    assertThatThrownBy(() -> new CloudFormationTemplate(Map.of(Parameter.EXTERNAL_ID, "short")))
        .hasMessageContaining("external_id: found 'short', needed 22 to 64 characters");
  }

  @Test
  void makes_nothing_but_roles_and_policies_of_IAM() {
    assertThat(text.lines().filter(line -> line.matches("    Type: AWS::.*")))
        .isNotEmpty()
        .allMatch(line -> line.matches("    Type: AWS::IAM::(Role|ManagedPolicy)"));
  }

  @Test
  void is_short_enough_to_be_given_with_the_call() {
    assertThat(text.length()).isLessThan(LONGEST);
  }

  /** Whoever reads it sees statements, not texts with JSON in them. */
  @Test
  void policies_are_written_as_documents() {
    assertThat(text)
        .contains("Effect: Allow")
        .contains("- ec2:DescribeVpcs")
        .doesNotContain("{\\\"")
        .doesNotContain("<");
  }

  @Test
  void policies_have_the_names_that_the_control_plane_expects() {
    Deployed deployed = TemplateReader.deployed(text, LEAST, ACCOUNT);
    assertThat(deployed.attached().keySet())
        .allMatch(
            arn -> arn.startsWith("arn:aws:iam::111122223333:policy/ClickHouseManagementRole-"));
    assertThat(deployed.beside().keySet())
        .containsExactly(new ManagementRoleArn(deployed.roleArn()).boundary(Optional.empty()));
    assertThat(deployed.inline().keySet())
        .containsExactly(PolicyGroup.BASE.suffix(), PolicyGroup.LOGS.suffix());
    assertThat(deployed.trust())
        .isEqualTo(PolicyDocument.normalize(ManagementPolicies.trust(VENDOR, EXTERNAL_ID).json()));
  }
}
