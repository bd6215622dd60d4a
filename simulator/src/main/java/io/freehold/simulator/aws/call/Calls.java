package io.freehold.simulator.aws.call;

import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Authorizer;
import io.freehold.simulator.aws.access.Decision;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.access.Principals;
import io.freehold.simulator.aws.call.CallRecord.Outcome;
import io.freehold.simulator.aws.call.Dialect.Code;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The one way that every call takes: it is logged, may get lost, is throttled, may meet an outage,
 * is authorized, takes effect, and its answer may get lost. One call at a time, under the world's
 * lock.
 */
public final class Calls {
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Levers levers;
  private final Principals principals;
  private final CallLog log;
  private final TokenBuckets buckets = new TokenBuckets();
  private final List<Runnable> ongoing = new ArrayList<>();
  private Authorizer authorizer = (principal, request) -> Decision.allowed();
  private long number;
  private int mutatingNumber;

  public Calls(Clock clock, Levers levers, Principals principals, CallLog log) {
    this.clock = clock;
    this.levers = levers;
    this.principals = principals;
    this.log = log;
  }

  /** Who decides on permissions; until one is given, everything is allowed. */
  public void authorizeBy(Authorizer other) {
    lock.lock();
    try {
      authorizer = other;
    } finally {
      lock.unlock();
    }
  }

  /** What goes on by itself between calls: brought up to date before each. */
  public void catchUpBy(Runnable work) {
    lock.lock();
    try {
      ongoing.add(work);
    } finally {
      lock.unlock();
    }
  }

  /** Runs something while no call is served, with everything up to date. */
  public <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      // Not within a call: it sees one state from its beginning to its end.
      if (lock.getHoldCount() == 1) {
        ongoing.forEach(Runnable::run);
      }
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Serves one call.
   *
   * @throws AwsServiceException as the service words its refusal
   * @throws SdkClientException where no answer arrives
   */
  <T> T run(
      Dialect dialect,
      AwsCredentials credentials,
      String region,
      CallSpec spec,
      Function<CallContext, T> effect) {
    return alone(() -> logged(dialect, credentials, region, spec, effect));
  }

  private <T> T logged(
      Dialect dialect,
      AwsCredentials credentials,
      String region,
      CallSpec spec,
      Function<CallContext, T> effect) {
    Arrival arrival = arrival(dialect, credentials, region, spec);
    try {
      T answer = served(dialect, arrival, spec, effect);
      note(arrival, Outcome.DONE, null);
      return answer;
    } catch (Silence silence) {
      note(arrival, silence.outcome, null);
      throw timeout();
    } catch (Refused refused) {
      note(arrival, refused.outcome, refused.refusal.code());
      throw exception(dialect, arrival, refused.refusal);
    } catch (Refusal refusal) {
      note(arrival, Outcome.REFUSED, refusal.code());
      throw exception(dialect, arrival, refusal);
    }
  }

