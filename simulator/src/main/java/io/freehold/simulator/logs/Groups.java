package io.freehold.simulator.logs;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Shelf;
import io.freehold.simulator.aws.state.Sites;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;

/** Log groups. */
final class Groups implements LiveSource {
  private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  private static final int MOST_TAGS = 50;

  /**
   * The days that can be chosen: <a
   * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">source</a>.
   */
  private static final Set<Integer> DAYS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final World world;
  private final Sites<Shelf<Group>> sites;

  Groups(World world) {
    this.world = world;
    sites = new Sites<>(location -> world.shelf());
  }

  private Shelf<Group> shelf(CallContext context) {
    return sites.at(context.location());
  }

  private Access.Question onGroup(CallContext context, Access access, String name) {
    return onGroup(context, access, name, Group.arnWithStreams(context.location(), name));
  }

  private Access.Question onGroup(CallContext context, Access access, String name, String arn) {
    return access
        .on(arn)
        .resourceTags(shelf(context).known(name).map(Group::tags).orElse(Map.of()));
  }

  private CallSpec writing(String call, String name) {
    return CallSpec.write(call).asking((context, access) -> onGroup(context, access, name));
  }

  private void change(CallContext context, String name, UnaryOperator<Group> change) {
    if (shelf(context).known(name).isEmpty()) {
      throw notFound("The specified log group does not exist.");
    }
    shelf(context).change(name, change);
  }

  CreateLogGroupResponse create(Endpoint endpoint, CreateLogGroupRequest request) {
    if (request.kmsKeyId() != null
        || Boolean.TRUE.equals(request.deletionProtectionEnabled())
        || (request.logGroupClass() != null && request.logGroupClass() != LogGroupClass.STANDARD)) {
      throw new UnsupportedOperationException(
          "CreateLogGroup with a key, a class or deletion protection is not simulated");
    }
    String name = request.logGroupName();
    CallSpec spec =
        CallSpec.write("CreateLogGroup")
            .asking((context, access) -> {
              String arn = Group.arnWithStreams(context.location(), name);
              access.on(arn).requestTags(request.tags());
              if (!request.tags().isEmpty()) {
                access
                    .to("logs:TagResource", Group.arn(context.location(), name))
                    .requestTags(request.tags());
              }
            });
    return endpoint.call(
        spec,
        context -> {
          if (!NAME.matcher(name).matches()) {
            throw invalid(
                "1 validation error detected: Value '"
                    + name
                    + "' at 'logGroupName' failed to satisfy constraint");
          }
          if (shelf(context).actual(name).isPresent()) {
            throw Refusal.of(
                "ResourceAlreadyExistsException", 400, "The specified log group already exists");
          }
          put(context.location(), name, added(Map.of(), request.tags()));
          return CreateLogGroupResponse.builder().build();
        });
  }

  void ensure(String accountId, String region, String name) {
    Location location = new Location(accountId, region);
    if (sites.at(location).actual(name).isEmpty()) {
      put(location, name, Map.of());
    }
  }

  private void put(Location location, String name, Map<String, String> tags) {
    sites.at(location).put(name, new Group(location, name, world.now(), Optional.empty(), tags));
  }

