package io.freehold.simulator.iam.sts;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static io.freehold.simulator.iam.IamWorld.credentials;
import static io.freehold.simulator.iam.IamWorld.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.iam.IamWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

class AssumeRoleTest {
  private static final String WITH_ID =
      IamWorld.trust(
          "\"AWS\":\"arn:aws:iam::999988887777:root\"",
          "{\"StringEquals\":{\"sts:ExternalId\":\"secret-1\"}}");

  private final IamWorld world = new IamWorld();
  private final StsClient vendor = world.root(StsClient.class, VENDOR);

  @Test
  void theExternalIdMustBeTheOneThatTheTrustPolicyNames() {
    String arn = role("mgmt", WITH_ID);
    AssumeRoleResponse answer = vendor.assumeRole(request(arn).externalId("secret-1").build());
    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/mgmt/s1");
    assertThat(answer.credentials().expiration())
        .isEqualTo(world.clock.instant().plusSeconds(3600));
    assertDenied(vendor, request(arn));
    assertDenied(vendor, request(arn).externalId("secret-2"));
  }

  @Test
  void anAccountThatIsNotNamedIsRefusedAsIfTheRoleDidNotExist() {
    String arn = role("mgmt", WITH_ID);
    StsClient stranger = world.root(StsClient.class, "555566667777");
    String first = assertDenied(stranger, request(arn).externalId("secret-1"));
    String second = assertDenied(stranger, request(arn + "x").externalId("secret-1"));
    assertThat(first.replace(arn, arn + "x")).isEqualTo(second);
    assertThat(first)
        .startsWith(
            "User: arn:aws:iam::555566667777:root is not authorized to perform: sts:AssumeRole on"
                + " resource: arn:aws:iam::111122223333:role/mgmt because no role trust policy"
                + " allows the sts:AssumeRole action");
  }

  @Test
  void aRoleOfTheVendorNeedsPermissionOnBothSides() {
    String target = role("mgmt", WITH_ID);
    IamClient vendorIam = world.root(IamClient.class, VENDOR);
    String worker =
        vendorIam
            .createRole(r -> r.roleName("worker").assumeRolePolicyDocument(IamWorld.TRUST_VENDOR))
            .role()
            .arn();
    StsClient sts = world.as(world.assume(worker), StsClient.class);
    String text = assertDenied(sts, request(target).externalId("secret-1"));
    assertThat(text).contains("because no identity-based policy allows the sts:AssumeRole action");
    vendorIam.putRolePolicy(r ->
        r.roleName("worker")
            .policyName("p")
            .policyDocument(allow("sts:AssumeRole", "arn:aws:iam::*:role/mgmt")));
    sts.assumeRole(request(target).externalId("secret-1").build());
    assertDenied(sts, request(target).externalId("secret-1").tags(tag("infra", "a1")));
    vendorIam.putRolePolicy(
        r -> r.roleName("worker").policyName("t").policyDocument(allow("sts:TagSession", "*")));
    sts.assumeRole(request(target).externalId("secret-1").tags(tag("infra", "a1")).build());
  }

