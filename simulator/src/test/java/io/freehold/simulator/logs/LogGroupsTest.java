package io.freehold.simulator.logs;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static io.freehold.simulator.iam.IamWorld.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.iam.IamWorld;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogGroupsTest {
  private static final String NAME = "/aws/eks/clickhouse-cloud-a1/cluster";
  private static final String ARN =
      "arn:aws:logs:us-east-1:111122223333:log-group:/aws/eks/clickhouse-cloud-a1/cluster";

  private final IamWorld world = new IamWorld();
  private final CloudWatchLogsClient logs = world.root(CloudWatchLogsClient.class, ACCOUNT);

  @Test
  void aGroupIsMadeOnceAndKeepsEventsForEverUntilTold() {
    logs.createLogGroup(r -> r.logGroupName(NAME).tags(Map.of("a", "b")));
    assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName(NAME)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    LogGroup group = only();
    assertThat(group.retentionInDays()).isNull();
    assertThat(group.arn()).isEqualTo(ARN + ":*");
    assertThat(group.logGroupArn()).isEqualTo(ARN);
    logs.putRetentionPolicy(r -> r.logGroupName(NAME).retentionInDays(30));
    assertThat(only().retentionInDays()).isEqualTo(30);
    assertThatThrownBy(() -> logs.putRetentionPolicy(r -> r.logGroupName(NAME).retentionInDays(31)))
        .isInstanceOf(InvalidParameterException.class);
    logs.deleteRetentionPolicy(r -> r.logGroupName(NAME));
    assertThat(only().retentionInDays()).isNull();
    logs.deleteLogGroup(r -> r.logGroupName(NAME));
    assertThatThrownBy(() -> logs.deleteLogGroup(r -> r.logGroupName(NAME)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> logs.putRetentionPolicy(r -> r.logGroupName(NAME).retentionInDays(1)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private LogGroup only() {
    assertThat(logs.describeLogGroups().logGroups()).hasSize(1);
    return logs.describeLogGroups(r -> r.logGroupNamePrefix(NAME)).logGroups().getFirst();
  }

  @Test
  void groupsAreListedByPrefixInOrder() {
    for (String name : new String[] {"/b", "/a/2", "/a", "/a/1"}) {
      logs.createLogGroup(r -> r.logGroupName(name));
    }
    assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("/a").limit(1)).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly("/a");
    assertThat(logs.describeLogGroupsPaginator(r -> r.limit(3)).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly("/a", "/a/1", "/a/2", "/b");
    assertThat(world.root(CloudWatchLogsClient.class, VENDOR).describeLogGroups().logGroups())
        .isEmpty();
    assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName("with space")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void tagsAreKeptByTheArnWithoutStreams() {
    logs.createLogGroup(r -> r.logGroupName(NAME).tags(Map.of("a", "b")));
    logs.tagResource(r -> r.resourceArn(ARN).tags(Map.of("c", "d", "a", "e")));
    assertThat(logs.listTagsForResource(r -> r.resourceArn(ARN)).tags())
        .isEqualTo(Map.of("a", "e", "c", "d"));
    logs.untagResource(r -> r.resourceArn(ARN).tagKeys("a"));
    assertThat(logs.listTagsForResource(r -> r.resourceArn(ARN)).tags())
        .isEqualTo(Map.of("c", "d"));
    assertThatThrownBy(() -> logs.listTagsForResource(r -> r.resourceArn(ARN + ":*")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> logs.listTagsForResource(r -> r.resourceArn(ARN + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(world.aws.live(ACCOUNT))
        .containsExactly(new LiveResource("LogGroup", NAME, ARN, "us-east-1", Map.of("c", "d")));
  }

  @Test
  void aHiddenGroupIsNotFoundButItsNameIsTaken() {
    Lever hidden = world.aws.levers().hideNewThingsFor(Duration.ofSeconds(5));
    logs.createLogGroup(r -> r.logGroupName(NAME));
    assertThat(logs.describeLogGroups().logGroups()).isEmpty();
    assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName(NAME)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    world.clock.advance(Duration.ofSeconds(5));
    assertThat(logs.describeLogGroups().logGroups()).hasSize(1);
    assertThat(hidden.fired()).isPositive();
  }

  @Test
  void permissionIsAskedForTheGroupAndForItsTags() {
    String group = "arn:aws:logs:*:*:log-group:/aws/eks/clickhouse-cloud-*";
    CloudWatchLogsClient session =
        world.as(
            world.assume(
                world.role(
                    "r",
                    allow("logs:CreateLogGroup", group),
                    statement(
                        "Allow",
                        "logs:TagResource",
                        group,
                        "{\"StringEquals\":{\"aws:RequestTag/infra\":\"a1\"}}"))),
            CloudWatchLogsClient.class);
    session.createLogGroup(r -> r.logGroupName(NAME).tags(Map.of("infra", "a1")));
    assertDenied(session, "/aws/eks/clickhouse-cloud-b", Map.of("infra", "b1"), "logs:TagResource");
    assertDenied(session, "/aws/other", Map.of(), "logs:CreateLogGroup");
    assertThatThrownBy(session::describeLogGroups).hasMessageContaining("logs:DescribeLogGroups");
  }

  private static void assertDenied(
      CloudWatchLogsClient client, String name, Map<String, String> tags, String message) {
    assertThatThrownBy(() -> client.createLogGroup(r -> r.logGroupName(name).tags(tags)))
        .isInstanceOfSatisfying(
            CloudWatchLogsException.class,
            no -> assertThat(IamWorld.codeOf(no)).isEqualTo("AccessDeniedException"))
        .hasMessageContaining(message);
  }
}
