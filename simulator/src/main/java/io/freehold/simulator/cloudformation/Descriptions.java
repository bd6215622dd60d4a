package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.cloudformation.resource.ResourceKinds;
import io.freehold.simulator.cloudformation.template.ParameterDeclaration;
import io.freehold.simulator.cloudformation.template.Template;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import io.freehold.simulator.cloudformation.template.Wrong;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** The calls that read. */
final class Descriptions {
  private static final int PAGE = 100;
  private static final String HIDDEN = "****";

  private final Sites<Site> sites;
  private final Bodies bodies;

  Descriptions(Sites<Site> sites, Bodies bodies) {
    this.sites = sites;
    this.bodies = bodies;
  }

  private Site site(CallContext context) {
    return sites.at(context.location());
  }

  private CallSpec reading(String call, String nameOrId) {
    return CallSpec.read(call)
        .asking((context, access) -> Stacks.onStack(site(context), access, nameOrId));
  }

  private Stack seen(CallContext context, String nameOrId, Function<String, Refusal> otherwise) {
    return site(context).seen(nameOrId).orElseThrow(() -> otherwise.apply(nameOrId));
  }

  private static <T> Page<T> page(List<T> all, @Nullable String token) {
    return Page.of(all, null, PAGE, token, () -> Wrong.invalid("Invalid NextToken"));
  }

  DescribeStacksResponse stacks(Endpoint endpoint, DescribeStacksRequest request) {
    String nameOrId = request.stackName();
    CallSpec spec =
        nameOrId == null
            ? CallSpec.read("DescribeStacks")
                .asking((context, access) -> access.on(site(context).arn("*", "*")))
            : reading("DescribeStacks", nameOrId);
    return endpoint.call(
        spec,
        context -> {
          List<Stack> some =
              nameOrId == null
                  ? site(context).stacks().seen().values().stream()
                      .filter(stack -> !stack.isDeleted())
                      .toList()
                  : List.of(seen(context, nameOrId, Refusals::noSuchStack));
          Page<Stack> page = page(some, request.nextToken());
          return DescribeStacksResponse.builder()
              .stacks(page.items().stream().map(Descriptions::shape).toList())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static software.amazon.awssdk.services.cloudformation.model.Stack shape(Stack stack) {
    Asked asked = stack.asked();
    return software.amazon.awssdk.services.cloudformation.model.Stack.builder()
        .stackId(stack.id())
        .stackName(stack.name())
        .description(asked.template().description().orElse(null))
        .parameters(
            asked.parameters().entrySet().stream()
                .map(one ->
                    Parameter.builder()
                        .parameterKey(one.getKey())
                        .parameterValue(
                            isHidden(asked.template(), one.getKey()) ? HIDDEN : one.getValue())
                        .build())
                .toList())
        .creationTime(stack.created())
        .lastUpdatedTime(stack.updated().orElse(null))
        .deletionTime(stack.deleted().orElse(null))
        .stackStatus(stack.status())
        .stackStatusReason(stack.reason().isEmpty() ? null : stack.reason())
        .disableRollback(false)
        .enableTerminationProtection(false)
        .capabilitiesWithStrings(asked.capabilities())
        .outputs(stack.outputs())
        .tags(
            asked.tags().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  private static boolean isHidden(Template template, String parameter) {
    ParameterDeclaration declared = template.parameters().get(parameter);
    return declared != null && declared.noEcho();
  }

  DescribeStackEventsResponse events(Endpoint endpoint, DescribeStackEventsRequest request) {
    return endpoint.call(
        reading("DescribeStackEvents", request.stackName()),
        context -> {
          Stack stack = seen(context, request.stackName(), Refusals::noSuchStackNamed);
          Page<StackEvent> page = page(stack.events().reversed(), request.nextToken());
          return DescribeStackEventsResponse.builder()
              .stackEvents(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DescribeStackResourcesResponse resources(
      Endpoint endpoint, DescribeStackResourcesRequest request) {
    Unsimulated.refuse(request);
    String nameOrId = request.stackName();
    if (nameOrId == null) {
      throw Wrong.unsimulated("DescribeStackResources without StackName");
    }
    return endpoint.call(
        reading("DescribeStackResources", nameOrId),
        context -> {
          Stack stack = seen(context, nameOrId, Refusals::noSuchStack);
          String wanted = request.logicalResourceId();
          List<StackResource> some =
              stack.resources().values().stream()
                  .filter(one -> wanted == null || wanted.equals(one.logicalResourceId()))
                  .toList();
          if (wanted != null && some.isEmpty()) {
            throw Wrong.invalid("Resource " + wanted + " does not exist for stack " + stack.name());
          }
          return DescribeStackResourcesResponse.builder().stackResources(some).build();
        });
  }

  GetTemplateResponse template(Endpoint endpoint, GetTemplateRequest request) {
    Unsimulated.refuse(request);
    return endpoint.call(
        reading("GetTemplate", request.stackName()),
        context ->
            GetTemplateResponse.builder()
                .templateBody(
                    seen(context, request.stackName(), Refusals::noSuchStack).asked().body())
                .stagesAvailable(TemplateStage.ORIGINAL, TemplateStage.PROCESSED)
                .build());
  }

  ValidateTemplateResponse validate(Endpoint endpoint, ValidateTemplateRequest request) {
    return endpoint.read(
        "ValidateTemplate",
        context -> {
          Template template =
              Template.read(bodies.of(context, request.templateBody(), request.templateURL()));
          ResourceKinds.check(template);
          List<String> types =
              template.resources().values().stream()
                  .map(ResourceDeclaration::type)
                  .distinct()
                  .toList();
          return ValidateTemplateResponse.builder()
              .description(template.description().orElse(null))
              .parameters(
                  template.parameters().values().stream()
                      .map(one ->
                          TemplateParameter.builder()
                              .parameterKey(one.name())
                              .defaultValue(one.otherwise().orElse(null))
                              .noEcho(one.noEcho())
                              .description(one.description().orElse(null))
                              .build())
                      .toList())
              .capabilitiesWithStrings(ResourceKinds.capability(template))
              .capabilitiesReason(
                  "The following resource(s) require capabilities: ["
                      + String.join(", ", types)
                      + "]")
              .build();
        });
  }
}
