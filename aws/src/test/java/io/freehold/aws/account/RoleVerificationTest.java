package io.freehold.aws.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.account.Finding.Code;
import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.onboarding.CloudFormationTemplate;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.aws.session.AwsClients;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.customer.StackDeployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Tag;

/** Every check of a management role on an AWS that evaluates trust policies, broken one by one. */
class RoleVerificationTest {
  private static final String CUSTOMER = "111122223333";
  private static final String VENDOR = "999988887777";
  private static final String EXTERNAL_ID = "k3Yq0Zr8LmNp2Xs5Tv7Wb9Cd1Ef4Gh6J";
  private static final String ROLE =
      "arn:aws:iam::" + CUSTOMER + ":role/byoc/ClickHouseManagementRole";
  private static final String US = "'AWS':'arn:aws:iam::" + VENDOR + ":root'";
  private static final String KNOWS_THE_ID =
      ",'Condition':{'StringEquals':{'sts:ExternalId':'" + EXTERNAL_ID + "'}}";
  private static final String LOOKS_AT_ITSELF =
      "{'Statement':[{'Effect':'Allow','Action':'iam:GetRole','Resource':'" + ROLE + "'}]}";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  private final IamClient admin =
      aws.client(IamClient.class, aws.rootOf(CUSTOMER), Region.US_EAST_1);

  private Collection<Permission> granted = List.of();

  private void make(String trust) {
    make(trust, LOOKS_AT_ITSELF);
  }

  private void make(String trust, String policy) {
    admin.createRole(r ->
        r.roleName("ClickHouseManagementRole")
            .path("/byoc/")
            .assumeRolePolicyDocument(trust.replace('\'', '"'))
            .tags(Tag.builder().key(AwsSession.TEMPLATE_VERSION_TAG).value("7").build()));
    admin.putRolePolicy(r ->
        r.roleName("ClickHouseManagementRole")
            .policyName("self")
            .policyDocument(policy.replace('\'', '"')));
  }

  private static String trust(String... statements) {
    return "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
  }

  private static String allow(String principal, String condition) {
    return "{'Effect':'Allow','Principal':{%s},'Action':['sts:AssumeRole','sts:TagSession']%s}"
        .formatted(principal, condition);
  }

  private Verification verify() {
    return verify(EXTERNAL_ID, CUSTOMER);
  }

  private Verification verify(String externalId, String accountId) {
    return verification(aws::client, aws.rootOf(VENDOR))
        .verify(new RoleSessions.Role(ROLE, externalId), accountId, "eu-central-1");
  }

  private RoleVerification verification(AwsClients clients, AwsCredentialsProvider own) {
    return new RoleVerification(new RoleSessions(clients, own, clock), Optional.empty(), granted);
  }

  private static List<Code> codes(Verification verification) {
    return switch (verification) {
      case Verification.Sound(RoleFacts role, List<Finding> warnings) -> List.of();
      case Verification.Unusable(List<Finding> findings) ->
          findings.stream().map(Finding::code).toList();
      case Verification.Unsafe(List<Finding> findings) ->
          findings.stream().map(Finding::code).toList();
      case Verification.Undecided(Failure failure) -> throw new AssertionError(failure);
    };
  }

  private static String text(Verification verification) {
    return switch (verification) {
      case Verification.Unsafe(List<Finding> findings) -> findings.getFirst().sentence();
      case Verification.Unusable(List<Finding> findings) -> findings.getFirst().sentence();
      case Verification.Sound sound -> throw new AssertionError(sound);
      case Verification.Undecided undecided -> throw new AssertionError(undecided);
    };
  }

