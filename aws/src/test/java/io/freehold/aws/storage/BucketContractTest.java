package io.freehold.aws.storage;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

class BucketContractTest extends KindContract<Bucket, Bucket.Observed> {
  private static final LifecycleRule OLD_VERSIONS = new LifecycleRule("old", "logs/", 0, 30, 0);

  @Override
  protected AwsType<Bucket, Bucket.Observed> type() {
    return Bucket.TYPE;
  }

  @Override
  protected Bucket desired(Ground ground) {
    return Bucket.of("abcdefghij.us-east-1.freehold-test");
  }

  @Override
  protected Map<String, Bucket> mutable(Bucket it) {
    return Map.of("versioning", it.versioned(), "lifecycle", it.with(OLD_VERSIONS));
  }

  @Override
  protected Map<String, Bucket> fixed(Bucket it) {
    return Map.of("name", Bucket.of("another.us-east-1.freehold-test"));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, Bucket desired) {
    S3Client s3 = ground.aws().s3();
    return Map.of(
        "versioning",
        name ->
            s3.putBucketVersioning(r ->
                r.bucket(name)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED))),
        "encryption",
        name ->
            s3.putBucketEncryption(r ->
                r.bucket(name)
                    .serverSideEncryptionConfiguration(c ->
                        c.rules(
                            ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(
                                    by -> by.sseAlgorithm(ServerSideEncryption.AWS_KMS))
                                .build()))),
        "publicAccess",
        name -> s3.deletePublicAccessBlock(r -> r.bucket(name)),
        "ownership",
        name -> {
          // The policy stands in the way of whoever does not put it aside first.
          String ours = s3.getBucketPolicy(r -> r.bucket(name)).policy();
          s3.deleteBucketPolicy(r -> r.bucket(name));
          s3.putBucketOwnershipControls(r ->
              r.bucket(name)
                  .ownershipControls(c ->
                      c.rules(
                          OwnershipControlsRule.builder()
                              .objectOwnership(ObjectOwnership.OBJECT_WRITER)
                              .build())));
          s3.putBucketPolicy(r -> r.bucket(name).policy(ours));
        },
        "policy",
        name -> s3.deleteBucketPolicy(r -> r.bucket(name)),
        "lifecycle",
        name ->
            s3.putBucketLifecycleConfiguration(r ->
                r.bucket(name)
                    .lifecycleConfiguration(
                        all -> all.rules(new LifecycleRule("theirs", "", 1, 0, 0).toAws()))));
  }

  @Override
  protected Use use(Ground ground, Bucket desired) {
    return Use.nothingPrevents(
        "what is in it goes first",
        name ->
            ground
                .aws()
                .s3()
                .putObject(r -> r.bucket(name).key("a"), RequestBody.fromString("data")));
  }

  /** It is asked without TLS, which the bucket's policy denies. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsInUseIsADependency", "Status Code: 403");
  }
}
