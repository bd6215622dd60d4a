package io.freehold.simulator.s3;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.iam.IamWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

class BucketsTest {
  private final IamWorld world = new IamWorld();
  private final S3Client s3 = world.root(S3Client.class, ACCOUNT);
  private final S3Client vendor = world.root(S3Client.class, VENDOR);
  private final S3Client ireland =
      world.aws.client(S3Client.class, world.aws.credentialsOfRoot(ACCOUNT), Region.EU_WEST_1);

  @Test
  void aNewBucketIsEncryptedPrivateAndOwned() {
    s3.createBucket(r -> r.bucket("data"));
    assertThat(
            s3.getBucketEncryption(r -> r.bucket("data"))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst()
                .applyServerSideEncryptionByDefault()
                .sseAlgorithm())
        .isEqualTo(ServerSideEncryption.AES256);
    PublicAccessBlockConfiguration block =
        s3.getPublicAccessBlock(r -> r.bucket("data")).publicAccessBlockConfiguration();
    assertThat(
            List.of(
                block.blockPublicAcls(),
                block.ignorePublicAcls(),
                block.blockPublicPolicy(),
                block.restrictPublicBuckets()))
        .containsOnly(true);
    assertThat(ownership()).isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
    assertThat(s3.getBucketVersioning(r -> r.bucket("data")).status()).isNull();
    assertThat(s3.headBucket(r -> r.bucket("data")).bucketRegion()).isEqualTo("us-east-1");
  }