  @Test
  void a_role_as_the_template_makes_it_is_sound_and_says_where_it_stands() {
    admin.createPolicy(p ->
        p.policyName("bound")
            .policyDocument(
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
    make(trust(allow(US, KNOWS_THE_ID)));
    admin.putRolePermissionsBoundary(r ->
        r.roleName("ClickHouseManagementRole")
            .permissionsBoundary("arn:aws:iam::" + CUSTOMER + ":policy/bound"));

    assertThat(verify())
        .isEqualTo(
            new Verification.Sound(
                new RoleFacts(
                    "/byoc/",
                    Optional.of("arn:aws:iam::" + CUSTOMER + ":policy/bound"),
                    Optional.of("7")),
                List.of()));
  }

  @Test
  void a_policy_that_was_taken_off_is_told_as_a_warning() {
    granted = Catalogue.permissions();
    Map<String, String> outputs =
        new StackDeployment(aws, CUSTOMER, "eu-central-1", clock::advance)
            .create(
                "freehold",
                new CloudFormationTemplate(
                        Map.of(
                            Parameter.EXTERNAL_ID,
                            EXTERNAL_ID,
                            Parameter.VENDOR_PRINCIPAL,
                            "arn:aws:iam::" + VENDOR + ":root"))
                    .text(),
                Map.of());
    clock.advance(Duration.ofMinutes(2));
    String role = Objects.requireNonNull(outputs.get(CloudFormationTemplate.OUTPUT));
    assertThat(warnings(role)).isEmpty();

    Lever busy = aws.levers().throttle("iam:SimulatePrincipalPolicy", 0);
    assertThat(warnings(role)).extracting(Finding::code).containsExactly(Code.NOT_CHECKED);
    busy.release();

    String name = role.substring(role.lastIndexOf('/') + 1);
    String ec2 =
        admin.listAttachedRolePolicies(r -> r.roleName(name)).attachedPolicies().stream()
            .map(AttachedPolicy::policyArn)
            .filter(arn -> arn.endsWith("-ec2"))
            .findFirst()
            .orElseThrow();
    admin.detachRolePolicy(r -> r.roleName(name).policyArn(ec2));
    clock.advance(Duration.ofMinutes(2));
    assertThat(warnings(role))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo(Code.PERMISSIONS_MISSING);
          assertThat(finding.found()).startsWith("a role that may not ec2:Describe");
        });
  }

  private List<Finding> warnings(String role) {
    Verification found =
        verification(aws::client, aws.rootOf(VENDOR))
            .verify(new RoleSessions.Role(role, EXTERNAL_ID), CUSTOMER, "eu-central-1");
    assertThat(found).isInstanceOf(Verification.Sound.class);
    return ((Verification.Sound) found).warnings();
  }

  @Test
  void what_the_role_must_allow_for_it_is_declared() {
    make(trust(allow(US, KNOWS_THE_ID)));
    verify();

    assertThat(aws.callLog().records())
        .filteredOn(call -> call.principal().contains("assumed-role"))
        .filteredOn(call -> !call.action().equals("sts:GetCallerIdentity"))
        .extracting(CallRecord::action)
        .containsExactlyElementsOf(RoleVerification.ACTIONS.all());
  }

  @Test
  void a_role_that_asks_for_no_external_id_is_unsafe_however_well_it_works() {
    make(trust(allow(US, "")));

    Verification found = verify();
    assertThat(found).isInstanceOf(Verification.Unsafe.class);
    assertThat(codes(found)).containsExactly(Code.EXTERNAL_ID_NOT_DEMANDED);
    assertThat(text(found))
        .contains("assumed without an external ID")
        .contains("assumed with a wrong external ID")
        .contains("statement 1 of the trust policy")
        .contains("needed StringEquals sts:ExternalId " + EXTERNAL_ID);
  }

