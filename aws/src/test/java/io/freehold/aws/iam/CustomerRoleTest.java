package io.freehold.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a role that somebody else has made. */
class CustomerRoleTest {
  private static final RolePolicies POLICIES =
      new RolePolicies(
          NamingScheme.standard().of(new ShortName("mhp0y4dmph"), "us-east-1"),
          ManagementRoleArn.of("111122223333", "/", ManagementRoleArn.DEFAULT_NAME),
          Optional.empty(),
          VendorRoles.in("999988887777"));
  private static final Role WANTED = POLICIES.of(InfrastructureRole.CH_S3, RolePolicies.ANY_ZONE);

  /** A role as it would be seen. */
  private static Role.Observed seen(Role role) {
    Map<String, String> inline = new HashMap<>();
    role.inlinePolicies().forEach((name, policy) -> inline.put(name, policy.normalized()));
    return new Role.Observed(
        "arn:aws:iam::111122223333:role" + role.path() + role.name(),
        "AROAEXAMPLE",
        role.name(),
        role.path(),
        role.description(),
        role.trust().normalized(),
        role.managedPolicies(),
        inline,
        Optional.of(role.boundary()),
        role.longestSession(),
        Optional.of("us-east-1"),
        "us-east-1");
  }

  private static String said(Role there) {
    return said(there, true);
  }

  private static String said(Role there, boolean tagged) {
    return CustomerRole.unfit(
            WANTED, new CustomerRole.Observed(seen(there), tagged, "mhp0y4dmph"), "GET it")
        .map(failure -> {
          assertThat(failure.code()).isEqualTo(CustomerRole.UNFIT);
          return failure.message();
        })
        .orElse("");
  }

  @ParameterizedTest
  @EnumSource
  void one_that_is_as_the_template_makes_it_is_fit(InfrastructureRole role) {
    Role wanted = POLICIES.of(role, RolePolicies.ANY_ZONE);
    assertThat(
            CustomerRole.differences(
                wanted, new CustomerRole.Observed(seen(wanted), true, "mhp0y4dmph")))
        .isEmpty();
  }

  @Test
  void a_description_is_its_owners_to_choose() {
    assertThat(
            said(
                new Role(
                    WANTED.name(),
                    WANTED.path(),
                    "something else",
                    WANTED.trust(),
                    WANTED.managedPolicies(),
                    WANTED.inlinePolicies(),
                    WANTED.boundary(),
                    WANTED.longestSession())))
        .isEmpty();
  }

  @Test
  void a_policy_that_allows_more_is_told_with_what_it_allows() {
    PolicyDocument wider =
        WANTED
            .inlinePolicies()
            .get("access")
            .and(
                PolicyDocument.of(
                    Statement.allow("More", "s3:DeleteBucket", "kms:Decrypt").onAll()));
    assertThat(said(WANTED.granting("access", wider)))
        .startsWith("role mhp0y4dmph-us-east-1-CH-S3-Role: found the policy access, ")
        .contains(
            "which also allows kms:Decrypt, s3:DeleteBucket, needed that of the role template")
        .endsWith("GET it");
  }

  @Test
  void a_policy_that_allows_less_is_told_with_what_it_lacks() {
    PolicyDocument narrower =
        PolicyDocument.of(Statement.allow("Some", "s3:GetObject", "s3:PutObject").onAll());
    assertThat(said(WANTED.granting("access", narrower)))
        .contains("which does not allow ", "s3:DeleteObject", "s3:ListBucket");
  }

  @Test
  void a_policy_that_allows_the_same_elsewhere_is_told_in_full() {
    PolicyDocument elsewhere =
        WANTED.inlinePolicies().get("access").with(text -> text.replace("-shared", "-other"));
    assertThat(said(WANTED.granting("access", elsewhere)))
        .contains("with other resources or conditions", "cloud-other");
  }

  @Test
  void everything_that_is_different_is_told_at_once() {
    Role other =
        Role.of(
                WANTED.name(),
                WANTED.description(),
                PolicyDocument.of(Statement.allow("All", "sts:AssumeRole").byAws("*")),
                "arn:aws:iam::aws:policy/AdministratorAccess")
            .attaching("arn:aws:iam::aws:policy/AdministratorAccess");
    assertThat(said(other, false))
        .contains(
            "no tag clickhouse-byoc-infrastructure of this infrastructure, needed"
                + " clickhouse-byoc-infrastructure=mhp0y4dmph")
        .contains("the path /, needed the path /clickhouse-byoc/")
        .contains("the permissions boundary arn:aws:iam::aws:policy/AdministratorAccess, needed")
        .contains("the trust policy {")
        .contains("the policy arn:aws:iam::aws:policy/AdministratorAccess attached")
        .contains("no policy access, needed that of the role template");
  }

  @Test
  void longer_sessions_and_another_region_are_told() {
    Role.Observed seen = seen(WANTED);
    Role.Observed other =
        new Role.Observed(
            seen.arn(),
            seen.id(),
            seen.name(),
            seen.path(),
            seen.description(),
            seen.trust(),
            Set.of(),
            seen.inlinePolicies(),
            seen.boundary(),
            Duration.ofHours(12),
            Optional.empty(),
            "us-east-1");
    assertThat(
            CustomerRole.differences(WANTED, new CustomerRole.Observed(other, true, "mhp0y4dmph")))
        .extracting(CustomerRole.Difference::toString)
        .containsExactly(
            "found no tag clickhouse-byoc-region, needed clickhouse-byoc-region=us-east-1",
            "found sessions of up to 43200 s, needed up to 3600 s");
  }
}
