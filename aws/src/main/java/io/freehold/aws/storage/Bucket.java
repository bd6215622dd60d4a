package io.freehold.aws.storage;

import static io.freehold.aws.catalogue.Scope.named;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * A bucket in the session's region: private, encrypted with S3's own keys, reached over TLS only.
 * All objects belong to its owner, whoever writes them, and nobody can change that.
 *
 * @param name unique among all accounts, fixed
 * @param versioning whether overwritten and deleted objects are kept
 * @param lifecycle what is thrown away and when
 */
public record Bucket(String name, boolean versioning, SortedSet<LifecycleRule> lifecycle) {
  public static final AwsType<Bucket, Observed> TYPE = new Type();

  public Bucket {
    lifecycle = Collections.unmodifiableSortedSet(new TreeSet<>(lifecycle));
  }

  /** One without versions that keeps everything but uploads that broke off. */
  public static Bucket of(String name) {
    return new Bucket(name, false, new TreeSet<>(Set.of(LifecycleRule.abortUploads())));
  }

  /** The same with versions kept. */
  public Bucket versioned() {
    return new Bucket(name, true, lifecycle);
  }

  /** With one more rule. */
  public Bucket with(LifecycleRule rule) {
    SortedSet<LifecycleRule> all = new TreeSet<>(lifecycle);
    all.add(rule);
    return new Bucket(name, versioning, all);
  }

  /**
   * What is there.
   *
   * @param encryption the algorithm, or {@code none}
   * @param publicAccess {@code blocked}, or what is not
   * @param ownership who owns the objects that are put in, in S3's words, or {@code none}
   * @param policy in its normalized form; empty without one
   */
  public record Observed(
      String name,
      String arn,
      boolean versioning,
      String encryption,
      String publicAccess,
      String ownership,
      String policy,
      SortedSet<LifecycleRule> lifecycle) {}

  private static String arn(String name) {
    return "arn:aws:s3:::" + name;
  }

  /**
   * ACLs are off from the creation on. That nobody can turn them on again is said here; who takes
   * this away first can.
   */
  private PolicyDocument policy() {
    return PolicyDocument.of(
        tlsOnly(),
        Statement.deny("NoAcls", "s3:PutBucketOwnershipControls", "s3:PutBucketAcl")
            .byAws("*")
            .on(arn(name)));
  }

  private Statement tlsOnly() {
    return Statement.deny("TlsOnly", "s3:*")
        .byAws("*")
        .on(arn(name), arn(name) + "/*")
        .when("Bool", "aws:SecureTransport", "false");
  }

  private static final class Type implements AwsType<Bucket, Observed> {
    private static final String BLOCKED = "blocked";
    private static final String NONE = "none";
    private static final String OWNED = ObjectOwnership.BUCKET_OWNER_ENFORCED.toString();
    private static final String AES = ServerSideEncryption.AES256.toString();
    private static final ServerSideEncryptionRule ENCRYPTION =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(ServerSideEncryption.AES256))
            .build();

    @Override
    public String kind() {
      return "Bucket";
    }

