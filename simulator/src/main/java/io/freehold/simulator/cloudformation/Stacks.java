package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.cloudformation.resource.ResourceKinds;
import io.freehold.simulator.cloudformation.template.Parameters;
import io.freehold.simulator.cloudformation.template.Pseudo;
import io.freehold.simulator.cloudformation.template.Selection;
import io.freehold.simulator.cloudformation.template.Template;
import io.freehold.simulator.cloudformation.template.Wrong;
import io.freehold.simulator.iam.Iam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.iam.IamClient;

/** The calls that make, change and delete stacks. */
final class Stacks {
  private static final String NAMED = "CAPABILITY_NAMED_IAM";
  private static final Set<String> UPDATABLE =
      Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");

  private final World world;
  private final Sites<Site> sites;
  private final Iam iam;
  private final Bodies bodies;
  private final Operations operations;

  Stacks(World world, Sites<Site> sites, Iam iam, Bodies bodies, Operations operations) {
    this.world = world;
    this.sites = sites;
    this.iam = iam;
    this.bodies = bodies;
    this.operations = operations;
  }

  private Site site(CallContext context) {
    return sites.at(context.location());
  }

  /** Asks about a stack; about all of its name where it is not there. */
  static Access.Question onStack(Site site, Access access, String nameOrId) {
    Access.Question question =
        access.on(
            site.known(nameOrId)
                .map(Stack::id)
                .orElseGet(() -> nameOrId.startsWith("arn:") ? nameOrId : site.arn(nameOrId, "*")));
    site.known(nameOrId).ifPresent(stack -> question.resourceTags(stack.asked().tags()));
    return question;
  }

  CreateStackResponse create(Endpoint endpoint, CreateStackRequest request) {
    Unsimulated.refuse(request);
    CallSpec spec =
        CallSpec.write("CreateStack")
            .asking((context, access) ->
                access
                    .on(site(context).arn(request.stackName(), "*"))
                    .requestTags(tags(request.tags())));
    return endpoint.call(
        spec,
        context ->
            CreateStackResponse.builder()
                .stackId(
                    once(
                        context,
                        request.clientRequestToken(),
                        request,
                        () -> created(context, request)))
                .build());
  }

  /** The same token and request do the same thing once. */
  private String once(
      CallContext context, @Nullable String token, SdkPojo request, Supplier<String> work) {
    try {
      return world.clientTokens().idOf(context, token, request, id -> true, work);
    } catch (Refusal refusal) {
      throw refusal.code().equals("IdempotentParameterMismatch")
          ? Refusals.tokenUsed(String.valueOf(token))
          : refusal;
    }
  }

  private String created(CallContext context, CreateStackRequest request) {
    Site site = site(context);
    String name = request.stackName();
    Refusals.checkName(name);
    String body = bodies.of(context, request.templateBody(), request.templateURL());
    Asked asked =
        asked(
            body,
            parameters(request.parameters(), Map.of()),
            tags(request.tags()),
            request.capabilitiesAsStrings());
    if (site.present().anyMatch(stack -> stack.name().equals(name))) {
      throw Refusals.exists(name);
    }
    String id = site.arn(name, Job.unique(world, site));
    Selection selection = selection(site, id, name, asked);
    site.stacks().put(id, Stack.created(id, name, asked, context.now()));
    Job job = job(context, id, name, request.clientRequestToken());
    operations.begin(new StackCreation(job, selection));
    return id;
  }

