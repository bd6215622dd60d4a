package io.freehold.simulator.s3;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.iam.IamWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectsTest {
  private final IamWorld world = new IamWorld();
  private final S3Client s3 = world.root(S3Client.class, ACCOUNT);

  ObjectsTest() {
    s3.createBucket(r -> r.bucket("data"));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    String eTag = put(s3, "k", "hello");
    assertThat(eTag).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(get(s3, "k")).isEqualTo("hello");
    put(s3, "k", "bye");
    assertThat(get(s3, "k")).isEqualTo("bye");
    assertThat(s3.headObject(r -> r.bucket("data").key("k")).contentLength()).isEqualTo(3);
    assertThatThrownBy(() -> get(s3, "none")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void withoutVersionsADeletionLeavesNothing() {
    put(s3, "k", "1");
    assertThatThrownBy(() -> s3.deleteBucket(r -> r.bucket("data")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            no -> {
              assertThat(IamWorld.codeOf(no)).isEqualTo("BucketNotEmpty");
              assertThat(no.statusCode()).isEqualTo(409);
            });
    s3.deleteObject(r -> r.bucket("data").key("k"));
    s3.deleteObject(r -> r.bucket("data").key("k"));
    assertThat(s3.listObjectVersions(r -> r.bucket("data")).versions()).isEmpty();
    s3.deleteBucket(r -> r.bucket("data"));
    assertThat(world.aws.live(ACCOUNT)).isEmpty();
    s3.createBucket(r -> r.bucket("data"));
    assertThat(s3.listObjectsV2(r -> r.bucket("data")).contents()).isEmpty();
  }

  @Test
  void withVersionsEverythingStaysUntilEachVersionIsDeleted() {
    versioning(BucketVersioningStatus.ENABLED);
    put(s3, "k", "1");
    put(s3, "k", "2");
    DeleteObjectResponse gone = s3.deleteObject(r -> r.bucket("data").key("k"));
    assertThat(gone.deleteMarker()).isTrue();
    assertThatThrownBy(() -> get(s3, "k")).isInstanceOf(NoSuchKeyException.class);
    assertThat(s3.listObjectsV2(r -> r.bucket("data")).contents()).isEmpty();
    ListObjectVersionsResponse all = s3.listObjectVersions(r -> r.bucket("data"));
    assertThat(all.versions()).extracting(ObjectVersion::isLatest).containsExactly(false, false);
    assertThat(all.deleteMarkers())
        .extracting(DeleteMarkerEntry::versionId)
        .containsExactly(gone.versionId());
    assertThatThrownBy(() -> s3.deleteBucket(r -> r.bucket("data")))
        .hasMessageContaining("must delete all versions");
    String oldest = all.versions().getLast().versionId();
    assertThat(s3.getObjectAsBytes(r -> r.bucket("data").key("k").versionId(oldest)).asUtf8String())
        .isEqualTo("1");
    s3.deleteObject(r -> r.bucket("data").key("k").versionId(gone.versionId()));
    assertThat(get(s3, "k")).isEqualTo("2");
  }

  @Test
  void suspendedVersioningOverwritesItsOwnAndKeepsTheOld() {
    put(s3, "k", "0");
    versioning(BucketVersioningStatus.ENABLED);
    put(s3, "k", "1");
    versioning(BucketVersioningStatus.SUSPENDED);
    put(s3, "k", "2");
    put(s3, "k", "3");
    List<ObjectVersion> versions = s3.listObjectVersions(r -> r.bucket("data")).versions();
    assertThat(versions).hasSize(2);
    assertThat(versions.getFirst().versionId()).isEqualTo("null");
    assertThat(get(s3, "k")).isEqualTo("3");
  }

  @Test
  void aBucketIsEmptiedInBatches() {
    versioning(BucketVersioningStatus.ENABLED);
    for (int i = 0; i < 5; i++) {
      put(s3, "k" + i, "1");
      put(s3, "k" + i, "2");
      String key = "k" + i;
      s3.deleteObject(r -> r.bucket("data").key(key));
    }
    int rounds = 0;
    while (true) {
      ListObjectVersionsResponse page = s3.listObjectVersions(r -> r.bucket("data").maxKeys(4));
      List<ObjectIdentifier> batch =
          java.util.stream.Stream.concat(
                  page.versions().stream().map(one -> identifier(one.key(), one.versionId())),
                  page.deleteMarkers().stream().map(one -> identifier(one.key(), one.versionId())))
              .toList();
      if (batch.isEmpty()) {
        break;
      }
      assertThat(s3.deleteObjects(r -> r.bucket("data").delete(d -> d.objects(batch))).deleted())
          .hasSize(batch.size());
      rounds++;
    }
    assertThat(rounds).isEqualTo(4);
    s3.deleteBucket(r -> r.bucket("data"));
  }

  @Test
  void listsComeInPagesByPrefix() {
    versioning(BucketVersioningStatus.ENABLED);
    for (String key : List.of("a/1", "a/2", "a/3", "b/1")) {
      put(s3, key, "x");
      put(s3, key, "y");
    }
    assertThat(s3.listObjectVersionsPaginator(r -> r.bucket("data").maxKeys(3)).versions())
        .extracting(ObjectVersion::key)
        .containsExactly("a/1", "a/1", "a/2", "a/2", "a/3", "a/3", "b/1", "b/1");
    assertThat(s3.listObjectsV2Paginator(r -> r.bucket("data").prefix("a/").maxKeys(2)).contents())
        .extracting(S3Object::key)
        .containsExactly("a/1", "a/2", "a/3");
  }

  /** The rule of the design: one service's pods read nothing of another's. */
  @Test
  void aServiceReachesOnlyObjectsUnderItsOwnPrefix() {
    String trust = IamWorld.trust("\"Service\":\"pods.eks.amazonaws.com\"");
    String own = "ch-s3-${aws:PrincipalTag/kubernetes-namespace}";
    String document =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
           "Resource":"arn:aws:s3:::data/OWN/*"},
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::data",
           "Condition":{"StringLike":{"s3:prefix":"OWN/*"}}}]}\
        """
            .replace("OWN", own);
    String arn =
        world
            .iam
            .createRole(r -> r.roleName("CH-S3-Role").assumeRolePolicyDocument(trust))
            .role()
            .arn();
    world.iam.putRolePolicy(r -> r.roleName("CH-S3-Role").policyName("p").policyDocument(document));
    world.clock.advance(Duration.ofSeconds(9));
    S3Client alpha = pod(arn, "alpha");
    S3Client beta = pod(arn, "beta");
    put(alpha, "ch-s3-alpha/x", "secret");
    assertThat(get(alpha, "ch-s3-alpha/x")).isEqualTo("secret");
    alpha.listObjectsV2(r -> r.bucket("data").prefix("ch-s3-alpha/"));
    assertDenied(() -> get(beta, "ch-s3-alpha/x"));
    assertDenied(() -> put(beta, "ch-s3-alpha/x", "mine"));
    assertDenied(() -> beta.listObjectsV2(r -> r.bucket("data").prefix("ch-s3-alpha/")));
    assertDenied(() -> beta.listObjectsV2(r -> r.bucket("data")));
  }

  private S3Client pod(String roleArn, String namespace) {
    return world.as(
        world
            .aws
            .sts()
            .sessionFromService(
                "pods.eks.amazonaws.com",
                roleArn,
                "eks-" + namespace,
                Map.of("kubernetes-namespace", namespace),
                Map.of("aws:SourceAccount", ACCOUNT),
                Duration.ofHours(6)),
        S3Client.class);
  }

  @Test
  void deletingAVersionTakesAPermissionOfItsOwn() {
    S3Client session =
        world.as(world.assume(world.role("r", allow("s3:DeleteObject", "*"))), S3Client.class);
    put(s3, "k", "1");
    assertDenied(() -> session.deleteObject(r -> r.bucket("data").key("k").versionId("null")));
    assertDenied(() ->
        session.deleteObjects(
            r -> r.bucket("data").delete(d -> d.objects(identifier("k", "null")))));
    session.deleteObjects(
        r -> r.bucket("data").delete(d -> d.objects(identifier("k", null)).quiet(true)));
    assertThat(s3.listObjectVersions(r -> r.bucket("data")).versions()).isEmpty();
  }

  private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, no -> assertThat(IamWorld.codeOf(no)).isEqualTo("AccessDenied"));
  }

  private void versioning(BucketVersioningStatus status) {
    s3.putBucketVersioning(r -> r.bucket("data").versioningConfiguration(v -> v.status(status)));
  }

  private static ObjectIdentifier identifier(String key, String versionId) {
    return ObjectIdentifier.builder().key(key).versionId(versionId).build();
  }

  private static String put(S3Client client, String key, String text) {
    return client.putObject(r -> r.bucket("data").key(key), RequestBody.fromString(text)).eTag();
  }

  private static String get(S3Client client, String key) {
    return client.getObjectAsBytes(r -> r.bucket("data").key(key)).asUtf8String();
  }
}
