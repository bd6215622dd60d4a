package io.freehold.aws.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.contract.Backends;
import io.freehold.aws.contract.Ground;
import io.freehold.simulator.aws.call.CallRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** How long it takes to throw away what is in a bucket. */
class BucketEmptyingTest {
  private static final int OBJECTS = 25_000;

  @Test
  void a_full_bucket_is_gone_as_fast_as_its_objects_can_be_thrown_away() {
    Ground ground = Ground.on(Backends.SIMULATOR);
    String name = "abcdefghij.us-east-1.freehold-test";
    ground.make("bucket", Bucket.TYPE, Bucket.of(name));
    for (int i = 0; i < OBJECTS; i++) {
      String key = "object/" + i;
      ground.aws().s3().putObject(r -> r.bucket(name).key(key), RequestBody.fromString("x"));
      ground.letPass(Duration.ofMillis(10));
    }

    ground.remove("bucket", Bucket.TYPE);

    List<CallRecord> deletions =
        ground.simulator().callLog().records().stream()
            .filter(call -> call.action().startsWith("s3:Delete"))
            .toList();
    assertThat(deletions).hasSize(OBJECTS / 1000 + 1);
    assertThat(Duration.between(deletions.getFirst().at(), deletions.getLast().at()))
        .isLessThan(Duration.ofMinutes(1));
  }
}
