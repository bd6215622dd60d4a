package io.freehold.aws.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.contract.Backends;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Which bucket of our name is ours: one that the tags say is, or that we began and could not mark.
 */
class BucketOwnershipTest {
  private static final String NODE = "bucket";
  private static final String NAME = "abcdefghij.us-east-1.freehold-test";
  private static final Bucket DESIRED = Bucket.of(NAME);
  private static final String SQUATTER = "444455556666";

  private final Ground ground = Ground.on(Backends.SIMULATOR);
  private final S3Client s3 = ground.aws().s3();

  private Optional<String> failure(PassReport report) {
    return report.nodes().getFirst().failure().map(Failure::code);
  }

  private PassReport secondPass() {
    ground.pass(NODE, Bucket.TYPE, DESIRED);
    ground.letPass(Duration.ofMinutes(1));
    return ground.pass(NODE, Bucket.TYPE, DESIRED);
  }

  private List<Tag> tags() {
    return s3.getBucketTagging(r -> r.bucket(NAME)).tagSet();
  }

  @Test
  void oneThatWasBegunAndNeverMarkedIsTakenUp() {
    s3.createBucket(r -> r.bucket(NAME));
    ground.attempt(NODE, Bucket.TYPE, DESIRED);
    ground.make(NODE, Bucket.TYPE, DESIRED);
    assertThat(tags())
        .contains(
            Tag.builder().key(AwsSession.OWNER_TAG).value(ground.aws().owner().name()).build());
  }

  @Test
  void oneThatWasBegunAndNeverMarkedIsTakenAway() {
    s3.createBucket(r -> r.bucket(NAME));
    ground.attempt(NODE, Bucket.TYPE, DESIRED);
    ground.remove(NODE, Bucket.TYPE);
    assertThat(s3.listBuckets().buckets()).isEmpty();
  }

  @Test
  void oneThatWasThereBeforeIsLeftAlone() {
    s3.createBucket(r -> r.bucket(NAME));
    assertThat(failure(secondPass())).contains("name-taken");
    ground.remove(NODE, Bucket.TYPE);
    assertThat(s3.listBuckets().buckets()).hasSize(1);
    assertThat(untouched()).isTrue();
  }

  @Test
  void oneWithSomethingInItIsLeftAlone() {
    s3.createBucket(r -> r.bucket(NAME));
    s3.putObject(r -> r.bucket(NAME).key("theirs"), RequestBody.fromString("data"));
    ground.attempt(NODE, Bucket.TYPE, DESIRED);
    assertThat(failure(secondPass())).contains("name-taken");
    ground.remove(NODE, Bucket.TYPE);
    assertThat(s3.listObjectsV2(r -> r.bucket(NAME)).contents()).hasSize(1);
    assertThat(untouched()).isTrue();
  }

  @Test
  void oneWithOtherTagsIsLeftAlone() {
    s3.createBucket(r -> r.bucket(NAME));
    s3.putBucketTagging(r ->
        r.bucket(NAME).tagging(t -> t.tagSet(Tag.builder().key("team").value("data").build())));
    ground.attempt(NODE, Bucket.TYPE, DESIRED);
    assertThat(failure(secondPass())).contains("name-taken");
    assertThat(tags()).hasSize(1);
  }

  /** The names can be guessed: somebody may wait there, with our tags on and the door open. */
  @Test
  void oneOfAnotherAccountIsNeverOursWhateverItsTagsSay() {
    S3Client theirs =
        ground
            .simulator()
            .client(
                S3Client.class, ground.simulator().credentialsOfRoot(SQUATTER), Region.US_EAST_1);
    theirs.createBucket(r -> r.bucket(NAME));
    theirs.putBucketTagging(r ->
        r.bucket(NAME)
            .tagging(t ->
                t.tagSet(
                    Tag.builder()
                        .key(AwsSession.OWNER_TAG)
                        .value(ground.aws().owner().name())
                        .build())));
    theirs.putBucketPolicy(r ->
        r.bucket(NAME)
            .policy(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
                 "Principal":{"AWS":"arn:aws:iam::%s:root"},
                 "Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]}]}
                """
                    .formatted(ground.aws().accountId(), NAME, NAME)));
    assertThat(tags()).as("the door is open").hasSize(1);
    ground.attempt(NODE, Bucket.TYPE, DESIRED);
    int writes = ground.simulator().callLog().writes();
    assertThat(failure(secondPass())).isPresent();
    assertThat(ground.simulator().callLog().writes()).isEqualTo(writes);
  }

  private boolean untouched() {
    return S3.optional(() -> s3.getBucketTagging(r -> r.bucket(NAME))).isEmpty()
        && S3.optional(() -> s3.getBucketPolicy(r -> r.bucket(NAME))).isEmpty();
  }
}
