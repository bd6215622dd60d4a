package io.freehold.simulator.iam.sts;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.iam.Iam;
import io.freehold.simulator.iam.Iam.AssumableRole;
import io.freehold.simulator.iam.policy.MalformedPolicy;
import io.freehold.simulator.iam.policy.PolicyDocument;
import io.freehold.simulator.iam.policy.PolicyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Makes sessions, by the trust policy of the role and the permissions of the caller. */
final class Sessions {
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final int HOUR = 3600;
  private static final int LONGEST_POLICY = 2048;

  private final World world;
  private final Iam iam;

  /** The tags of each session that is not over, for those who chain roles. */
  private final Map<Principal, SessionTags> tags = new HashMap<>();

  Sessions(World world, Iam iam) {
    this.world = world;
    this.iam = iam;
  }

  GetCallerIdentityResponse who(Endpoint endpoint) {
    return endpoint.read(
        "GetCallerIdentity",
        context ->
            GetCallerIdentityResponse.builder()
                .account(context.principal().accountId())
                .arn(context.principal().arn())
                .userId(userId(context.principal()))
                .build());
  }

  private String userId(Principal principal) {
    return switch (principal) {
      case Principal.Root root -> root.accountId();
      case Principal.RoleSession session ->
          iam.role(session.roleArn()).map(AssumableRole::id).orElse("AROAGONE")
              + ":"
              + session.sessionName();
    };
  }

  AssumeRoleResponse assume(Endpoint endpoint, AssumeRoleRequest request) {
    refuseUnsupported(request);
    CallSpec spec =
        CallSpec.read("AssumeRole").asking((context, access) -> ask(context, access, request));
    return endpoint.call(
        spec,
        context -> {
          AssumableRole role = iam.role(request.roleArn()).orElseThrow();
          int seconds = seconds(context, request, role);
          SessionTags given = tags(context, request);
          Principal.RoleSession session =
              session(
                  role,
                  request.roleSessionName(),
                  given,
                  policies(request),
                  context.now().plusSeconds(seconds));
          AwsSessionCredentials credentials = world.principals().issue(session);
          return AssumeRoleResponse.builder()
              .credentials(c ->
                  c.accessKeyId(credentials.accessKeyId())
                      .secretAccessKey(credentials.secretAccessKey())
                      .sessionToken(credentials.sessionToken())
                      .expiration(session.expiry()))
              .assumedRoleUser(
                  u -> u.arn(session.arn()).assumedRoleId(role.id() + ":" + session.sessionName()))
              .build();
        });
  }

  private static void refuseUnsupported(AssumeRoleRequest request) {
    if (request.sourceIdentity() != null
        || request.serialNumber() != null
        || request.tokenCode() != null
        || request.hasProvidedContexts()) {
      throw new UnsupportedOperationException(
          "AssumeRole with source identity, MFA or provided contexts is not simulated");
    }
  }

  private void ask(CallContext context, Access access, AssumeRoleRequest request) {
    check(request);
    SessionTags given = tags(context, request);
    ask(access.on(request.roleArn()), request, given);
    if (!given.values().isEmpty()) {
      Access.Question tagging = access.to("sts:TagSession", request.roleArn());
      ask(tagging, request, given);
      if (!given.transitive().isEmpty()) {
        tagging.with("sts:TransitiveTagKeys", given.transitive().toArray(String[]::new));
      }
    }
    iam.holdRootTo(context, access);
  }

  private void ask(Access.Question question, AssumeRoleRequest request, SessionTags given) {
    iam.role(request.roleArn())
        .ifPresent(role -> {
          question.resourceTags(role.tags());
          role.tags().forEach((key, value) -> question.with("iam:ResourceTag/" + key, value));
        });
    question.requestTags(given.values()).with("sts:RoleSessionName", request.roleSessionName());
    if (request.externalId() != null) {
      question.with("sts:ExternalId", request.externalId());
    }
  }

  private static void check(AssumeRoleRequest request) {
    if (request.roleArn() == null || !ROLE.matcher(request.roleArn()).matches()) {
      throw invalid(request.roleArn() + " is invalid");
    }
    if (request.roleSessionName() == null
        || !SESSION_NAME.matcher(request.roleSessionName()).matches()) {
      throw invalid(
          "1 validation error detected: Value '"
              + request.roleSessionName()
              + "' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: [\\w+=,.@-]*");
    }
    if (request.externalId() != null && !EXTERNAL_ID.matcher(request.externalId()).matches()) {
      throw invalid(
          "1 validation error detected: Value at 'externalId' is not a valid external ID");
    }
  }

  private SessionTags tags(CallContext context, AssumeRoleRequest request) {
    return SessionTags.of(
        request.tags(),
        request.transitiveTagKeys(),
        tags.getOrDefault(context.principal(), SessionTags.NONE));
  }

  private static int seconds(CallContext context, AssumeRoleRequest request, AssumableRole role) {
    int seconds = request.durationSeconds() == null ? HOUR : request.durationSeconds();
    if (seconds < 900 || seconds > 12 * HOUR) {
      throw invalid(
          "1 validation error detected: Value '"
              + seconds
              + "' at 'durationSeconds' failed to satisfy constraint: Member must have value"
              + " between 900 and 43200");
    }
    if (context.principal() instanceof Principal.RoleSession && seconds > HOUR) {
      throw invalid(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    if (seconds > role.maxSessionSeconds()) {
      throw invalid(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return seconds;
  }

  private List<String> policies(AssumeRoleRequest request) {
    List<String> documents = new ArrayList<>();
    if (request.policy() != null) {
      if (request.policy().length() > LONGEST_POLICY) {
        throw invalid("The session policy is longer than " + LONGEST_POLICY + " characters.");
      }
      documents.add(request.policy());
    }
    String accountId = request.roleArn().split(":", 6)[4];
    request
        .policyArns()
        .forEach(one ->
            documents.add(
                iam.policyDocument(accountId, one.arn())
                    .orElseThrow(() -> invalid("The policy " + one.arn() + " cannot be found."))));
    for (String document : documents) {
      try {
        PolicyDocument.parse(PolicyKind.IDENTITY, document);
      } catch (MalformedPolicy e) {
        throw Refusal.of("MalformedPolicyDocument", 400, e.text());
      }
    }
    return documents;
  }

  AwsSessionCredentials fromService(
      String service,
      String roleArn,
      String sessionName,
      Map<String, String> sessionTags,
      Map<String, String> source,
      Duration duration) {
    boolean tagged =
        sessionTags.isEmpty()
            || iam.serviceVerdict(roleArn, service, "sts:TagSession", source).allowed();
    if (!tagged || !iam.assumableByService(roleArn, service, source)) {
      throw Refusal.of(
          "AccessDenied",
          403,
          service + " is not authorized to perform: sts:AssumeRole on resource: " + roleArn);
    }
    return world
        .principals()
        .issue(
            session(
                iam.role(roleArn).orElseThrow(),
                sessionName,
                new SessionTags(sessionTags, sessionTags.keySet()),
                List.of(),
                world.now().plus(duration)));
  }

  private Principal.RoleSession session(
      AssumableRole role, String name, SessionTags own, List<String> policies, Instant expiry) {
    Principal.RoleSession session =
        new Principal.RoleSession(
            role.arn().split(":", 6)[4], role.arn(), name, own.over(role.tags()), policies, expiry);
    tags.keySet().removeIf(one -> one.expiry().isBefore(world.now()));
    tags.put(session, own);
    return session;
  }

  static Refusal invalid(String message) {
    return Refusal.of("ValidationError", 400, message);
  }
}
