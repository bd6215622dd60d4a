package io.freehold.simulator.s3;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.LiveSource;
import io.freehold.simulator.aws.state.Shelf;
import io.freehold.simulator.iam.Iam;
import io.freehold.simulator.iam.PolicySource;
import io.freehold.simulator.s3.BucketState.Settings;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Request;

/** All buckets, and the way in which every call comes to its own. */
final class Buckets implements LiveSource, PolicySource {
  private static final String ARN = "arn:aws:s3:::";

  private final World world;
  private final Iam iam;
  private final Shelf<BucketState> shelf;
  private long serial;

  Buckets(World world, Iam iam) {
    this.world = world;
    this.iam = iam;
    shelf = world.shelf();
  }

  World world() {
    return world;
  }

  Iam iam() {
    return iam;
  }

  Shelf<BucketState> shelf() {
    return shelf;
  }

  long nextSerial() {
    return ++serial;
  }

  /** A read of a bucket, by IAM's name of the action, which often is not that of the call. */
  CallSpec reading(String action, S3Request request) {
    return CallSpec.read(action).asking((context, access) -> ask(context, access, request));
  }

  /** A write to a bucket. */
  CallSpec writing(String action, S3Request request) {
    return CallSpec.write(action).asking((context, access) -> ask(context, access, request));
  }

  private void ask(CallContext context, Access access, S3Request request) {
    onBucket(access.on(ARN + name(request)), name(request));
    iam.holdRootTo(context, access);
  }

  /** Adds what S3 tells IAM about every call. */
  Access.Question onBucket(Access.Question question, String bucket) {
    question.with("s3:TlsVersion", "1.3");
    shelf
        .actual(bucket)
        .ifPresent(state -> question.with("s3:ResourceAccount", state.facts().accountId()));
    return question;
  }

  static String arn(String bucket) {
    return ARN + bucket;
  }

  static String name(S3Request request) {
    return field(request, "Bucket").orElse("");
  }

  private static Optional<String> field(S3Request request, String name) {
    return request.getValueForField(name, String.class);
  }

  /** The bucket of a request, for calls that change it. */
  BucketState bucket(CallContext context, S3Request request) {
    return checked(context, request, shelf.known(name(request)).orElse(null));
  }

  /** The bucket of a request, as reads show it. */
  BucketState seen(CallContext context, S3Request request) {
    return checked(context, request, shelf.seen(name(request)).orElse(null));
  }

  private static BucketState checked(
      CallContext context, S3Request request, @Nullable BucketState found) {
    if (found == null) {
      throw Refusals.noSuchBucket();
    }
    Optional<String> expected = field(request, "ExpectedBucketOwner");
    if (expected.isPresent() && !expected.get().equals(found.facts().accountId())) {
      throw Refusals.denied("Access Denied");
    }
    if (!found.facts().region().equals(context.region())) {
      throw Refusal.of(
          "PermanentRedirect",
          301,
          "The bucket you are attempting to access must be addressed using the specified endpoint."
              + " Please send all future requests to this endpoint.");
    }
    return found;
  }

  /** Changes the settings of a request's bucket. */
  void change(CallContext context, S3Request request, UnaryOperator<Settings> change) {
    BucketState bucket = bucket(context, request);
    shelf.change(bucket.name(), state -> state.with(change.apply(state.settings())));
  }

  @Override
  public Optional<Owned> find(String resourceArn) {
    if (!resourceArn.startsWith(ARN)) {
      return Optional.empty();
    }
    String path = resourceArn.substring(ARN.length());
    int slash = path.indexOf('/');
    return shelf
        .actual(slash < 0 ? path : path.substring(0, slash))
        .map(state -> new Owned(state.facts().accountId(), state.settings().policy()));
  }

  @Override
  public Stream<LiveResource> live(String accountId) {
    return of(accountId, shelf.actual().values().stream());
  }

  @Override
  public Stream<LiveResource> seen(String accountId) {
    return of(accountId, shelf.seen().values().stream());
  }

  private static Stream<LiveResource> of(String accountId, Stream<BucketState> states) {
    return states
        .filter(state -> state.facts().accountId().equals(accountId))
        .map(state ->
            new LiveResource(
                "Bucket",
                state.name(),
                state.facts().arn(),
                state.facts().region(),
                state.settings().tags()));
  }
}
