package io.freehold.simulator.customer;

import io.freehold.simulator.SimulatedAws;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * Deploys CloudFormation templates in an account, as its root, acknowledging that they make named
 * roles. A template that is too long to be given with the call lies in a bucket of the account for
 * as long as it is needed, which is what the AWS console does.
 */
public final class StackDeployment {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_LOOKS = 1800;
  private static final int LONGEST_GIVEN = 51_200;

  private final CloudFormationClient cloudFormation;
  private final S3Client s3;
  private final String accountId;
  private final String region;
  private final Consumer<Duration> pass;

  /**
   * @param accountId 12 digits
   * @param region in which the stacks are; the roles in them belong to no region
   * @param pass lets so much of the simulated AWS's time pass: {@code clock::advance} in virtual
   *     time, a wait otherwise
   */
  public StackDeployment(
      SimulatedAws aws, String accountId, String region, Consumer<Duration> pass) {
    AwsCredentialsProvider root = aws.rootOf(accountId);
    cloudFormation = aws.client(CloudFormationClient.class, root, Region.of(region));
    s3 = aws.client(S3Client.class, root, Region.of(region));
    this.accountId = accountId;
    this.region = region;
    this.pass = pass;
  }

  /**
   * Makes a stack.
   *
   * @param template its body, YAML or JSON
   * @param parameters those that are not to have their defaults
   * @return the stack's outputs by name
   * @throws IllegalStateException where a resource could not be made, with its reason
   * @throws CloudFormationException where CloudFormation refuses the call
   */
  public Map<String, String> create(String name, String template, Map<String, String> parameters) {
    return withTemplate(
        name,
        template,
        place -> {
          cloudFormation.createStack(r ->
              r.stackName(name)
                  .templateBody(place.body().orElse(null))
                  .templateURL(place.url().orElse(null))
                  .parameters(given(parameters))
                  .capabilities(Capability.CAPABILITY_NAMED_IAM));
          return outputs(settled(name, "CREATE_COMPLETE"));
        });
  }

  /** The same for a stack that is there already; refused where nothing would change. */
  public Map<String, String> update(String name, String template, Map<String, String> parameters) {
    return withTemplate(
        name,
        template,
        place -> {
          cloudFormation.updateStack(r ->
              r.stackName(name)
                  .templateBody(place.body().orElse(null))
                  .templateURL(place.url().orElse(null))
                  .parameters(given(parameters))
                  .capabilities(Capability.CAPABILITY_NAMED_IAM));
          return outputs(settled(name, "UPDATE_COMPLETE"));
        });
  }

  /**
   * Deletes a stack with all that it made.
   *
   * @throws IllegalStateException where something could not be deleted, with its reason
   */
  public void delete(String name) {
    String id = cloudFormation.describeStacks(r -> r.stackName(name)).stacks().getFirst().stackId();
    cloudFormation.deleteStack(r -> r.stackName(name));
    settled(id, "DELETE_COMPLETE");
  }

  private record Place(Optional<String> body, Optional<String> url) {}

  private interface Deploying {
    Map<String, String> with(Place place);
  }

  private Map<String, String> withTemplate(String name, String template, Deploying deploying) {
    if (template.length() <= LONGEST_GIVEN) {
      return deploying.with(new Place(Optional.of(template), Optional.empty()));
    }
    String bucket = "cf-templates-" + accountId + "-" + region;
    s3.createBucket(inRegion(bucket));
    s3.putObject(
        r -> r.bucket(bucket).key(name), RequestBody.fromString(template, StandardCharsets.UTF_8));
    try {
      String url = "https://" + bucket + ".s3." + region + ".amazonaws.com/" + name;
      return deploying.with(new Place(Optional.empty(), Optional.of(url)));
    } finally {
      s3.deleteObject(r -> r.bucket(bucket).key(name));
      s3.deleteBucket(r -> r.bucket(bucket));
    }
  }

  private CreateBucketRequest inRegion(String bucket) {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
    // The first region has no name there.
    return region.equals("us-east-1")
        ? request.build()
        : request.createBucketConfiguration(c -> c.locationConstraint(region)).build();
  }

  private static List<Parameter> given(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one ->
            Parameter.builder().parameterKey(one.getKey()).parameterValue(one.getValue()).build())
        .toList();
  }

  private Stack settled(String nameOrId, String needed) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      Optional<Stack> stack =
          look(nameOrId).filter(one -> !one.stackStatusAsString().endsWith("_IN_PROGRESS"));
      if (stack.isPresent()) {
        if (stack.get().stackStatusAsString().equals(needed)) {
          return stack.get();
        }
        throw failure(stack.get(), needed);
      }
      pass.accept(LOOK);
    }
    throw new IllegalStateException(
        "stack "
            + nameOrId
            + ": found it in progress after "
            + LOOK.multipliedBy(MOST_LOOKS)
            + ", needed "
            + needed
            + "; does the clock move?");
  }

  /** Empty where there were too many looks already. */
  private Optional<Stack> look(String nameOrId) {
    try {
      return Optional.of(
          cloudFormation.describeStacks(r -> r.stackName(nameOrId)).stacks().getFirst());
    } catch (CloudFormationException e) {
      if (e.isThrottlingException()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<String, String> outputs(Stack stack) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (Output output : stack.outputs()) {
      outputs.put(output.outputKey(), output.outputValue());
    }
    return outputs;
  }

  private IllegalStateException failure(Stack stack, String needed) {
    List<String> reasons = new ArrayList<>();
    for (StackEvent event :
        cloudFormation
            .describeStackEventsPaginator(r -> r.stackName(stack.stackId()))
            .stackEvents()) {
      String reason = String.valueOf(event.resourceStatusReason());
      if (reason.equals("User Initiated")) {
        break;
      }
      if (tellsWhy(event, reason)) {
        reasons.addFirst(event.logicalResourceId() + " (" + event.resourceType() + "): " + reason);
      }
    }
    return new IllegalStateException(
        "stack "
            + stack.stackName()
            + " in account "
            + accountId
            + ": found "
            + stack.stackStatusAsString()
            + ", needed "
            + needed
            + "; "
            + String.join("; ", reasons));
  }

  /** What failed, and why the stack as a whole went back; not what was given up because of it. */
  private static boolean tellsWhy(StackEvent event, String reason) {
    String status = event.resourceStatusAsString();
    boolean failed = status.endsWith("_FAILED") && !reason.endsWith(" cancelled");
    return failed || status.endsWith("ROLLBACK_IN_PROGRESS");
  }
}
