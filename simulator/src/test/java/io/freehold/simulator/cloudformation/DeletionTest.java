package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.cloudformation.StackLab.ROLE;
import static io.freehold.simulator.cloudformation.StackLab.STACK;
import static io.freehold.simulator.cloudformation.StackLab.creation;
import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.state.LiveResource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

class DeletionTest {
  private static final String NAME = "ClickHouseManagementRole";

  private final StackLab lab = new StackLab();

  private List<String> kinds() {
    return lab.world.aws.live(ACCOUNT).stream().map(LiveResource::kind).toList();
  }

  @Test
  void aDeletedStackLeavesNothing() {
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    Stack deleted = lab.delete(stack.stackId());
    assertThat(deleted.stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(deleted.deletionTime()).isAfter(deleted.creationTime());
    assertThat(kinds()).isEmpty();
    assertThat(lab.story(stack.stackId()))
        .endsWith(
            "freehold DELETE_IN_PROGRESS",
            "Role DELETE_IN_PROGRESS",
            "Role DELETE_COMPLETE",
            "Reading DELETE_IN_PROGRESS",
            "Reading DELETE_COMPLETE",
            "freehold DELETE_COMPLETE");
    assertThat(
            lab.cloudFormation
                .describeStackResources(r -> r.stackName(stack.stackId()))
                .stackResources())
        .extracting(StackResource::resourceStatusAsString)
        .containsOnly("DELETE_COMPLETE");
    assertThat(lab.cloudFormation.describeStacks().stacks()).isEmpty();
    assertThatThrownBy(() -> lab.describe(STACK))
        .hasMessageContaining("Stack with id freehold does not exist");
  }

  @Test
  void deletingWhatIsNotThereSucceeds() {
    assertThatCode(() -> lab.cloudFormation.deleteStack(r -> r.stackName("nobody")))
        .doesNotThrowAnyException();
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    lab.delete(stack.stackId());
    assertThatCode(() -> lab.cloudFormation.deleteStack(r -> r.stackName(stack.stackId())))
        .doesNotThrowAnyException();
  }

  @Test
  void whatSomebodyDeletedByHandIsNotMissed() {
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    lab.iam.deleteRolePolicy(r -> r.roleName(NAME).policyName("logs"));
    lab.iam.detachRolePolicy(r -> r.roleName(NAME).policyArn(lab.attached(NAME).getFirst()));
    lab.iam.deleteRole(r -> r.roleName(NAME));
    assertThat(lab.delete(stack.stackId()).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aRoleToWhichSomebodyAttachedMoreIsNotDeletedUntilThatIsGone() {
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    String policy = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
    lab.iam.attachRolePolicy(r -> r.roleName(NAME).policyArn(policy));
    Stack failed = lab.delete(stack.stackId());
    assertThat(failed.stackStatusAsString()).isEqualTo("DELETE_FAILED");
    assertThat(failed.stackStatusReason())
        .isEqualTo("The following resource(s) failed to delete: [Role]. ");
    assertThat(lab.reason(STACK))
        .contains(
            "Cannot delete entity, must detach all policies first. (Service: Iam, Status Code:"
                + " 409");
    // The policy that the role needed was not even tried.
    assertThat(kinds()).containsExactlyInAnyOrder("Role", "Policy", "Stack");
    lab.iam.detachRolePolicy(r -> r.roleName(NAME).policyArn(policy));
    assertThat(lab.delete(stack.stackId()).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aStackCanBeDeletedWhileItIsBeingMade() {
    String id = lab.cloudFormation.createStack(creation(ROLE, "ExternalId=a").build()).stackId();
    lab.world.clock.advance(Duration.ofSeconds(2));
    assertThat(kinds()).containsExactlyInAnyOrder("Policy", "Stack");
    assertThat(lab.delete(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    lab.world.clock.advance(Duration.ofMinutes(5));
    assertThat(kinds()).isEmpty();
  }

  @Test
  void whatIsToBeRetainedStays() {
    Stack stack =
        lab.create(
            ROLE.replace(
                "    Type: AWS::IAM::ManagedPolicy\n",
                "    Type: AWS::IAM::ManagedPolicy\n    DeletionPolicy: Retain\n"),
            "ExternalId=abc");
    assertThat(lab.delete(stack.stackId()).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(kinds()).containsExactly("Policy");
    assertThat(lab.story(stack.stackId())).contains("Reading DELETE_SKIPPED");
  }
}
