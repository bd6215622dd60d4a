package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManagementPoliciesTest {
  private static final int LONGEST_POLICY = 6144;
  private static final int LONGEST_INLINE = 10_240;
  private static final int LONGEST_TRUST = 2048;
  private static final int MOST_POLICIES = 10;

  /** With the longest of everything that a customer may choose. */
  private static final Onboarding LONGEST = longest(Optional.empty());

  private static Onboarding longest(Optional<String> boundary) {
    Map<Parameter, String> choice = Choices.longest();
    return new Onboarding(
        ManagementRoleArn.of(
            "111122223333", choice.get(Parameter.ROLE_PATH), choice.get(Parameter.ROLE_NAME)),
        choice.get(Parameter.VENDOR_PRINCIPAL),
        choice.get(Parameter.EXTERNAL_ID),
        boundary,
        EnumSet.allOf(PolicyGroup.class));
  }

  @ParameterizedTest
  @EnumSource(PolicyGroup.class)
  void a_policy_has_the_size_that_IAM_takes(PolicyGroup group) {
    Onboarding customers =
        longest(Optional.of(Choices.longest().get(Parameter.PERMISSIONS_BOUNDARY_ARN)));
    for (Onboarding onboarding : List.of(LONGEST, customers)) {
      PolicyDocument document = onboarding.policies().get(group);
      assertThat(document.statements()).isNotEmpty();
      assertThat(document.size()).isLessThanOrEqualTo(LONGEST_POLICY);
    }
  }

  @Test
  void the_role_has_no_more_policies_than_IAM_takes() {
    assertThat(LONGEST.managed()).hasSizeBetween(1, MOST_POLICIES);
    assertThat(LONGEST.inline().values().stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(LONGEST_INLINE);
    assertThat(LONGEST.trust().size()).isLessThanOrEqualTo(LONGEST_TRUST);
    assertThat(LONGEST.boundary().size()).isLessThanOrEqualTo(LONGEST_POLICY);
  }

  @Test
  void every_action_of_every_kind_is_granted_and_no_other() {
    Set<String> granted = new HashSet<>();
    ManagementPolicies.documents()
        .values()
        .forEach(document -> granted.addAll(document.allowedActions()));
    assertThat(granted)
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.permissions().stream().map(Permission::action).collect(Collectors.toSet()));
  }

  @Test
  void nothing_is_left_to_be_filled_in() {
    assertThat(LONGEST.policies().values().stream().map(PolicyDocument::json).toList())
        .noneMatch(json -> json.contains("<") || json.contains(">"));
    assertThat(LONGEST.boundary().json()).doesNotContain("<");
  }

  /** What only looks may do so everywhere; making a zone cannot be narrowed by IAM. */
  @Test
  void nothing_is_changed_on_everything() {
    ManagementPolicies.documents()
        .values()
        .forEach(document ->
            document.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .filter(statement -> statement.resources().contains("*"))
                .forEach(statement ->
                    assertThat(statement.actions())
                        .allMatch(action ->
                            action.matches("\\w[\\w-]*:(Describe|Get|List|Simulate)\\w*")
                                || action.equals("route53:CreateHostedZone"))));
  }

  @Test
  void statements_of_a_policy_have_names_of_their_own() {
    LONGEST
        .policies()
        .forEach((group, document) ->
            assertThat(document.statements()).extracting(Statement::sid).doesNotHaveDuplicates());
  }

  @Test
  void what_is_withheld_is_not_granted_and_looking_never_is() {
    Map<PolicyGroup, PolicyDocument> all = LONGEST.policies();
    Onboarding least =
        new Onboarding(
            LONGEST.role(),
            LONGEST.vendorPrincipal(),
            LONGEST.externalId(),
            LONGEST.customerBoundary(),
            Onboarding.groups(false, false, false));
    assertThat(least.policies().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PolicyGroup.values())
                .filter(group ->
                    group != PolicyGroup.VPC_WRITE
                        && group != PolicyGroup.IAM_WRITE
                        && group != PolicyGroup.KMS)
                .toList());
    assertThat(all.get(PolicyGroup.EC2).allowedActions()).contains("ec2:DescribeVpcs");
    assertThat(all.get(PolicyGroup.VPC_WRITE).allowedActions())
        .contains("ec2:CreateVpc")
        .noneMatch(action -> action.startsWith("ec2:Describe"));
  }
}