  private static Map<String, String> tags(List<Tag> given) {
    Map<String, String> tags = new LinkedHashMap<>();
    given.forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static Map<String, String> parameters(
      List<Parameter> given, Map<String, String> previous) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : given) {
      String key = parameter.parameterKey();
      if (!Boolean.TRUE.equals(parameter.usePreviousValue())) {
        values.put(key, parameter.parameterValue());
      } else if (parameter.parameterValue() != null) {
        throw Wrong.invalid(
            "Invalid input for parameter key "
                + key
                + ". Cannot specify usePreviousValue as true and a value at once");
      } else if (previous.containsKey(key)) {
        values.put(key, previous.getOrDefault(key, ""));
      } else {
        throw Wrong.invalid(
            "Invalid input for parameter key "
                + key
                + ". Cannot specify usePreviousValue as true for a parameter key not in the"
                + " previous template");
      }
    }
    return values;
  }

  private static Asked asked(
      String body,
      Map<String, String> parameters,
      Map<String, String> tags,
      List<String> capabilities) {
    Template template = Template.read(body);
    ResourceKinds.check(template);
    Map<String, String> values = Parameters.of(template, parameters);
    String needed = ResourceKinds.capability(template);
    if (!capabilities.contains(NAMED) && !capabilities.contains(needed)) {
      throw Refusals.capabilities(needed);
    }
    return new Asked(template, body, values, tags, capabilities);
  }

  private static Selection selection(Site site, String stackId, String name, Asked asked) {
    return new Selection(
        asked.template(),
        asked.parameters(),
        Pseudo.of(site.location().accountId(), site.location().region(), name, stackId));
  }

  private Job job(CallContext context, String id, String name, @Nullable String token) {
    IamClient client =
        iam.client(
            new Endpoint(
                world.calls(),
                iam.dialect(),
                StaticCredentialsProvider.create(world.principals().issue(context.principal())),
                Region.of(context.region())));
    return new Job(world, site(context), id, name, client, token);
  }

  UpdateStackResponse update(Endpoint endpoint, UpdateStackRequest request) {
    Unsimulated.refuse(request);
    CallSpec spec =
        CallSpec.write("UpdateStack")
            .asking((context, access) ->
                onStack(site(context), access, request.stackName())
                    .requestTags(tags(request.tags())));
    return endpoint.call(
        spec,
        context ->
            UpdateStackResponse.builder()
                .stackId(
                    once(
                        context,
                        request.clientRequestToken(),
                        request,
                        () -> updated(context, request)))
                .build());
  }

  private String updated(CallContext context, UpdateStackRequest request) {
    Site site = site(context);
    Stack stack =
        site.known(request.stackName())
            .filter(one -> !one.isDeleted())
            .orElseThrow(() -> Refusals.noSuchStackNamed(request.stackName()));
    if (!UPDATABLE.contains(stack.status())) {
      throw Refusals.notUpdatable(stack);
    }
    String body =
        Boolean.TRUE.equals(request.usePreviousTemplate())
            ? stack.asked().body()
            : bodies.of(context, request.templateBody(), request.templateURL());
    Asked asked =
        asked(
            body,
            parameters(request.parameters(), stack.asked().parameters()),
            request.hasTags() ? tags(request.tags()) : stack.asked().tags(),
            request.capabilitiesAsStrings());
    Selection selection = selection(site, stack.id(), stack.name(), asked);
    Job job = job(context, stack.id(), stack.name(), request.clientRequestToken());
    Difference difference = new Difference(job, asked, selection);
    difference.refuseOtherTypes();
    if (!difference.isThere()) {
      throw Wrong.invalid("No updates are to be performed.");
    }
    operations.begin(new StackUpdate(job, asked, selection));
    return stack.id();
  }

  DeleteStackResponse delete(Endpoint endpoint, DeleteStackRequest request) {
    Unsimulated.refuse(request);
    CallSpec spec =
        CallSpec.write("DeleteStack")
            .asking((context, access) -> onStack(site(context), access, request.stackName()));
    return endpoint.call(
        spec,
        context -> {
          // What is not there is deleted already.
          site(context)
              .known(request.stackName())
              .filter(stack -> !stack.isDeleted())
              .filter(stack -> !stack.status().equals("DELETE_IN_PROGRESS"))
              .ifPresent(stack -> deleted(context, stack, request.clientRequestToken()));
          return DeleteStackResponse.builder().build();
        });
  }

  private void deleted(CallContext context, Stack stack, @Nullable String token) {
    if (stack.status().startsWith("UPDATE_") && stack.status().endsWith("IN_PROGRESS")) {
      throw Refusals.notDeletable(stack);
    }
    operations.cancel(stack.id());
    operations.begin(new StackDeletion(job(context, stack.id(), stack.name(), token)));
  }
}
