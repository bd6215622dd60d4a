package io.freehold.simulator.customer;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.TRUST_VENDOR;
import static io.freehold.simulator.iam.IamWorld.VENDOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.iam.IamWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.sts.StsClient;

class StackDeploymentTest {
  private static final String TEMPLATE =
      """
      Parameters:
        RoleName: {Type: String, Default: ClickHouseManagementRole}
        Session: {Type: Number, Default: 3600}
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: !Ref RoleName
            MaxSessionDuration: !Ref Session
            AssumeRolePolicyDocument: '%s'
      Outputs:
        RoleArn: {Value: !GetAtt Role.Arn}
      """
          .formatted(TRUST_VENDOR);

  private final IamWorld world = new IamWorld();
  private final StackDeployment stacks =
      new StackDeployment(world.aws, ACCOUNT, "us-east-1", world.clock::advance);

  @Test
  void aStackIsDeployedChangedAndDeletedAsACustomerDoes() {
    Instant start = world.clock.instant();
    Map<String, String> outputs = stacks.create("freehold", TEMPLATE, Map.of());
    assertThat(outputs)
        .isEqualTo(Map.of("RoleArn", "arn:aws:iam::111122223333:role/ClickHouseManagementRole"));
    assertThat(Duration.between(start, world.clock.instant())).isLessThan(Duration.ofMinutes(1));
    assertThatCode(() ->
            world
                .root(StsClient.class, VENDOR)
                .assumeRole(r -> r.roleArn(outputs.get("RoleArn")).roleSessionName("test")))
        .doesNotThrowAnyException();
    stacks.update("freehold", TEMPLATE, Map.of("Session", "7200"));
    assertThat(
            world
                .iam
                .getRole(r -> r.roleName("ClickHouseManagementRole"))
                .role()
                .maxSessionDuration())
        .isEqualTo(7200);
    stacks.delete("freehold");
    assertThat(world.aws.live(ACCOUNT)).isEmpty();
  }

  @Test
  void aFailureSaysWhichResourceAndWhy() {
    Lever denied = world.aws.levers().deny("iam:CreateRole");
    assertThatThrownBy(() -> stacks.create("freehold", TEMPLATE, Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "stack freehold in account 111122223333: found ROLLBACK_COMPLETE, needed"
                + " CREATE_COMPLETE; Role (AWS::IAM::Role): Resource handler returned message:")
        .hasMessageContaining("with an explicit deny in a service control policy");
    assertThat(denied.fired()).isPositive();
    denied.release();
    stacks.delete("freehold");
    stacks.create("freehold", TEMPLATE, Map.of());
    assertThatThrownBy(() -> stacks.update("freehold", TEMPLATE, Map.of()))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("No updates are to be performed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "eu-central-1"})
  void aLongTemplateGoesByABucketThatDoesNotStay(String region) {
    String padding = "# " + "x".repeat(100) + "\n";
    String longOne = padding.repeat(600) + TEMPLATE;
    StackDeployment there = new StackDeployment(world.aws, ACCOUNT, region, world.clock::advance);
    assertThat(there.create("freehold", longOne, Map.of("RoleName", "r")))
        .containsEntry("RoleArn", "arn:aws:iam::111122223333:role/r");
    assertThat(world.aws.live(ACCOUNT))
        .extracting(LiveResource::kind)
        .containsExactlyInAnyOrder("Role", "Stack");
  }

  @Test
  void aClockThatStandsStillIsNotWaitedForInVain() {
    StackDeployment stuck = new StackDeployment(world.aws, ACCOUNT, "us-east-1", step -> {});
    assertThatThrownBy(() -> stuck.create("freehold", TEMPLATE, Map.of()))
        .hasMessageContaining("does the clock move?");
  }
}
