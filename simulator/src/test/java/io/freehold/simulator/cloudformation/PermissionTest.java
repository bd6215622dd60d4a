package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.cloudformation.StackLab.ROLE;
import static io.freehold.simulator.cloudformation.StackLab.STACK;
import static io.freehold.simulator.cloudformation.StackLab.creation;
import static io.freehold.simulator.iam.IamWorld.allow;
import static io.freehold.simulator.iam.IamWorld.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.iam.IamWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Tag;

class PermissionTest {
  private static final String STACKS =
      "arn:aws:cloudformation:us-east-1:111122223333:stack/freehold/*";

  private final StackLab lab = new StackLab();

  private CloudFormationClient as(String... policies) {
    String role = lab.world.role("admin", policies);
    return lab.world.as(lab.world.assume(role), CloudFormationClient.class);
  }

  @Test
  void callsAreAllowedOnTheStacksArn() {
    CloudFormationClient admin = as(allow("cloudformation:*", STACKS), allow("iam:*", "*"));
    String id = admin.createStack(creation(ROLE, "ExternalId=a").build()).stackId();
    lab.world.clock.advance(Duration.ofMinutes(1));
    assertThat(
            admin.describeStacks(r -> r.stackName(STACK)).stacks().getFirst().stackStatusAsString())
        .isEqualTo("CREATE_COMPLETE");
    assertThat(admin.describeStackEvents(r -> r.stackName(id)).stackEvents()).isNotEmpty();
    assertDenied(
        () -> admin.createStack(creation(ROLE, "ExternalId=a").stackName("other").build()),
        "is not authorized to perform: cloudformation:CreateStack on resource:"
            + " arn:aws:cloudformation:us-east-1:111122223333:stack/other/* because no"
            + " identity-based policy allows the cloudformation:CreateStack action");
    assertDenied(
        () -> admin.describeStacks(),
        "cloudformation:DescribeStacks on resource:"
            + " arn:aws:cloudformation:us-east-1:111122223333:stack/*/*");
    assertDenied(
        () -> admin.validateTemplate(r -> r.templateBody(ROLE)),
        "cloudformation:ValidateTemplate on resource: *");
  }

  private static void assertDenied(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CloudFormationException.class,
            no -> assertThat(IamWorld.codeOf(no)).isEqualTo("AccessDenied"))
        .hasMessageContaining(message);
  }

  @Test
  void tagsOfTheStackCanBeAskedFor() {
    CloudFormationClient admin =
        as(
            statement(
                "Allow",
                "cloudformation:CreateStack",
                STACKS,
                "{\"StringEquals\":{\"aws:RequestTag/team\":\"data\"}}"),
            statement(
                "Allow",
                "cloudformation:DeleteStack",
                STACKS,
                "{\"StringEquals\":{\"aws:ResourceTag/team\":\"data\"}}"),
            allow("iam:*", "*"));
    assertDenied(
        () -> admin.createStack(creation(ROLE, "ExternalId=a").build()),
        "cloudformation:CreateStack");
    String id =
        admin
            .createStack(
                creation(ROLE, "ExternalId=a")
                    .tags(Tag.builder().key("team").value("data").build())
                    .build())
            .stackId();
    lab.settle(id);
    admin.deleteStack(r -> r.stackName(id));
    assertThat(lab.settle(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
  }

  @Test
  void resourcesAreMadeWithTheCallersPermissionsAndNoMore() {
    CloudFormationClient admin =
        as(
            allow("cloudformation:*", STACKS),
            allow("iam:*Policy*", "arn:aws:iam::111122223333:policy/*"));
    String id = admin.createStack(creation(ROLE, "ExternalId=a").build()).stackId();
    assertThat(lab.settle(id).stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.reason(id))
        .contains("User: arn:aws:sts::111122223333:assumed-role/admin/test is not authorized")
        .contains("iam:CreateRole on resource: arn:aws:iam::111122223333:role/Click")
        .contains("HandlerErrorCode: AccessDenied");
    assertThat(lab.world.aws.callLog().of("iam:CreateRole"))
        .last()
        .satisfies(call -> {
          assertThat(call.outcome()).isEqualTo(CallRecord.Outcome.DENIED);
          assertThat(call.principal())
              .isEqualTo("arn:aws:sts::111122223333:assumed-role/admin/test");
        });
  }
}