  @Test
  void whoAmINeedsNoPermission() {
    GetCallerIdentityResponse me =
        world
            .as(world.assume(role("r", IamWorld.TRUST_VENDOR)), StsClient.class)
            .getCallerIdentity();
    assertThat(me.account()).isEqualTo(ACCOUNT);
    assertThat(me.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/r/test");
    assertThat(me.userId()).matches("AROA[0-9A-F]{17}:test");
    assertThat(vendor.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::999988887777:root");
  }

  @Test
  void aSessionEndsOnTheWorldsClock() {
    String arn = role("r", IamWorld.TRUST_VENDOR);
    StsClient session =
        world.as(
            credentials(vendor.assumeRole(request(arn).durationSeconds(900).build()).credentials()),
            StsClient.class);
    world.clock.advance(Duration.ofSeconds(899));
    session.getCallerIdentity();
    world.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(session::getCallerIdentity)
        .isInstanceOfSatisfying(
            StsException.class, no -> assertThat(IamWorld.codeOf(no)).isEqualTo("ExpiredToken"));
    AwsCredentials unknown = AwsBasicCredentials.create("AKIANOBODY", "x");
    assertThatThrownBy(() -> world.as(unknown, StsClient.class).getCallerIdentity())
        .isInstanceOfSatisfying(
            StsException.class,
            no -> assertThat(IamWorld.codeOf(no)).isEqualTo("InvalidClientTokenId"));
  }

  @Test
  void aSessionIsNotLongerThanTheRoleAllowsAndAChainedOneNotLongerThanAnHour() {
    String arn = role("r", IamWorld.TRUST_VENDOR);
    assertInvalid(vendor, request(arn).durationSeconds(899));
    assertInvalid(vendor, request(arn).durationSeconds(3601));
    world.iam.updateRole(r -> r.roleName("r").maxSessionDuration(7200));
    vendor.assumeRole(request(arn).durationSeconds(7200).build());
    world.iam.putRolePolicy(
        r -> r.roleName("r").policyName("p").policyDocument(allow("sts:*", "*")));
    String next = role("next", IamWorld.trust("\"AWS\":\"" + ACCOUNT + "\""));
    world.iam.updateRole(r -> r.roleName("next").maxSessionDuration(7200));
    StsClient session = world.as(world.assume(arn), StsClient.class);
    session.assumeRole(request(next).build());
    assertThatThrownBy(() -> session.assumeRole(request(next).durationSeconds(3601).build()))
        .hasMessageContaining("1 hour session limit for roles assumed by role chaining");
  }

  @Test
  void aSessionPolicyNarrowsTheSession() {
    String arn = role("r", IamWorld.TRUST_VENDOR);
    world.iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(allow("*", "*")));
    Ec2Client narrowed =
        world.as(
            credentials(
                vendor.assumeRole(request(arn).policy(allow("s3:*", "*")).build()).credentials()),
            Ec2Client.class);
    assertThatThrownBy(narrowed::describeAvailabilityZones)
        .hasMessageContaining("because no session policy allows");
    Ec2Client wide =
        world.as(
            credentials(
                vendor
                    .assumeRole(
                        request(arn)
                            .policy(allow("s3:*", "*"))
                            .policyArns(
                                PolicyDescriptorType.builder()
                                    .arn("arn:aws:iam::aws:policy/AdministratorAccess")
                                    .build())
                            .build())
                    .credentials()),
            Ec2Client.class);
    wide.describeAvailabilityZones();
    assertThatThrownBy(() -> vendor.assumeRole(request(arn).policy("{}").build()))
        .isInstanceOf(MalformedPolicyDocumentException.class);
  }

  @Test
  void sessionTagsAreTheCallersTagsAboveThoseOfTheRole() {
    String arn = role("r", IamWorld.TRUST_VENDOR);
    world.iam.tagRole(r ->
        r.roleName("r")
            .tags(
                software.amazon.awssdk.services.iam.model.Tag.builder()
                    .key("infra")
                    .value("none")
                    .build()));
    world.iam.putRolePolicy(r ->
        r.roleName("r")
            .policyName("p")
            .policyDocument(
                statement(
                    "Allow",
                    "ec2:*",
                    "*",
                    "{\"StringEquals\":{\"aws:PrincipalTag/infra\":\"a1\"}}")));
    Ec2Client tagged =
        world.as(
            credentials(
                vendor.assumeRole(request(arn).tags(tag("Infra", "a1")).build()).credentials()),
            Ec2Client.class);
    tagged.describeAvailabilityZones();
    Ec2Client plain = world.as(world.assume(arn), Ec2Client.class);
    assertThatThrownBy(plain::describeAvailabilityZones)
        .hasMessageContaining("no identity-based policy");
  }

  @Test
  void taggingASessionNeedsTheWordOfTheTrustPolicyToo() {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"sts:AssumeRole"},
          {"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"sts:TagSession",
           "Condition":{"StringLike":{"aws:RequestTag/infra":"a?"},
                        "ForAllValues:StringEquals":{"aws:TagKeys":["infra"]}}}]}\
        """;
    String arn = role("r", trust);
    vendor.assumeRole(request(arn).build());
    vendor.assumeRole(request(arn).tags(tag("infra", "a1")).build());
    assertDenied(vendor, request(arn).tags(tag("infra", "b1")));
    assertDenied(vendor, request(arn).tags(tag("infra", "a1"), tag("team", "x")));
    assertInvalid(vendor, request(arn).tags(tag("infra", "a1"), tag("INFRA", "a2")));
  }

  @Test
  void aSessionFromPodIdentityTakesItsTagsAlongIntoOtherRoles() {
    String cluster = "arn:aws:eks:us-east-1:111122223333:cluster/c";
    String pod =
        role(
            "exporter",
            IamWorld.trust(
                "\"Service\":\"pods.eks.amazonaws.com\"",
                "{\"ArnEquals\":{\"aws:SourceArn\":\"" + cluster + "\"}}"));
    world.iam.putRolePolicy(
        r -> r.roleName("exporter").policyName("p").policyDocument(allow("sts:*", "*")));
    String plainTrust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
          "Principal":{"AWS":"arn:aws:iam::111122223333:role/exporter"},
          "Action":"sts:AssumeRole"}]}\
        """;
    IamClient vendorIam = world.root(IamClient.class, VENDOR);
    String queue =
        vendorIam
            .createRole(r -> r.roleName("queue").assumeRolePolicyDocument(plainTrust))
            .role()
            .arn();
    Map<String, String> source = Map.of("aws:SourceArn", cluster);
    assertThatThrownBy(() -> podSession(pod, source)).isInstanceOf(Refusal.class);
    world.clock.advance(Duration.ofSeconds(9));
    assertThatThrownBy(() -> podSession(pod, Map.of("aws:SourceArn", cluster + "x")))
        .isInstanceOf(Refusal.class);
    StsClient sts = world.as(podSession(pod, source), StsClient.class);
    String text = assertDenied(sts, request(queue));
    assertThat(text).contains("sts:TagSession").contains("no role trust policy");
    vendorIam.updateAssumeRolePolicy(r ->
        r.roleName("queue")
            .policyDocument(
                IamWorld.trust(
                    "\"AWS\":\"arn:aws:iam::111122223333:role/exporter\"",
                    "{\"StringEquals\":{\"aws:RequestTag/kubernetes-namespace\":\"ns\"}}")));
    assertThatCode(() -> sts.assumeRole(request(queue).build())).doesNotThrowAnyException();
  }

  @Test
  void theTagsOfARoleAreThoseOfEverySessionThatAServiceHandsOutToo() {
    for (String service : List.of("pods.eks.amazonaws.com", "ec2.amazonaws.com")) {
      String name = "of-" + service.substring(0, service.indexOf('.'));
      String arn = role(name, IamWorld.trust("\"Service\":\"" + service + "\""));
      world.iam.tagRole(r ->
          r.roleName(name).tags(roleTag("infra", "a1"), roleTag("kubernetes-namespace", "none")));
      allowWhere(name, "{\"StringEquals\":{\"aws:PrincipalTag/infra\":\"a1\"}}");
      world.clock.advance(Duration.ofMinutes(1));
      AwsCredentials plain =
          world
              .aws
              .sts()
              .sessionFromService(service, arn, "s", Map.of(), Map.of(), Duration.ofHours(1));
      world.as(plain, Ec2Client.class).describeAvailabilityZones();
      // What the service says of the session stands above what the role says of itself.
      allowWhere(name, "{\"StringEquals\":{\"aws:PrincipalTag/kubernetes-namespace\":\"ns\"}}");
      assertThatThrownBy(() -> world.as(plain, Ec2Client.class).describeAvailabilityZones())
          .hasMessageContaining("no identity-based policy");
      AwsCredentials tagged =
          world
              .aws
              .sts()
              .sessionFromService(
                  service,
                  arn,
                  "s",
                  Map.of("kubernetes-namespace", "ns"),
                  Map.of(),
                  Duration.ofHours(1));
      world.as(tagged, Ec2Client.class).describeAvailabilityZones();
    }
  }

  private void allowWhere(String roleName, String condition) {
    world.iam.putRolePolicy(r ->
        r.roleName(roleName)
            .policyName("p")
            .policyDocument(statement("Allow", "ec2:*", "*", condition)));
  }

  private static software.amazon.awssdk.services.iam.model.Tag roleTag(String key, String value) {
    return software.amazon.awssdk.services.iam.model.Tag.builder().key(key).value(value).build();
  }

  private AwsCredentials podSession(String roleArn, Map<String, String> source) {
    return world
        .aws
        .sts()
        .sessionFromService(
            "pods.eks.amazonaws.com",
            roleArn,
            "eks-c-exporter",
            Map.of("kubernetes-namespace", "ns"),
            source,
            Duration.ofHours(6));
  }

  @Test
  void whatIsNotSimulatedFailsLoudly() {
    String arn = role("r", IamWorld.TRUST_VENDOR);
    assertThatThrownBy(() -> vendor.assumeRole(request(arn).sourceIdentity("me").build()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> vendor.getSessionToken())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private String role(String name, String trust) {
    return world.iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role().arn();
  }

  private static AssumeRoleRequest.Builder request(String roleArn) {
    return AssumeRoleRequest.builder().roleArn(roleArn).roleSessionName("s1");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String assertDenied(StsClient sts, AssumeRoleRequest.Builder request) {
    StsException no =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            StsException.class, () -> sts.assumeRole(request.build()));
    assertThat(no).isNotNull();
    assertThat(IamWorld.codeOf(no)).isEqualTo("AccessDenied");
    assertThat(no.statusCode()).isEqualTo(403);
    return no.awsErrorDetails().errorMessage();
  }

  private static void assertInvalid(StsClient sts, AssumeRoleRequest.Builder request) {
    assertThatThrownBy(() -> sts.assumeRole(request.build()))
        .isInstanceOfSatisfying(
            StsException.class, no -> assertThat(IamWorld.codeOf(no)).isEqualTo("ValidationError"));
  }
}
