package io.freehold.simulator.logs;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Dialect;
import io.freehold.simulator.aws.call.Dialect.Codes;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.RateLimit;
import io.freehold.simulator.aws.call.Service;
import io.freehold.simulator.aws.place.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.TooManyTagsException;

/** CloudWatch Logs of every account and region. */
public final class Logs implements Service<CloudWatchLogsClient> {
  private record Late(Instant at, Location location, String group) {}

  private final Groups groups;
  private final List<Late> late = new ArrayList<>();

  public Logs(World world) {
    groups = new Groups(world);
    world.addSource(groups);
    world
        .calls()
        .catchUpBy(() -> {
          late.stream()
              .filter(one -> !one.at().isAfter(world.now()))
              .forEach(
                  one -> ensure(one.location().accountId(), one.location().region(), one.group()));
          late.removeIf(one -> !one.at().isAfter(world.now()));
        });
  }

  /** As {@link #ensure}, at a later time. */
  public void ensureAt(Instant at, Location location, String name) {
    late.add(new Late(at, location, name));
  }

  /**
   * Makes a log group where it is missing, as services do that write logs by themselves. Called
   * under the world's lock.
   */
  public void ensure(String accountId, String region, String name) {
    groups.ensure(accountId, region, name);
  }

  @Override
  public Class<CloudWatchLogsClient> type() {
    return CloudWatchLogsClient.class;
  }

  @Override
  public Dialect dialect() {
    return new Dialect(
        "logs",
        "CloudWatchLogs",
        false,
        Codes.JSON,
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
        (name, mutating) -> new RateLimit(name, 10, 10),
        CloudWatchLogsException::builder,
        Map.of(
            "ResourceNotFoundException", ResourceNotFoundException::builder,
            "ResourceAlreadyExistsException", ResourceAlreadyExistsException::builder,
            "InvalidParameterException", InvalidParameterException::builder,
            "LimitExceededException", LimitExceededException::builder,
            "TooManyTagsException", TooManyTagsException::builder));
  }

  @Override
  public CloudWatchLogsClient client(Endpoint endpoint) {
    return new Client(endpoint, groups);
  }
}