  @Test
  void absentSettingsHaveCodesOfTheirOwn() {
    s3.createBucket(r -> r.bucket("data"));
    assertCode("NoSuchTagSet", 404, () -> s3.getBucketTagging(r -> r.bucket("data")));
    assertCode("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicy(r -> r.bucket("data")));
    assertCode(
        "NoSuchLifecycleConfiguration",
        404,
        () -> s3.getBucketLifecycleConfiguration(r -> r.bucket("data")));
    s3.deletePublicAccessBlock(r -> r.bucket("data"));
    assertCode(
        "NoSuchPublicAccessBlockConfiguration",
        404,
        () -> s3.getPublicAccessBlock(r -> r.bucket("data")));
    s3.deleteBucketOwnershipControls(r -> r.bucket("data"));
    assertCode(
        "OwnershipControlsNotFoundError",
        404,
        () -> s3.getBucketOwnershipControls(r -> r.bucket("data")));
    assertThatThrownBy(() -> s3.getBucketTagging(r -> r.bucket("none")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void aNameBelongsToOneAccountInTheWorld() {
    s3.createBucket(r -> r.bucket("data"));
    assertThatThrownBy(() -> vendor.createBucket(r -> r.bucket("data")))
        .isInstanceOfSatisfying(
            BucketAlreadyExistsException.class, no -> assertThat(no.statusCode()).isEqualTo(409));
    assertThatThrownBy(() -> create(ireland, "data", "eu-west-1"))
        .isInstanceOf(BucketAlreadyOwnedByYouException.class);
    s3.putBucketTagging(r -> r.bucket("data").tagging(t -> t.tagSet(tag("a", "b"))));
    s3.createBucket(r -> r.bucket("data"));
    assertThat(s3.getBucketTagging(r -> r.bucket("data")).tagSet()).hasSize(1);
    create(ireland, "irish", "eu-west-1");
    assertThatThrownBy(() -> create(ireland, "irish", "eu-west-1"))
        .isInstanceOf(BucketAlreadyOwnedByYouException.class);
  }

  @Test
  void aBucketIsMadeInTheRegionOfTheEndpoint() {
    assertCode(
        "IllegalLocationConstraintException",
        400,
        () -> ireland.createBucket(r -> r.bucket("irish")));
    assertCode("InvalidLocationConstraint", 400, () -> create(s3, "data", "us-east-1"));
    create(ireland, "irish", "eu-west-1");
    assertThat(s3.getBucketLocation(r -> r.bucket("irish")).locationConstraintAsString())
        .isEqualTo("eu-west-1");
    s3.createBucket(r -> r.bucket("data"));
    assertThat(s3.getBucketLocation(r -> r.bucket("data")).locationConstraintAsString()).isEmpty();
    assertCode("PermanentRedirect", 301, () -> s3.getBucketTagging(r -> r.bucket("irish")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "Data", "a_b", "-ab", "a..b", "10.0.0.1", "xn--a", "a-s3alias"})
  void namesHaveRules(String name) {
    assertCode("InvalidBucketName", 400, () -> s3.createBucket(r -> r.bucket(name)));
  }

  @Test
  void tagsAndOwnershipComeWithTheCreation() {
    s3.createBucket(r ->
        r.bucket("data")
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
            .createBucketConfiguration(c -> c.tags(tag("infra", "a1"), tag("a", "b"))));
    assertThat(s3.getBucketTagging(r -> r.bucket("data")).tagSet())
        .containsExactlyInAnyOrder(tag("infra", "a1"), tag("a", "b"));
    assertThat(ownership()).isEqualTo(ObjectOwnership.BUCKET_OWNER_PREFERRED);
    assertThat(world.aws.live(ACCOUNT))
        .containsExactly(
            new LiveResource(
                "Bucket",
                "data",
                "arn:aws:s3:::data",
                "us-east-1",
                Map.of("infra", "a1", "a", "b")));
    assertCode(
        "InvalidTag",
        400,
        () ->
            s3.putBucketTagging(
                r -> r.bucket("data").tagging(t -> t.tagSet(tag("a", "1"), tag("a", "2")))));
    s3.deleteBucketTagging(r -> r.bucket("data"));
    assertCode("NoSuchTagSet", 404, () -> s3.getBucketTagging(r -> r.bucket("data")));
  }

  @Test
  void bucketsAreListedByPrefixAndRegionInPages() {
    for (String name : List.of("c-1", "a-1", "a-2", "b-1")) {
      s3.createBucket(r -> r.bucket(name));
    }
    create(ireland, "a-3", "eu-west-1");
    vendor.createBucket(r -> r.bucket("a-4"));
    assertThat(s3.listBuckets().buckets())
        .extracting(Bucket::name)
        .containsExactly("a-1", "a-2", "a-3", "b-1", "c-1");
    assertThat(s3.listBuckets(r -> r.prefix("a-").bucketRegion("us-east-1")).buckets())
        .extracting(Bucket::name)
        .containsExactly("a-1", "a-2");
    assertThat(s3.listBucketsPaginator(r -> r.maxBuckets(2)).buckets()).hasSize(5);
  }

  @Test
  void settingsChangeInPlace() {
    s3.createBucket(r -> r.bucket("data"));
    s3.putBucketVersioning(r ->
        r.bucket("data").versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    assertThat(s3.getBucketVersioning(r -> r.bucket("data")).status())
        .isEqualTo(BucketVersioningStatus.ENABLED);
    ServerSideEncryptionRule kms =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(b -> b.sseAlgorithm(ServerSideEncryption.AWS_KMS))
            .bucketKeyEnabled(true)
            .build();
    s3.putBucketEncryption(
        r -> r.bucket("data").serverSideEncryptionConfiguration(c -> c.rules(kms)));
    assertThat(encryption()).isEqualTo(kms);
    s3.deleteBucketEncryption(r -> r.bucket("data"));
    assertThat(encryption().applyServerSideEncryptionByDefault().sseAlgorithm())
        .isEqualTo(ServerSideEncryption.AES256);
    s3.putPublicAccessBlock(
        r -> r.bucket("data").publicAccessBlockConfiguration(b -> b.blockPublicAcls(true)));
    PublicAccessBlockConfiguration block =
        s3.getPublicAccessBlock(r -> r.bucket("data")).publicAccessBlockConfiguration();
    assertThat(block.blockPublicAcls()).isTrue();
    assertThat(block.blockPublicPolicy()).isFalse();
  }

  @Test
  void lifecycleRulesAreCheckedNamedAndKept() {
    s3.createBucket(r -> r.bucket("data"));
    LifecycleRule abort =
        LifecycleRule.builder()
            .filter(f -> f.prefix(""))
            .status(ExpirationStatus.ENABLED)
            .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket("data").lifecycleConfiguration(c -> c.rules(abort)));
    LifecycleRule kept =
        s3.getBucketLifecycleConfiguration(r -> r.bucket("data")).rules().getFirst();
    assertThat(kept.toBuilder().id(null).build()).isEqualTo(abort);
    assertThat(kept.id()).isNotEmpty();
    assertCode("MalformedXML", 400, () -> lifecycle());
    assertCode(
        "InvalidRequest",
        400,
        () ->
            lifecycle(
                abort.toBuilder()
                    .abortIncompleteMultipartUpload(
                        (software.amazon.awssdk.services.s3.model.AbortIncompleteMultipartUpload)
                            null)
                    .build()));
    assertCode(
        "InvalidArgument",
        400,
        () -> lifecycle(abort.toBuilder().id("x").build(), abort.toBuilder().id("x").build()));
    s3.deleteBucketLifecycle(r -> r.bucket("data"));
    assertCode(
        "NoSuchLifecycleConfiguration",
        404,
        () -> s3.getBucketLifecycleConfiguration(r -> r.bucket("data")));
  }

  private void lifecycle(LifecycleRule... rules) {
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket("data").lifecycleConfiguration(c -> c.rules(rules)));
  }

  @Test
  void aHiddenBucketIsNotFoundButItsNameIsTaken() {
    Lever hidden = world.aws.levers().hideNewThingsFor(Duration.ofSeconds(5));
    s3.createBucket(r -> r.bucket("data"));
    assertCode("NoSuchBucket", 404, () -> s3.getBucketTagging(r -> r.bucket("data")));
    assertThat(s3.listBuckets().buckets()).isEmpty();
    assertThatThrownBy(() -> vendor.createBucket(r -> r.bucket("data")))
        .isInstanceOf(BucketAlreadyExistsException.class);
    world.clock.advance(Duration.ofSeconds(5));
    s3.headBucket(r -> r.bucket("data"));
    assertThat(hidden.fired()).isPositive();
  }

  @Test
  void howManyBucketsAnAccountHasIsLimited() {
    Lever quota = world.aws.levers().setQuota("L-DC2B2D3D", 1);
    s3.createBucket(r -> r.bucket("one"));
    assertCode("TooManyBuckets", 400, () -> s3.createBucket(r -> r.bucket("two")));
    vendor.createBucket(r -> r.bucket("two"));
    assertThat(quota.fired()).isEqualTo(1);
  }

  @Test
  void theOwnerCanBeAskedFor() {
    s3.createBucket(r -> r.bucket("data"));
    s3.headBucket(r -> r.bucket("data").expectedBucketOwner(ACCOUNT));
    assertCode(
        "AccessDenied",
        403,
        () -> s3.headBucket(r -> r.bucket("data").expectedBucketOwner(VENDOR)));
  }

  @Test
  void makingABucketTakesAPermissionForEachThingThatItSets() {
    String arn = world.role("r", allow("s3:CreateBucket", "arn:aws:s3:::a1.*"));
    S3Client session = world.as(world.assume(arn), S3Client.class);
    session.createBucket(r -> r.bucket("a1.plain"));
    assertDenied("s3:CreateBucket", () -> session.createBucket(r -> r.bucket("b1.plain")));
    assertDenied(
        "s3:TagResource",
        () ->
            session.createBucket(
                r -> r.bucket("a1.x").createBucketConfiguration(c -> c.tags(tag("a", "b")))));
    assertDenied(
        "s3:PutBucketOwnershipControls",
        () ->
            session.createBucket(
                r -> r.bucket("a1.x").objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)));
    assertDenied("s3:ListAllMyBuckets", session::listBuckets);
    assertDenied(
        "s3:GetEncryptionConfiguration",
        () -> session.getBucketEncryption(r -> r.bucket("a1.plain")));
  }

  @Test
  void bucketsOfOthersAreClosedEvenToRoot() {
    s3.createBucket(r -> r.bucket("data"));
    assertDenied("s3:GetBucketTagging", () -> vendor.getBucketTagging(r -> r.bucket("data")));
    assertDenied("s3:DeleteBucket", () -> vendor.deleteBucket(r -> r.bucket("data")));
    assertDenied("s3:GetBucketPolicy", () -> vendor.getBucketPolicy(r -> r.bucket("data")));
    s3.putBucketPolicy(r ->
        r.bucket("data")
            .policy(policy("Allow", "{\"AWS\":\"999988887777\"}", "s3:GetBucketTagging", "data")));
    assertCode("NoSuchTagSet", 404, () -> vendor.getBucketTagging(r -> r.bucket("data")));
  }

  @Test
  void aPolicyForbidsWhateverIdentitiesAllow() {
    s3.createBucket(r -> r.bucket("data"));
    S3Client session = world.as(world.assume(world.role("r", allow("s3:*", "*"))), S3Client.class);
    session.putBucketTagging(r -> r.bucket("data").tagging(t -> t.tagSet(tag("a", "b"))));
    s3.putBucketPolicy(
        r -> r.bucket("data").policy(policy("Deny", "\"*\"", "s3:PutBucketTagging", "data")));
    assertDenied(
        "with an explicit deny in a resource-based policy",
        () ->
            session.putBucketTagging(r -> r.bucket("data").tagging(t -> t.tagSet(tag("a", "c")))));
    assertThatThrownBy(
            () -> s3.putBucketTagging(r -> r.bucket("data").tagging(t -> t.tagSet(tag("a", "c")))))
        .hasMessageContaining("arn:aws:iam::111122223333:root is not authorized");
    assertThat(s3.getBucketPolicy(r -> r.bucket("data")).policy())
        .isEqualTo(policy("Deny", "\"*\"", "s3:PutBucketTagging", "data"));
    s3.deleteBucketPolicy(r -> r.bucket("data"));
    session.putBucketTagging(r -> r.bucket("data").tagging(t -> t.tagSet(tag("a", "c"))));
  }

  @Test
  void tlsOnlyPoliciesLetTheSdkThrough() {
    s3.createBucket(r -> r.bucket("data"));
    S3Client session = world.as(world.assume(world.role("r", allow("s3:*", "*"))), S3Client.class);
    String tls =
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"TlsOnly","Effect":"Deny","Principal":"*","Action":"s3:*",
           "Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"],
           "Condition":{"Bool":{"aws:SecureTransport":"false"}}},
          {"Sid":"Tls12","Effect":"Deny","Principal":"*","Action":"s3:*",
           "Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"],
           "Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}]}\
        """;
    session.putBucketPolicy(r -> r.bucket("data").policy(tls));
    session.putBucketVersioning(r ->
        r.bucket("data").versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  @Test
  void nobodyLocksThemselvesOutByAccidentAndRootCanAlwaysMendAPolicy() {
    s3.createBucket(r -> r.bucket("data"));
    S3Client session = world.as(world.assume(world.role("r", allow("s3:*", "*"))), S3Client.class);
    String closed = policy("Deny", "\"*\"", "s3:*", "data");
    assertCode(
        "AccessDenied", 403, () -> session.putBucketPolicy(r -> r.bucket("data").policy(closed)));
    session.putBucketPolicy(
        r -> r.bucket("data").policy(closed).confirmRemoveSelfBucketAccess(true));
    assertDenied("s3:GetBucketPolicy", () -> session.getBucketPolicy(r -> r.bucket("data")));
    assertThat(s3.getBucketPolicy(r -> r.bucket("data")).policy()).isEqualTo(closed);
    s3.deleteBucketPolicy(r -> r.bucket("data"));
  }

  @Test
  void malformedAndPublicPoliciesAreRefused() {
    s3.createBucket(r -> r.bucket("data"));
    for (String bad :
        List.of(
            "{}",
            policy("Allow", "\"*\"", "s3:GetObject", "other/*"),
            policy("Allow", "{\"AWS\":\"1234\"}", "s3:GetObject", "data/*"))) {
      assertCode(
          "MalformedPolicy", 400, () -> s3.putBucketPolicy(r -> r.bucket("data").policy(bad)));
    }
    String open = policy("Allow", "\"*\"", "s3:GetObject", "data/*");
    assertCode("AccessDenied", 403, () -> s3.putBucketPolicy(r -> r.bucket("data").policy(open)));
    s3.deletePublicAccessBlock(r -> r.bucket("data"));
    s3.putBucketPolicy(r -> r.bucket("data").policy(open));
  }

  private static String policy(String effect, String principal, String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\""
        + effect
        + "\",\"Principal\":"
        + principal
        + ",\"Action\":\""
        + action
        + "\",\"Resource\":\"arn:aws:s3:::"
        + resource
        + "\"}]}";
  }

  private ServerSideEncryptionRule encryption() {
    return s3.getBucketEncryption(r -> r.bucket("data"))
        .serverSideEncryptionConfiguration()
        .rules()
        .getFirst();
  }

  private ObjectOwnership ownership() {
    return s3.getBucketOwnershipControls(r -> r.bucket("data"))
        .ownershipControls()
        .rules()
        .getFirst()
        .objectOwnership();
  }

  private static void create(S3Client client, String name, String region) {
    client.createBucket(
        r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint(region)));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void assertCode(String code, int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            no -> {
              assertThat(IamWorld.codeOf(no)).isEqualTo(code);
              assertThat(no.statusCode()).isEqualTo(status);
            });
  }

  private static void assertDenied(String message, ThrowingCallable call) {
    assertCode("AccessDenied", 403, call);
    assertThatThrownBy(call).hasMessageContaining(message);
  }
}
