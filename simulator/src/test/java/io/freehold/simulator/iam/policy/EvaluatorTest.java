package io.freehold.simulator.iam.policy;

import static io.freehold.simulator.iam.policy.Trial.ACCOUNT;
import static io.freehold.simulator.iam.policy.Trial.ALLOW_ALL;
import static io.freehold.simulator.iam.policy.Trial.OTHER;
import static io.freehold.simulator.iam.policy.Trial.ROLE;
import static io.freehold.simulator.iam.policy.Trial.SESSION;
import static io.freehold.simulator.iam.policy.Trial.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.iam.policy.Verdict.Ground;
import org.junit.jupiter.api.Test;

/** The rules of AWS's page on evaluation logic, one by one. */
class EvaluatorTest {
  private static final String DENY_ALL =
      policy("{\"Sid\":\"No\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}");
  private static final String ONLY_EC2 =
      policy("{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}");

  @Test
  void nothingIsAllowedByDefault() {
    Verdict verdict = new Trial().verdict();
    assertThat(verdict).isEqualTo(new Verdict.NotGranted(Layer.IDENTITY, "s3:GetObject"));
    assertThat(verdict.because())
        .isEqualTo("no identity-based policy allows the s3:GetObject action");
  }

  @Test
  void anIdentityPolicyAllows() {
    assertThat(new Trial().identity(ONLY_EC2, ALLOW_ALL).verdict().because())
        .isEqualTo("allowed by [IDENTITY identity All]");
  }

  @Test
  void anExplicitDenyInAnyLayerWins() {
    Trial allowed =
        new Trial()
            .identity(ALLOW_ALL)
            .boundary(ALLOW_ALL)
            .session(ALLOW_ALL)
            .organization(ALLOW_ALL)
            .resourceOf(ACCOUNT, bucketPolicy("Allow", "\"AWS\":\"" + SESSION + "\""));
    assertThat(allowed.allowed()).isTrue();
    assertForbidden(trial().identity(ALLOW_ALL, DENY_ALL), Layer.IDENTITY);
    assertForbidden(trial().boundary(DENY_ALL), Layer.BOUNDARY);
    assertForbidden(trial().session(ALLOW_ALL, DENY_ALL), Layer.SESSION);
    assertForbidden(trial().organization(ALLOW_ALL, DENY_ALL), Layer.ORGANIZATION);
    assertForbidden(
        trial().resourceOf(ACCOUNT, bucketPolicy("Deny", "\"AWS\":\"*\"")), Layer.RESOURCE);
    assertThat(trial().boundary(DENY_ALL).verdict().because())
        .isEqualTo("with an explicit deny in a permissions boundary");
  }

  private static Trial trial() {
    return new Trial().identity(ALLOW_ALL);
  }

  private static void assertForbidden(Trial trial, Layer layer) {
    assertThat(trial.verdict())
        .isInstanceOfSatisfying(
            Verdict.Forbidden.class, no -> assertThat(no.ground().layer()).isEqualTo(layer));
  }

  @Test
  void whatDecidedIsNamedByItsSidOrItsPlace() {
    String document =
        policy(
            "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
            "{\"Effect\":\"Deny\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}");
    assertThat(new Trial().identity(document).verdict())
        .isEqualTo(new Verdict.Forbidden(new Ground(Layer.IDENTITY, "identity", "#2")));
  }

  @Test
  void boundarySessionAndEveryLevelOfTheOrganizationMustAllowToo() {
    assertThat(trial().boundary(ONLY_EC2).verdict().because())
        .isEqualTo("no permissions boundary allows the s3:GetObject action");
    assertThat(trial().session(ONLY_EC2).verdict().because())
        .isEqualTo("no session policy allows the s3:GetObject action");
    assertThat(trial().organization(ALLOW_ALL, ONLY_EC2).verdict().because())
        .isEqualTo("no service control policy allows the s3:GetObject action");
    assertThat(trial().session(ONLY_EC2, ALLOW_ALL).allowed()).isTrue();
  }

  @Test
  void noneOfThoseGrantsAnythingByItself() {
    Trial trial = new Trial().boundary(ALLOW_ALL).session(ALLOW_ALL).organization(ALLOW_ALL);
    assertThat(trial.verdict()).isEqualTo(new Verdict.NotGranted(Layer.IDENTITY, "s3:GetObject"));
  }

  @Test
  void inTheSameAccountAResourceMayGrantByItselfButItsAccountOnlyDelegates() {
    assertThat(granting("\"AWS\":\"" + ROLE + "\"").allowed()).isTrue();
    assertThat(granting("\"AWS\":\"" + SESSION + "\"").allowed()).isTrue();
    assertThat(granting("\"AWS\":\"*\"").allowed()).isTrue();
    assertThat(granting("\"AWS\":\"" + ACCOUNT + "\"").allowed()).isFalse();
    assertThat(granting("\"AWS\":\"arn:aws:iam::111122223333:role/other\"").allowed()).isFalse();
  }

  @Test
  void aGrantToARoleStaysWithinItsBoundaryAndSessionAndAGrantToTheSessionDoesNot() {
    for (String limit : new String[] {"boundary", "session"}) {
      Trial role = granting("\"AWS\":\"" + ROLE + "\"");
      Trial session = granting("\"AWS\":\"" + SESSION + "\"");
      assertThat((limit.equals("session") ? role.session(ONLY_EC2) : role.boundary(ONLY_EC2)))
          .extracting(Trial::allowed)
          .isEqualTo(false);
      assertThat((limit.equals("session") ? session.session(ONLY_EC2) : session.boundary(ONLY_EC2)))
          .extracting(Trial::allowed)
          .isEqualTo(true);
    }
    assertThat(granting("\"AWS\":\"" + SESSION + "\"").organization(ONLY_EC2).allowed()).isFalse();
  }

