package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.cloudformation.StackLab.ROLE;
import static io.freehold.simulator.cloudformation.StackLab.creation;
import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.VENDOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.TokenAlreadyExistsException;
import software.amazon.awssdk.services.s3.S3Client;

/** What is asked of a call before anything is made. */
class StackCallTest {
  private final StackLab lab = new StackLab();

  @Test
  void aNameIsTakenUntilItsStackIsDeleted() {
    Stack first = lab.create(ROLE, "ExternalId=abc");
    assertThatThrownBy(() -> lab.cloudFormation.createStack(creation(ROLE, "ExternalId=b").build()))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("Stack [freehold] already exists");
    lab.delete(first.stackId());
    Stack second = lab.create(ROLE, "ExternalId=b");
    assertThat(second.stackId()).isNotEqualTo(first.stackId());
    assertThat(lab.describe(first.stackId()).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(lab.cloudFormation.describeStacks().stacks())
        .extracting(Stack::stackId)
        .containsExactly(second.stackId());
  }

  @Test
  void theSameTokenMakesOneStack() {
    var request = creation(ROLE, "ExternalId=abc").clientRequestToken("t").build();
    String id = lab.cloudFormation.createStack(request).stackId();
    assertThat(lab.cloudFormation.createStack(request).stackId()).isEqualTo(id);
    assertThatThrownBy(() ->
            lab.cloudFormation.createStack(
                request.toBuilder().parameters(StackLab.parameters("ExternalId=b")).build()))
        .isInstanceOf(TokenAlreadyExistsException.class);
    lab.settle(id);
    assertThat(lab.events(id)).extracting(StackEvent::clientRequestToken).containsOnly("t");
  }

  @Test
  void makingRolesHasToBeAcknowledged() {
    for (List<String> given : List.of(List.<String>of(), List.of("CAPABILITY_IAM"))) {
      assertThatThrownBy(() ->
              lab.cloudFormation.createStack(
                  creation(ROLE, "ExternalId=abc").capabilitiesWithStrings(given).build()))
          .isInstanceOf(InsufficientCapabilitiesException.class)
          .hasMessageContaining("Requires capabilities : [CAPABILITY_NAMED_IAM]");
    }
    assertThat(lab.cloudFormation.describeStacks().stacks()).isEmpty();
    assertThat(lab.cloudFormation.validateTemplate(r -> r.templateBody(ROLE)))
        .satisfies(valid -> {
          assertThat(valid.capabilitiesAsStrings()).containsExactly("CAPABILITY_NAMED_IAM");
          assertThat(valid.parameters()).hasSize(4);
          assertThat(valid.capabilitiesReason()).contains("AWS::IAM::Role");
        });
  }

  @Test
  void aTemplateMayLieInABucketThatTheCallerCanRead() {
    S3Client s3 = lab.world.root(S3Client.class, ACCOUNT);
    s3.createBucket(r -> r.bucket("my-templates"));
    s3.putObject(r -> r.bucket("my-templates").key("v1/t.yaml"), RequestBody.fromString(ROLE));
    for (String url :
        List.of(
            "https://my-templates.s3.us-east-1.amazonaws.com/v1/t.yaml",
            "https://s3.us-east-1.amazonaws.com/my-templates/v1/t.yaml",
            "https://my-templates.s3.amazonaws.com/v1/t.yaml")) {
      assertThat(lab.cloudFormation.validateTemplate(r -> r.templateURL(url)).parameters())
          .hasSize(4);
    }
    assertThatThrownBy(() ->
            lab.cloudFormation.validateTemplate(
                r -> r.templateURL("https://my-templates.s3.amazonaws.com/none")))
        .hasMessageContaining("S3 error: The specified key does not exist.");
    assertThatThrownBy(() ->
            lab.cloudFormation.validateTemplate(r -> r.templateURL("https://example.org/t.yaml")))
        .hasMessageContaining("TemplateURL must be a supported URL.");
    CloudFormationClient other = lab.world.root(CloudFormationClient.class, VENDOR);
    assertThatThrownBy(() ->
            other.validateTemplate(
                r -> r.templateURL("https://my-templates.s3.amazonaws.com/v1/t.yaml")))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("S3 error");
  }

  @Test
  void stacksOfRegionsAreApart() {
    lab.create(ROLE, "ExternalId=abc");
    CloudFormationClient west =
        lab.world.aws.client(
            CloudFormationClient.class, lab.world.aws.rootOf(ACCOUNT), Region.US_WEST_2);
    assertThat(west.describeStacks().stacks()).isEmpty();
    String id = west.createStack(creation(ROLE, "ExternalId=b").build()).stackId();
    lab.world.clock.advance(Duration.ofMinutes(1));
    // Roles belong to no region.
    assertThat(west.describeStacks(r -> r.stackName(id)).stacks().getFirst().stackStatusAsString())
        .isEqualTo("ROLLBACK_COMPLETE");
  }

  @Test
  void whatIsNotSimulatedFailsLoudly() {
    assertThatThrownBy(() -> lab.cloudFormation.listStacks())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() ->
            lab.cloudFormation.createStack(
                creation(ROLE, "ExternalId=abc").disableRollback(true).build()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("DisableRollback");
    assertThatThrownBy(() ->
            lab.cloudFormation.createStack(
                creation(ROLE, "ExternalId=abc").roleARN("arn:aws:iam::1:role/r").build()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("RoleARN");
  }
}
