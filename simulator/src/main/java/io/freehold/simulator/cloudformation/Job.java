package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.cloudformation.resource.Handling;
import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.resource.ResourceKind;
import io.freehold.simulator.cloudformation.template.Evaluation.Resources;
import io.freehold.simulator.cloudformation.template.JsonForm;
import io.freehold.simulator.cloudformation.template.Value;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.iam.IamClient;

/** One operation's stack, and what all parts of the operation need. */
final class Job {
  private static final String STACK = "AWS::CloudFormation::Stack";

  private final World world;
  private final Site site;
  private final String stackId;
  private final String stackName;
  private final IamClient iam;
  private final @Nullable String token;

  /**
   * @param iam as whoever asked for the operation
   * @param token the request's, or null
   */
  Job(
      World world,
      Site site,
      String stackId,
      String stackName,
      IamClient iam,
      @Nullable String token) {
    this.world = world;
    this.site = site;
    this.stackId = stackId;
    this.stackName = stackName;
    this.iam = iam;
    this.token = token;
  }

  Instant now() {
    return world.now();
  }

  String stackId() {
    return stackId;
  }

  Site site() {
    return site;
  }

  /** What the stack holds, by logical id; changes with it. */
  Map<String, Made> made() {
    return site.made(stackId);
  }

  Stack stack() {
    return site.stacks().actual(stackId).orElseThrow();
  }

  void change(UnaryOperator<Stack> change) {
    site.stacks().change(stackId, change);
  }

  Handling handling(String logicalId) {
    String random = world.ids().hex(site.location(), "stack name", 12).toUpperCase(Locale.ROOT);
    return new Handling(
        iam, site.location().accountId(), stackName + "-" + logicalId + "-" + random);
  }

  /** What functions see of the stack's resources. */
  Resources resources() {
    Map<String, Made> all = made();
    return new Resources() {
      @Override
      public String reference(String resource) {
        return one(resource).physical().id();
      }

      @Override
      public String attribute(String resource, String attribute) {
        String value = one(resource).physical().attributes().get(attribute);
        if (value == null) {
          throw Mishap.of(
              "Requested attribute "
                  + attribute
                  + " does not exist in schema for "
                  + one(resource).kind().type());
        }
        return value;
      }

      private Made one(String resource) {
        return Objects.requireNonNull(all.get(resource), resource);
      }
    };
  }

  /** An event of the stack itself. */
  void tell(Instant at, String status, @Nullable String reason) {
    StackEvent event =
        event(at, status, reason)
            .logicalResourceId(stackName)
            .physicalResourceId(stackId)
            .resourceType(STACK)
            .build();
    change(stack -> stack.after(event));
  }

  /**
   * What an event is about.
   *
   * @param current whether it belongs to what the stack holds, not to what was replaced
   */
  record Subject(String logicalId, ResourceKind kind, Value.Mapping properties, boolean current) {}

  /**
   * An event of a resource.
   *
   * @param physicalId empty as long as there is nothing
   */
  void tell(
      Instant at, Subject subject, String physicalId, String status, @Nullable String reason) {
    StackEvent event =
        event(at, status, reason)
            .logicalResourceId(subject.logicalId())
            .physicalResourceId(physicalId)
            .resourceType(subject.kind().type())
            .resourceProperties(JsonForm.of(subject.properties()))
            .build();
    change(stack -> stack.after(event, subject.current()));
  }

  private StackEvent.Builder event(Instant at, String status, @Nullable String reason) {
    return StackEvent.builder()
        .stackId(stackId)
        .stackName(stackName)
        .eventId(unique(world, site))
        .timestamp(at)
        .resourceStatus(status)
        .resourceStatusReason(reason)
        .clientRequestToken(token);
  }

  /** An id in the form of a UUID. */
  static String unique(World world, Site site) {
    String hex = world.ids().hex(site.location(), "stack", 32);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