  private <T> T served(
      Dialect dialect, Arrival arrival, CallSpec spec, Function<CallContext, T> effect) {
    if (levers.losesRequest(arrival.action, arrival.mutatingNumber)) {
      throw new Silence(Outcome.REQUEST_LOST);
    }
    CallContext context = context(dialect, arrival);
    throttle(dialect, context, spec);
    breakDown(dialect, context);
    authorize(dialect, context, spec);
    levers
        .failureBefore(context.action())
        .ifPresent(code -> {
          throw forced(dialect, code);
        });
    if (spec.dryRun()) {
      throw Refusal.of(
          "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
    }
    T answer = effect.apply(context);
    levers
        .failureAfter(context.action())
        .ifPresent(code -> {
          throw forced(dialect, code);
        });
    if (levers.losesAnswer(arrival.action, arrival.mutatingNumber)) {
      throw new Silence(Outcome.ANSWER_LOST);
    }
    return answer;
  }

  /** A call on its way in. */
  private record Arrival(
      long number,
      int mutatingNumber,
      Instant at,
      Optional<Principal> principal,
      String region,
      String action,
      String requestId) {}

  private Arrival arrival(
      Dialect dialect, AwsCredentials credentials, String region, CallSpec spec) {
    number++;
    if (spec.mutating()) {
      mutatingNumber++;
    }
    byte[] name = ("request " + number).getBytes(StandardCharsets.UTF_8);
    return new Arrival(
        number,
        spec.mutating() ? mutatingNumber : 0,
        clock.instant(),
        principals.find(credentials),
        region,
        dialect.action(spec.name()),
        UUID.nameUUIDFromBytes(name).toString());
  }

  private CallContext context(Dialect dialect, Arrival arrival) {
    Principal principal =
        arrival.principal.orElseThrow(() ->
            refused(
                Outcome.DENIED,
                dialect.codes().unknownKey(),
                "The security token included in the request is invalid."));
    if (!arrival.at.isBefore(principal.expiry())) {
      throw refused(
          Outcome.DENIED,
          dialect.codes().expired(),
          "The security token included in the request is expired");
    }
    String region = dialect.global() ? Location.GLOBAL : arrival.region;
    return new CallContext(
        principal,
        new Location(principal.accountId(), region),
        arrival.at,
        arrival.requestId,
        arrival.action);
  }

  private void throttle(Dialect dialect, CallContext context, CallSpec spec) {
    OptionalDouble slowed = levers.rateOf(context.action());
    RateLimit limit =
        slowed.isPresent()
            ? new RateLimit(
                context.action() + " slowed",
                slowed.getAsDouble() == 0 ? 0 : Math.max(1, slowed.getAsDouble()),
                slowed.getAsDouble())
            : spec.limit().orElseGet(() -> dialect.limits().apply(spec.name(), spec.mutating()));
    RateLimit own =
        new RateLimit(dialect.prefix() + ":" + limit.bucket(), limit.burst(), limit.perSecond());
    if (!buckets.take(context.location(), own, context.now())) {
      if (slowed.isPresent()) {
        levers.slowed(context.action());
      }
      throw refused(
          Outcome.THROTTLED,
          dialect.codes().throttled(),
          dialect.prefix().equals("ec2") ? "Request limit exceeded." : "Rate exceeded");
    }
  }

  private void breakDown(Dialect dialect, CallContext context) {
    if (levers.isDown(context.region())) {
      throw refused(
          Outcome.BROKEN,
          dialect.codes().unavailable(),
          "The service is unavailable. Please try again shortly.");
    }
  }

  private void authorize(Dialect dialect, CallContext context, CallSpec spec) {
    Access access = new Access(context.action(), sharedContext(dialect, context));
    if (levers.denies(context.action())) {
      throw denied(
          dialect,
          context,
          new AccessRequest(context.action(), "*", Map.of()),
          "with an explicit deny in a service control policy");
    }
    spec.access().accept(context, access);
    if (context.principal() instanceof Principal.Root) {
      return;
    }
    for (AccessRequest request : access.requests()) {
      switch (authorizer.decide(context.principal(), request)) {
        case Decision.Allowed() -> {}
        case Decision.Denied(String because) ->
            throw denied(
                dialect,
                context,
                request,
                because.startsWith("with ") ? because : "because " + because);
      }
    }
  }

  /**
   * <a
   * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
   * condition keys</a>.
   */
  private static Map<String, Set<String>> sharedContext(Dialect dialect, CallContext context) {
    Principal principal = context.principal();
    Map<String, Set<String>> shared = new TreeMap<>();
    // Global services are asked in us-east-1.
    String region = dialect.global() ? "us-east-1" : context.region();
    shared.put("aws:RequestedRegion", Set.of(region));
    shared.put("aws:PrincipalAccount", Set.of(principal.accountId()));
    shared.put("aws:CurrentTime", Set.of(context.now().toString()));
    shared.put("aws:EpochTime", Set.of(Long.toString(context.now().getEpochSecond())));
    shared.put("aws:SecureTransport", Set.of("true"));
    shared.put("aws:PrincipalIsAWSService", Set.of("false"));
    shared.put("aws:ViaAWSService", Set.of("false"));
    switch (principal) {
      case Principal.Root root -> {
        shared.put("aws:PrincipalArn", Set.of(root.arn()));
        shared.put("aws:PrincipalType", Set.of("Account"));
      }
      case Principal.RoleSession session -> {
        // A session's principal ARN is its role's.
        shared.put("aws:PrincipalArn", Set.of(session.roleArn()));
        shared.put("aws:PrincipalType", Set.of("AssumedRole"));
        session
            .tags()
            .forEach((key, value) -> shared.put("aws:PrincipalTag/" + key, Set.of(value)));
      }
    }
    return shared;
  }

  private static Refused denied(
      Dialect dialect, CallContext context, AccessRequest request, String because) {
    String text =
        "User: "
            + context.principal().arn()
            + " is not authorized to perform: "
            + request.action()
            + " on resource: "
            + request.resource()
            + " "
            + because;
    return refused(
        Outcome.DENIED,
        dialect.codes().denied(),
        dialect.prefix().equals("ec2")
            ? "You are not authorized to perform this operation. " + text
            : text);
  }

  /** What a test makes a call answer, with the status that the code has or is likely to have. */
  private static Refused forced(Dialect dialect, String code) {
    Dialect.Codes codes = dialect.codes();
    String text = code + " by the test";
    if (code.equals(codes.throttled().code())) {
      return refused(Outcome.THROTTLED, codes.throttled(), text);
    }
    if (code.equals(codes.denied().code())) {
      return refused(Outcome.DENIED, codes.denied(), text);
    }
    int status =
        Stream.of(codes.internal(), codes.unavailable(), codes.expired(), codes.unknownKey())
            .filter(known -> known.code().equals(code))
            .mapToInt(Code::status)
            .findFirst()
            .orElse(code.contains("Internal") ? 500 : code.contains("Unavailable") ? 503 : 400);
    Outcome outcome = status >= 500 ? Outcome.BROKEN : Outcome.REFUSED;
    return refused(outcome, new Code(code, status), text);
  }

  private static Refused refused(Outcome outcome, Code code, String message) {
    return new Refused(outcome, Refusal.of(code.code(), code.status(), message));
  }

  private void note(Arrival arrival, Outcome outcome, @Nullable String code) {
    log.add(
        new CallRecord(
            arrival.number,
            arrival.mutatingNumber,
            arrival.at,
            arrival.principal.map(Principal::accountId).orElse(""),
            arrival.region,
            arrival.principal.map(Principal::arn).orElse(""),
            arrival.action,
            outcome,
            Optional.ofNullable(code),
            arrival.requestId));
  }

  private static AwsServiceException exception(Dialect dialect, Arrival arrival, Refusal refusal) {
    AwsServiceException.Builder builder =
        dialect.typed().getOrDefault(refusal.code(), dialect.plain()).get();
    builder.awsErrorDetails(
        AwsErrorDetails.builder()
            .errorCode(refusal.code())
            .errorMessage(refusal.text())
            .serviceName(dialect.displayName())
            .build());
    builder.message(refusal.text());
    builder.statusCode(refusal.status());
    builder.requestId(arrival.requestId);
    refusal.describe(builder);
    return builder.build();
  }

  /** As the SDK reports a read time-out, whether or not the request took effect. */
  private static SdkClientException timeout() {
    return SdkClientException.create(
        "Unable to execute HTTP request: Read timed out (SDK Attempt Count: 1)",
        new SocketTimeoutException("Read timed out"));
  }

  /** No answer. */
  private static final class Silence extends RuntimeException {
    private final Outcome outcome;

    Silence(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  /** A refusal by the pipeline itself. */
  private static final class Refused extends RuntimeException {
    private final Outcome outcome;
    private final transient Refusal refusal;

    Refused(Outcome outcome, Refusal refusal) {
      super(null, null, false, false);
      this.outcome = outcome;
      this.refusal = refusal;
    }
  }
}
