package io.freehold.aws.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.AwsSession;
import io.freehold.aws.storage.Bucket;
import io.freehold.aws.storage.LifecycleRule;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoragePartTest {
  @Test
  void metrics_go_after_thirteen_months_and_nothing_else_by_itself() {
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    var ignored =
        StoragePart.add(
            graph.in(new Place<>("customer", session -> session)),
            new InfrastructureNames(
                new ShortName("abcdefghij"), "eu-west-1", NamingScheme.standard()));

    Map<String, Integer> days =
        graph.nodes().stream()
            .collect(
                Collectors.toMap(
                    node -> node.name(),
                    node ->
                        ((Bucket) node.desired().apply(name -> Optional.empty()).orElseThrow())
                            .lifecycle().stream().mapToInt(LifecycleRule::expireAfterDays).sum()));

    assertThat(days)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("bucket-shared", 0, "bucket-backup", 0, "bucket-monitoring", 395));
  }
}
