package io.freehold.aws.logs;

import static io.freehold.aws.catalogue.Scope.named;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * A log group. Services make the one that they log to themselves, without tags and for ever, unless
 * it is there before them.
 *
 * @param name unique in account and region, fixed
 * @param retentionDays how long entries are kept; of CloudWatch's own choice of periods
 */
public record LogGroup(String name, int retentionDays) {
  public static final AwsType<LogGroup, Observed> TYPE = new Type();

  /** How long entries are kept unless it is said otherwise. */
  public static final int DEFAULT_RETENTION_DAYS = 30;

  /**
   * What is there.
   *
   * @param retentionDays zero for ever
   */
  public record Observed(String arn, String name, int retentionDays) {}

  /** EKS prescribes the name. */
  private static final String GROUPS =
      "arn:aws:logs:*:*:log-group:/aws/eks/" + Scope.CLUSTER + "/*";

  private static final class Type implements AwsType<LogGroup, Observed> {
    @Override
    public String kind() {
      return "LogGroup";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.LOGS)
          .inspect("logs:DescribeLogGroups")
          .inspect(named(GROUPS), "logs:ListTagsForResource")
          .provision(named(GROUPS), "logs:CreateLogGroup", "logs:TagResource")
          .change(named(GROUPS), "logs:PutRetentionPolicy")
          .delete(named(GROUPS), "logs:DeleteLogGroup");
    }

    @Override
    public Optional<String> naturalId(LogGroup desired) {
      return Optional.of(desired.name());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      CloudWatchLogsClient logs = aws.logs();
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String name : ids) {
        // The prefix that is the name itself comes first of all that begin with it.
        logs.describeLogGroups(r -> r.logGroupNamePrefix(name).limit(1)).logGroups().stream()
            .filter(group -> group.logGroupName().equals(name))
            .map(group -> observed(aws, group))
            .forEach(observed ->
                tags(logs, observed.arn())
                    .ifPresent(tags ->
                        found.put(name, new Observation.Present<>(observed, aws.ownership(tags)))));
      }
      return found;
    }

    private static Observed observed(
        AwsSession aws, software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup group) {
      // The arn member of the answer ends in ":*", which the tagging calls do not take.
      String arn =
          "arn:aws:logs:%s:%s:log-group:%s"
              .formatted(aws.region().id(), aws.accountId(), group.logGroupName());
      return new Observed(
          arn, group.logGroupName(), group.retentionInDays() == null ? 0 : group.retentionInDays());
    }

    private static Optional<Map<String, String>> tags(CloudWatchLogsClient logs, String arn) {
      try {
        return Optional.of(logs.listTagsForResource(r -> r.resourceArn(arn)).tags());
      } catch (ResourceNotFoundException e) {
        return Optional.empty(); // deleted in between
      }
    }

    @Override
    public String create(AwsSession aws, LogGroup desired, Intent intent) {
      aws.logs().createLogGroup(r -> r.logGroupName(desired.name()).tags(aws.tags(intent)));
      return desired.name();
    }

    @Override
    public Diff diff(LogGroup desired, Observed observed) {
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .field("retentionDays", desired.retentionDays(), observed.retentionDays())
          .done();
    }

    @Override
    public void update(AwsSession aws, String name, LogGroup desired, Observed observed) {
      aws.logs()
          .putRetentionPolicy(r -> r.logGroupName(name).retentionInDays(desired.retentionDays()));
    }

    /** EKS does so for the last logs of a cluster. */
    @Override
    public boolean comesBack() {
      return true;
    }

    @Override
    public void delete(AwsSession aws, String name) {
      try {
        aws.logs().deleteLogGroup(r -> r.logGroupName(name));
      } catch (ResourceNotFoundException e) {
        // Gone: just what was wanted.
      }
    }

    @Override
    public Observed predict(LogGroup desired) {
      return new Observed("arn:planned", desired.name(), desired.retentionDays());
    }
  }
}