  private static Trial granting(String principal) {
    return new Trial().resourceOf(ACCOUNT, bucketPolicy("Allow", principal));
  }

  @Test
  void acrossAccountsBothSidesMustAllow() {
    String toRole = bucketPolicy("Allow", "\"AWS\":\"" + ROLE + "\"");
    String toAccount = bucketPolicy("Allow", "\"AWS\":\"arn:aws:iam::111122223333:root\"");
    assertThat(trial().resourceOf(OTHER).verdict().because())
        .isEqualTo("no resource-based policy allows the s3:GetObject action");
    assertThat(new Trial().resourceOf(OTHER, toRole).verdict().because())
        .isEqualTo("no identity-based policy allows the s3:GetObject action");
    assertThat(trial().resourceOf(OTHER, toRole).allowed()).isTrue();
    assertThat(trial().resourceOf(OTHER, toAccount).allowed()).isTrue();
    assertThat(trial().boundary(ONLY_EC2).resourceOf(OTHER, toRole).allowed()).isFalse();
  }

  @Test
  void nobodyAssumesARoleWithoutTheWordOfItsTrustPolicy() {
    assertThat(assuming(OTHER).identity(ALLOW_ALL).roleOf(ACCOUNT, trust(OTHER)).verdict())
        .isEqualTo(new Verdict.NotGranted(Layer.TRUST, "sts:AssumeRole"));
    assertThat(
            assuming(OTHER).identity(ALLOW_ALL).roleOf(ACCOUNT, trust(OTHER)).verdict().because())
        .isEqualTo("no role trust policy allows the sts:AssumeRole action");
    // The account named: its own policies decide.
    assertThat(assuming(OTHER).roleOf(ACCOUNT, trust(ACCOUNT)).allowed()).isFalse();
    assertThat(assuming(OTHER).identity(ALLOW_ALL).roleOf(ACCOUNT, trust(ACCOUNT)).allowed())
        .isTrue();
    // The role itself named, in its own account: enough.
    assertThat(assuming(OTHER).roleOf(ACCOUNT, trust(ROLE)).allowed()).isTrue();
    // From another account never enough.
    assertThat(assuming(OTHER).roleOf(OTHER, trust(ROLE)).allowed()).isFalse();
    assertThat(assuming(OTHER).identity(ALLOW_ALL).roleOf(OTHER, trust(ROLE)).allowed()).isTrue();
  }

  private static Trial assuming(String account) {
    return new Trial().doing("sts:AssumeRole", "arn:aws:iam::" + account + ":role/target");
  }

  private static String trust(String principal) {
    return policy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + principal
            + "\"},\"Action\":\"sts:AssumeRole\"}");
  }

  @Test
  void aServiceIsAllowedOnlyWhereItIsNamed() {
    String eks =
        policy(
            "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"eks.amazonaws.com\"]},"
                + "\"Action\":\"sts:AssumeRole\"}");
    Trial trial = assuming(ACCOUNT).roleOf(ACCOUNT, eks);
    assertThat(trial.by(new Caller.AwsService("eks.amazonaws.com")).allowed()).isTrue();
    assertThat(trial.by(new Caller.AwsService("ec2.amazonaws.com")).allowed()).isFalse();
    assertThat(trial.by(new Caller.Account(ACCOUNT)).allowed()).isFalse();
  }

  @Test
  void anAccountMayDoEverythingAtHomeUnlessForbiddenAndNothingElsewhere() {
    Trial trial = new Trial().by(new Caller.Account(ACCOUNT));
    assertThat(trial.allowed()).isTrue();
    assertThat(trial.resourceOf(OTHER).allowed()).isFalse();
    assertThat(
            trial.resourceOf(OTHER, bucketPolicy("Allow", "\"AWS\":\"" + ACCOUNT + "\"")).allowed())
        .isTrue();
    assertThat(trial.resourceOf(ACCOUNT, bucketPolicy("Deny", "\"AWS\":\"*\"")).allowed())
        .isFalse();
    assertThat(new Trial().by(new Caller.Account(ACCOUNT)).organization(ONLY_EC2).allowed())
        .isFalse();
  }

  @Test
  void aDenyForAnAccountIsADenyForItsRoles() {
    Trial trial = trial().resourceOf(ACCOUNT, bucketPolicy("Deny", "\"AWS\":\"111122223333\""));
    assertForbidden(trial, Layer.RESOURCE);
  }

  @Test
  void anAbsentKeyThatTheSimulatorDoesNotSupplyIsNeitherAPassNorADenial() {
    String document =
        policy(
            "{\"Sid\":\"Home\",\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\","
                + "\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}}");
    assertThatThrownBy(() -> trial().identity(ALLOW_ALL, document).verdict())
        .isInstanceOf(UnsuppliedKey.class)
        .hasMessageContaining("aws:SourceVpce: found in statement Home of identity");
    assertForbidden(
        trial().identity(ALLOW_ALL, document).given("aws:SourceVpce", "vpce-1"), Layer.IDENTITY);
    // A statement about another action does not depend on it.
    assertThat(trial().identity(ALLOW_ALL, document).doing("ec2:CreateVpc", "*").allowed())
        .isTrue();
  }

  private static String bucketPolicy(String effect, String principal) {
    return policy(
        "{\"Effect\":\""
            + effect
            + "\",\"Principal\":{"
            + principal
            + "},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\"}");
  }
}