    /** IAM's words, which for S3 are not those of the API. */
    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.S3)
          .inspect(
              named(Scope.BUCKETS),
              "s3:GetBucketTagging",
              "s3:GetBucketVersioning",
              "s3:GetEncryptionConfiguration",
              "s3:GetBucketPublicAccessBlock",
              "s3:GetBucketOwnershipControls",
              "s3:GetBucketPolicy",
              "s3:GetLifecycleConfiguration",
              "s3:ListBucketVersions")
          .provision(
              named(Scope.BUCKETS),
              "s3:CreateBucket",
              "s3:TagResource",
              "s3:PutBucketOwnershipControls",
              "s3:GetBucketTagging",
              "s3:PutBucketTagging")
          .change(
              named(Scope.BUCKETS),
              "s3:PutBucketVersioning",
              "s3:PutEncryptionConfiguration",
              "s3:PutBucketPublicAccessBlock",
              "s3:PutBucketOwnershipControls",
              "s3:PutBucketPolicy",
              "s3:PutLifecycleConfiguration")
          .delete(
              named(Scope.BUCKETS),
              "s3:ListBucketVersions",
              "s3:DeleteObjectVersion",
              "s3:DeleteBucket");
    }

    @Override
    public Optional<String> naturalId(Bucket desired) {
      return Optional.of(desired.name());
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      for (String name : ids) {
        S3.ifBucket(() -> found.put(name, observation(aws, name)));
      }
      return found;
    }

    /** Seven calls; the first also tells whether there is a bucket at all. */
    private static Observation<Observed> observation(AwsSession aws, String name) {
      S3Client s3 = aws.s3();
      Map<String, String> tags = tags(aws, name);
      return new Observation.Present<>(
          new Observed(
              name,
              arn(name),
              s3.getBucketVersioning(r -> r.bucket(name)).status()
                  == BucketVersioningStatus.ENABLED,
              encryption(s3, name),
              publicAccess(s3, name),
              ownership(s3, name),
              S3.optional(() -> s3.getBucketPolicy(r -> r.bucket(name)).policy())
                  .map(PolicyDocument::normalize)
                  .orElse(""),
              lifecycle(s3, name)),
          tags.isEmpty() && StoredObjects.isEmpty(s3, name)
              ? Ownership.UNMARKED
              : aws.ownership(tags));
    }

    /**
     * Only of a bucket of our own account: the names are easily guessed, and another account could
     * make one of them, with our tags on it and a policy that lets us in.
     */
    private static Map<String, String> tags(AwsSession aws, String name) {
      return S3.optional(() ->
              S3.tags(
                  aws.s3()
                      .getBucketTagging(r -> r.bucket(name).expectedBucketOwner(aws.accountId()))
                      .tagSet()))
          .orElseGet(Map::of);
    }

    private static String encryption(S3Client s3, String name) {
      return S3.optional(() -> s3.getBucketEncryption(r -> r.bucket(name)))
          .flatMap(answer ->
              answer.serverSideEncryptionConfiguration().rules().stream()
                  .map(rule -> rule.applyServerSideEncryptionByDefault())
                  .map(rule -> rule.sseAlgorithmAsString())
                  .findFirst())
          .orElse(NONE);
    }

    private static String publicAccess(S3Client s3, String name) {
      return S3.optional(
              () -> s3.getPublicAccessBlock(r -> r.bucket(name)).publicAccessBlockConfiguration())
          .map(block -> {
            List<String> open = new ArrayList<>();
            note(open, "ACLs may be public", block.blockPublicAcls());
            note(open, "public ACLs count", block.ignorePublicAcls());
            note(open, "policies may be public", block.blockPublicPolicy());
            note(open, "public policies count", block.restrictPublicBuckets());
            return open.isEmpty() ? BLOCKED : String.join(", ", open);
          })
          .orElse("not blocked at all");
    }

    private static String ownership(S3Client s3, String name) {
      return S3.optional(() -> s3.getBucketOwnershipControls(r -> r.bucket(name)))
          .flatMap(answer ->
              answer.ownershipControls().rules().stream()
                  .map(OwnershipControlsRule::objectOwnershipAsString)
                  .findFirst())
          .orElse(NONE);
    }

    private static void note(List<String> open, String what, Boolean blocked) {
      if (!Boolean.TRUE.equals(blocked)) {
        open.add(what);
      }
    }

    private static SortedSet<LifecycleRule> lifecycle(S3Client s3, String name) {
      SortedSet<LifecycleRule> rules = new TreeSet<>();
      S3.optional(() -> s3.getBucketLifecycleConfiguration(r -> r.bucket(name)))
          .ifPresent(answer -> answer.rules().forEach(rule -> rules.add(LifecycleRule.of(rule))));
      return rules;
    }

    /**
     * Looks first: in us-east-1 a repeat for a bucket of one's own is no error and resets its ACLs
     * (<a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">source</a>).
     */
    @Override
    public String create(AwsSession aws, Bucket desired, Intent intent) {
      S3Client s3 = aws.s3();
      String name = desired.name();
      S3.requireFree(aws, name);
      CreateBucketConfiguration.Builder configuration =
          CreateBucketConfiguration.builder().tags(S3.tags(aws, intent));
      // The first region of all is the one that must not be named.
      if (!aws.region().id().equals("us-east-1")) {
        configuration.locationConstraint(aws.region().id());
      }
      s3.createBucket(r ->
          r.bucket(name)
              .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
              .createBucketConfiguration(configuration.build()));
      tagWhereIgnored(aws, name, intent);
      return name;
    }

    /** S3 takes tags in the creating request since November 2025; not every S3 does. */
    private static void tagWhereIgnored(AwsSession aws, String name, Intent intent) {
      S3.ifBucket(() -> {
        if (tags(aws, name).isEmpty()) {
          putTags(aws, name, intent);
        }
      });
    }

    private static void putTags(AwsSession aws, String name, Intent intent) {
      aws.s3()
          .putBucketTagging(r ->
              r.bucket(name)
                  .expectedBucketOwner(aws.accountId())
                  .tagging(t -> t.tagSet(S3.tags(aws, intent))));
    }

    @Override
    public void mark(AwsSession aws, String name, Intent intent) {
      putTags(aws, name, intent);
    }

    @Override
    public Diff diff(Bucket desired, Observed observed) {
      return Diff.compare()
          .fixed("name", desired.name(), observed.name())
          .field("publicAccess", BLOCKED, observed.publicAccess())
          .field("ownership", OWNED, observed.ownership())
          .field("policy", desired.policy().normalized(), observed.policy())
          .field("encryption", AES, observed.encryption())
          .field("versioning", desired.versioning(), observed.versioning())
          .field("lifecycle", desired.lifecycle(), observed.lifecycle())
          .done();
    }

    @Override
    public void update(AwsSession aws, String name, Bucket desired, Observed observed) {
      S3Client s3 = aws.s3();
      Diff diff = diff(desired, observed);
      if (diff.touches("publicAccess")) {
        s3.putPublicAccessBlock(r ->
            r.bucket(name)
                .publicAccessBlockConfiguration(block ->
                    block
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true)));
      }
      if (diff.touches("ownership")) {
        takeObjectsBack(s3, desired);
      }
      if (diff.touches("policy") || diff.touches("ownership")) {
        s3.putBucketPolicy(r -> r.bucket(name).policy(desired.policy().json()));
      }
      if (diff.touches("encryption")) {
        s3.putBucketEncryption(
            r -> r.bucket(name).serverSideEncryptionConfiguration(all -> all.rules(ENCRYPTION)));
      }
      if (diff.touches("versioning")) {
        BucketVersioningStatus status =
            desired.versioning()
                ? BucketVersioningStatus.ENABLED
                : BucketVersioningStatus.SUSPENDED;
        s3.putBucketVersioning(r -> r.bucket(name).versioningConfiguration(v -> v.status(status)));
      }
      if (diff.touches("lifecycle")) {
        putLifecycle(s3, name, desired.lifecycle());
      }
    }

    /** The policy forbids it to everybody, to us as well: it makes room for that moment. */
    private static void takeObjectsBack(S3Client s3, Bucket desired) {
      String name = desired.name();
      s3.putBucketPolicy(r -> r.bucket(name).policy(PolicyDocument.of(desired.tlsOnly()).json()));
      s3.putBucketOwnershipControls(r ->
          r.bucket(name)
              .ownershipControls(all ->
                  all.rules(
                      OwnershipControlsRule.builder()
                          .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                          .build())));
    }

    private static void putLifecycle(S3Client s3, String name, Collection<LifecycleRule> rules) {
      if (rules.isEmpty()) {
        s3.deleteBucketLifecycle(r -> r.bucket(name));
      } else {
        s3.putBucketLifecycleConfiguration(r ->
            r.bucket(name)
                .lifecycleConfiguration(
                    all -> all.rules(rules.stream().map(LifecycleRule::toAws).toList())));
      }
    }

    /**
     * Throws away one batch of what is in it, in all its versions; once there is none, the bucket.
     * Whether data may be deleted at all was decided by whoever took the node out of the graph.
     */
    @Override
    public boolean deletePart(AwsSession aws, String name) {
      if (!StoredObjects.deleteSome(aws, name, "")) {
        return false;
      }
      S3.ifBucket(() -> aws.s3().deleteBucket(r -> r.bucket(name)));
      return true;
    }

    @Override
    public void delete(AwsSession aws, String name) {
      var ignored = deletePart(aws, name);
    }

    @Override
    public Observed predict(Bucket desired) {
      return new Observed(
          desired.name(),
          arn(desired.name()),
          desired.versioning(),
          AES,
          BLOCKED,
          OWNED,
          desired.policy().normalized(),
          desired.lifecycle());
    }
  }
}