  DescribeLogGroupsResponse describe(Endpoint endpoint, DescribeLogGroupsRequest request) {
    if (request.logGroupNamePattern() != null
        || request.hasAccountIdentifiers()
        || request.hasLogGroupIdentifiers()
        || Boolean.TRUE.equals(request.includeLinkedAccounts())) {
      throw new UnsupportedOperationException(
          "DescribeLogGroups by pattern, account or identifier is not simulated");
    }
    // The prefix is no part of the resource: https://docs.aws.amazon.com/service-authorization/
    // latest/reference/list_amazoncloudwatchlogs.html names log-group without a name.
    CallSpec spec =
        CallSpec.read("DescribeLogGroups")
            .asking((context, access) ->
                access.on(context.location().arn("logs", "log-group::log-stream:*")));
    return endpoint.call(
        spec,
        context -> {
          String prefix = request.logGroupNamePrefix();
          List<Group> all =
              shelf(context).seen().values().stream()
                  .filter(group -> prefix == null || group.name().startsWith(prefix))
                  .sorted(Comparator.comparing(Group::name))
                  .toList();
          Page<Group> page =
              Page.of(
                  all,
                  request.limit(),
                  50,
                  request.nextToken(),
                  () -> invalid("The specified nextToken is invalid."));
          return DescribeLogGroupsResponse.builder()
              .logGroups(page.items().stream().map(Groups::shown).toList())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static LogGroup shown(Group group) {
    return LogGroup.builder()
        .logGroupName(group.name())
        .creationTime(group.created().toEpochMilli())
        .retentionInDays(group.retentionDays().orElse(null))
        .metricFilterCount(0)
        .arn(Group.arnWithStreams(group.location(), group.name()))
        .logGroupArn(group.arn())
        .storedBytes(0L)
        .logGroupClass(LogGroupClass.STANDARD)
        .build();
  }

  PutRetentionPolicyResponse keep(Endpoint endpoint, PutRetentionPolicyRequest request) {
    return endpoint.call(
        writing("PutRetentionPolicy", request.logGroupName()),
        context -> {
          @Nullable Integer days = request.retentionInDays();
          if (days == null || !DAYS.contains(days)) {
            throw invalid(
                "1 validation error detected: Value at 'retentionInDays' is not one of the"
                    + " days that can be chosen");
          }
          change(context, request.logGroupName(), group -> group.keeping(Optional.of(days)));
          return PutRetentionPolicyResponse.builder().build();
        });
  }

  DeleteRetentionPolicyResponse keepForEver(
      Endpoint endpoint, DeleteRetentionPolicyRequest request) {
    return endpoint.call(
        writing("DeleteRetentionPolicy", request.logGroupName()),
        context -> {
          change(context, request.logGroupName(), group -> group.keeping(Optional.empty()));
          return DeleteRetentionPolicyResponse.builder().build();
        });
  }

  DeleteLogGroupResponse delete(Endpoint endpoint, DeleteLogGroupRequest request) {
    return endpoint.call(
        writing("DeleteLogGroup", request.logGroupName()),
        context -> {
          if (shelf(context).known(request.logGroupName()).isEmpty()) {
            throw notFound("The specified log group does not exist.");
          }
          shelf(context).remove(request.logGroupName());
          return DeleteLogGroupResponse.builder().build();
        });
  }

  /** The name in an ARN; the tagging calls do not take the one that ends in the streams. */
  private static String name(CallContext context, String arn) {
    String prefix = Group.arn(context.location(), "");
    if (!arn.startsWith(prefix) || arn.endsWith(":*")) {
      throw invalid("Invalid ARN: " + arn);
    }
    return arn.substring(prefix.length());
  }

  private Access.Question onArn(CallContext context, Access access, String arn) {
    return onGroup(context, access, name(context, arn), arn);
  }

  ListTagsForResourceResponse listTags(Endpoint endpoint, ListTagsForResourceRequest request) {
    return endpoint.call(
        CallSpec.read("ListTagsForResource")
            .asking((context, access) -> onArn(context, access, request.resourceArn())),
        context ->
            ListTagsForResourceResponse.builder()
                .tags(
                    shelf(context)
                        .seen(name(context, request.resourceArn()))
                        .orElseThrow(() -> notFound("The specified resource does not exist."))
                        .tags())
                .build());
  }

  TagResourceResponse tag(Endpoint endpoint, TagResourceRequest request) {
    return endpoint.call(
        CallSpec.write("TagResource")
            .asking((context, access) ->
                onArn(context, access, request.resourceArn()).requestTags(request.tags())),
        context -> {
          change(
              context,
              name(context, request.resourceArn()),
              group -> group.tagged(added(group.tags(), request.tags())));
          return TagResourceResponse.builder().build();
        });
  }

  UntagResourceResponse untag(Endpoint endpoint, UntagResourceRequest request) {
    return endpoint.call(
        CallSpec.write("UntagResource")
            .asking((context, access) ->
                onArn(context, access, request.resourceArn())
                    .tagKeys(Set.copyOf(request.tagKeys()))),
        context -> {
          change(
              context,
              name(context, request.resourceArn()),
              group -> group.tagged(without(group.tags(), request.tagKeys())));
          return UntagResourceResponse.builder().build();
        });
  }

  private static Map<String, String> added(Map<String, String> tags, Map<String, String> more) {
    for (String key : more.keySet()) {
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw invalid("Tag keys that begin with aws: are reserved: " + key);
      }
    }
    Map<String, String> next = new LinkedHashMap<>(tags);
    next.putAll(more);
    if (next.size() > MOST_TAGS) {
      throw Refusal.of("TooManyTagsException", 400, "A resource can have no more than 50 tags.");
    }
    return next;
  }

  private static Map<String, String> without(Map<String, String> tags, Collection<String> keys) {
    Map<String, String> next = new LinkedHashMap<>(tags);
    next.keySet().removeAll(keys);
    return next;
  }

  private static Refusal invalid(String message) {
    return Refusal.of("InvalidParameterException", 400, message);
  }

  private static Refusal notFound(String message) {
    return Refusal.of("ResourceNotFoundException", 400, message);
  }

  @Override
  public Stream<LiveResource> live(String accountId) {
    return resources(accountId, Shelf::actual);
  }

  @Override
  public Stream<LiveResource> seen(String accountId) {
    return resources(accountId, Shelf::seen);
  }

  private Stream<LiveResource> resources(
      String accountId, Function<Shelf<Group>, Map<String, Group>> look) {
    return sites
        .ofAccount(accountId)
        .flatMap(shelf -> look.apply(shelf).values().stream())
        .map(group ->
            new LiveResource(
                "LogGroup", group.name(), group.arn(), group.location().region(), group.tags()));
  }
}