  /** Each of the two attempts finds what the other cannot. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'StringEqualsIfExists':{'sts:ExternalId':'" + EXTERNAL_ID + "'}}",
        "{'Null':{'sts:ExternalId':'false'}}"
      })
  void a_role_is_tried_without_an_external_id_and_with_a_wrong_one(String condition) {
    make(trust(allow(US, ",'Condition':" + condition)));

    String text = text(verify());
    assertThat(text.contains("without an external ID")).isEqualTo(condition.contains("IfExists"));
    assertThat(text.contains("with a wrong external ID")).isEqualTo(condition.contains("Null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'AWS':'*'",
        "'AWS':'arn:aws:iam::444455556666:root'",
        "'AWS':'arn:aws:iam::444455556666:role/Friend'",
        "'Service':'ec2.amazonaws.com'"
      })
  void whoever_else_is_let_in_is_found_even_with_the_external_id(String stranger) {
    make(trust(allow(US, KNOWS_THE_ID), allow(stranger, KNOWS_THE_ID)));

    Verification found = verify();
    assertThat(found).isInstanceOf(Verification.Unsafe.class);
    assertThat(codes(found)).containsExactly(Code.TRUST_TOO_WIDE);
    assertThat(text(found))
        .contains(stranger.substring(stranger.indexOf(":'") + 2, stranger.length() - 1))
        .contains("needed only arn:aws:iam::" + VENDOR + ":root");
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    make(
        trust(allow("'AWS':['" + VENDOR + "','*']", "")),
        "{'Statement':[{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}]}");

    assertThat(codes(verify(EXTERNAL_ID, "444455556666")))
        .containsExactlyInAnyOrder(
            Code.ACCOUNT_MISMATCH, Code.ROLE_UNREADABLE, Code.EXTERNAL_ID_NOT_DEMANDED);
  }

  @Test
  void a_role_that_leads_elsewhere_is_refused() {
    make(trust(allow(US, KNOWS_THE_ID)));

    Verification found = verify(EXTERNAL_ID, "444455556666");
    assertThat(found).isInstanceOf(Verification.Unsafe.class);
    assertThat(text(found))
        .contains("account-mismatch")
        .contains(CUSTOMER)
        .contains("444455556666");
  }

  @Test
  void a_role_that_is_gone_asks_for_another_id_or_trusts_somebody_else_is_unusable() {
    assertThat(codes(verify())).containsExactly(Code.ROLE_NOT_ASSUMABLE);
    make(trust(allow(US, KNOWS_THE_ID)));
    assertThat(codes(verify("another-external-id", CUSTOMER)))
        .containsExactly(Code.ROLE_NOT_ASSUMABLE);
    admin.updateAssumeRolePolicy(r ->
        r.roleName("ClickHouseManagementRole")
            .policyDocument(trust(allow("'AWS':'444455556666'", KNOWS_THE_ID)).replace('\'', '"')));

    Verification found = verify();
    assertThat(found).isInstanceOf(Verification.Unusable.class);
    assertThat(text(found))
        .startsWith("role-not-assumable: found AccessDenied")
        .contains(ROLE)
        .contains("arn:aws:iam::" + VENDOR + ":root")
        .contains(EXTERNAL_ID);
  }

  @Test
  void a_trust_policy_without_session_tags_is_told_apart() {
    make(
        trust(
            "{'Effect':'Allow','Principal':{%s},'Action':'sts:AssumeRole'%s}"
                .formatted(US, KNOWS_THE_ID)));

    assertThat(codes(verify())).containsExactly(Code.SESSION_TAGS_REFUSED);
  }

  @Test
  void a_role_that_may_not_look_at_itself_is_not_taken_for_safe() {
    make(
        trust(allow(US, KNOWS_THE_ID)),
        "{'Statement':[{'Effect':'Allow','Action':'s3:ListBucket','Resource':'*'}]}");

    Verification found = verify();
    assertThat(found).isInstanceOf(Verification.Unusable.class);
    assertThat(codes(found)).containsExactly(Code.ROLE_UNREADABLE);
  }

  @Test
  void throttling_outages_and_credentials_of_our_own_say_nothing_of_the_role() {
    make(trust(allow(US, KNOWS_THE_ID)));
    for (String action : List.of("sts:AssumeRole", "sts:GetCallerIdentity", "iam:GetRole")) {
      var storm = aws.levers().throttle(action, 0);
      Verification found = verify();
      storm.release();
      assertThat(found)
          .as(action)
          .isInstanceOfSatisfying(
              Verification.Undecided.class,
              undecided ->
                  assertThat(undecided.failure().kind()).isEqualTo(Failure.Kind.THROTTLED));
    }
    var down = aws.levers().regionDown("eu-central-1", Duration.ofHours(1));
    assertThat(verify()).isInstanceOf(Verification.Undecided.class);
    down.release();

    AwsCredentialsProvider unknown =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAUNKNOWN", "x"));
    assertThat(
            verification(aws::client, unknown)
                .verify(new RoleSessions.Role(ROLE, EXTERNAL_ID), CUSTOMER, "eu-central-1"))
        .isInstanceOf(Verification.Undecided.class);
  }

  @Test
  void an_emulator_is_not_trusted_with_what_it_cannot_check_and_that_is_said() {
    make(trust(allow("'AWS':'*'", "")));
    AwsClients emulator =
        new AwsClients() {
          @Override
          public <T extends SdkClient> T client(
              Class<T> type, AwsCredentialsProvider credentials, Region region) {
            return aws.client(type, credentials, region);
          }

          @Override
          public boolean isEmulator() {
            return true;
          }
        };

    Verification found =
        verification(emulator, aws.rootOf(VENDOR))
            .verify(new RoleSessions.Role(ROLE, EXTERNAL_ID), CUSTOMER, "eu-central-1");
    assertThat(found)
        .isInstanceOfSatisfying(
            Verification.Sound.class,
            sound ->
                assertThat(sound.warnings())
                    .singleElement()
                    .satisfies(warning ->
                        assertThat(warning.sentence())
                            .startsWith("not-checked: found an emulator instead of AWS")));
    assertThat(aws.callLog().of("sts:AssumeRole")).hasSize(1);
  }
}
