package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.Endpoint;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** The operations that are simulated; each is one line to the family that knows it. */
final class Client implements CloudFormationClient {
  private final Endpoint endpoint;
  private final Stacks stacks;
  private final Descriptions descriptions;

  Client(Endpoint endpoint, Stacks stacks, Descriptions descriptions) {
    this.endpoint = endpoint;
    this.stacks = stacks;
    this.descriptions = descriptions;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateStackResponse createStack(CreateStackRequest request) {
    return stacks.create(endpoint, request);
  }

  @Override
  public UpdateStackResponse updateStack(UpdateStackRequest request) {
    return stacks.update(endpoint, request);
  }

  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    return stacks.delete(endpoint, request);
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    return descriptions.stacks(endpoint, request);
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    return descriptions.events(endpoint, request);
  }

  @Override
  public DescribeStackResourcesResponse describeStackResources(
      DescribeStackResourcesRequest request) {
    return descriptions.resources(endpoint, request);
  }

  @Override
  public GetTemplateResponse getTemplate(GetTemplateRequest request) {
    return descriptions.template(endpoint, request);
  }

  @Override
  public ValidateTemplateResponse validateTemplate(ValidateTemplateRequest request) {
    return descriptions.validate(endpoint, request);
  }
}
