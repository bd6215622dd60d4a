package io.freehold.aws.account;

import io.freehold.aws.account.Finding.Code;
import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Owner;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Judges a customer's management role by using it as we do, and as somebody would who is not us:
 * assumed with its external ID, it has to lead into the right account; without one, or with a wrong
 * one, it must not be assumable; and its trust policy must let in nobody else. The sessions are
 * used for nothing else and kept nowhere. Safe for use by several threads.
 */
public final class RoleVerification {
  /** What the role has to allow for that, on itself. */
  public static final Actions ACTIONS =
      Actions.in(PolicyGroup.BASE)
          .inspect(Scope.named(Placeholder.MANAGEMENT_ROLE.text()), "iam:GetRole");

  /** Of the form of an infrastructure's name, and none: nothing carries it as its tag. */
  private static final Owner NOBODY = new Owner("verifyrole");

  private static final String SESSION = "freehold-verification";
  private static final int SHORTEST_SESSION = 900;

  private final RoleSessions sessions;
  private final Optional<String> principal;
  private final RolePermissions permissions;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param sessions whose own credentials are to assume the role
   * @param principal the ARN that trust policies name instead of the whole of our account; empty
   *     where none is configured
   * @param permissions all that roles are granted
   */
  public RoleVerification(
      RoleSessions sessions, Optional<String> principal, Collection<Permission> permissions) {
    this.sessions = sessions;
    this.principal = principal;
    this.permissions = new RolePermissions(permissions);
  }

  /**
   * Judges a role now, with up to six calls, and one for each service that it is asked about. What
   * it lacks of its permissions is a warning: it stops nothing that does not need them, and
   * whatever does is stopped by its own preflight.
   *
   * @param accountId where it should lead, 12 digits
   * @param regionId whose STS is asked
   */
  public Verification verify(RoleSessions.Role role, String accountId, String regionId) {
    try {
      return judge(role, accountId, Region.of(regionId));
    } catch (SdkException | FailureException e) {
      return new Verification.Undecided(new AwsFailures().classify(e));
    }
  }

  private Verification judge(RoleSessions.Role role, String accountId, Region region) {
    AwsCredentialsProvider session;
    try {
      session = assume(region, request(role).externalId(role.externalId()), NOBODY);
    } catch (SdkException e) {
      Failure refused = refusal(e);
      return new Verification.Unusable(List.of(notAssumable(role, refused)));
    }
    List<Finding> findings = new ArrayList<>();
    String account =
        sessions.clients().client(StsClient.class, session, region).getCallerIdentity().account();
    if (!account.equals(accountId)) {
      findings.add(
          new Finding(
              Code.ACCOUNT_MISMATCH,
              "account " + account + " behind the role",
              "account " + accountId,
              "Report a role of account " + accountId + "."));
    }
    Optional<Role> seen = see(role, session, region, findings);
    if (sessions.clients().isEmulator()) {
      return result(seen, findings, List.of(notChecked()));
    }
    judgeTrust(role, region, seen, findings);
    if (!findings.isEmpty()) {
      return result(seen, findings, List.of());
    }
    IamClient iam = sessions.clients().client(IamClient.class, session, region);
    return result(seen, findings, permissions.missing(iam, role.arn(), region).stream().toList());
  }

  private static Verification result(
      Optional<Role> seen, List<Finding> findings, List<Finding> warnings) {
    if (findings.isEmpty()) {
      return new Verification.Sound(facts(seen.orElseThrow()), warnings);
    }
    return findings.stream().allMatch(finding -> finding.code().passesWithTime())
        ? new Verification.Unusable(findings)
        : new Verification.Unsafe(findings);
  }

  /** The role as it sees itself. */
  private Optional<Role> see(
      RoleSessions.Role role,
      AwsCredentialsProvider session,
      Region region,
      List<Finding> findings) {
    String name = role.arn().substring(role.arn().lastIndexOf('/') + 1);
    try {
      return Optional.of(
          sessions
              .clients()
              .client(IamClient.class, session, region)
              .getRole(r -> r.roleName(name))
              .role());
    } catch (SdkException e) {
      Failure failure = new AwsFailures().classify(e);
      if (failure.code().equals("NoSuchEntity")) {
        findings.add(
            new Finding(
                Code.ROLE_NOT_FOUND,
                "no role " + name + " in the account",
                role.arn(),
                "Deploy the account's template again, and report the role's ARN."));
        return Optional.empty();
      }
      if (failure.kind() != Failure.Kind.PERMISSION) {
        throw e;
      }
      findings.add(
          new Finding(
              Code.ROLE_UNREADABLE,
              failure.code() + ": " + failure.message(),
              "iam:GetRole on " + role.arn() + ", to see whom it trusts",
              "Deploy the account's template again; where it is in place, look for a service"
                  + " control policy or a permissions boundary that denies iam:GetRole."));
      return Optional.empty();
    }
  }

  private void judgeTrust(
      RoleSessions.Role role, Region region, Optional<Role> seen, List<Finding> findings) {
    List<String> open = new ArrayList<>();
    // As a stranger would: without tags, which a trust policy may refuse for themselves.
    if (isAssumable(region, request(role))) {
      open.add("that the role was assumed without an external ID");
    }
    if (isAssumable(region, request(role).externalId(wrongId()))) {
      open.add("that the role was assumed with a wrong external ID");
    }
    Ourselves us = new Ourselves(sessions.identity(), principal);
    List<String> strangers = new ArrayList<>();
    try {
      seen.map(one -> TrustPolicy.parse(one.assumeRolePolicyDocument()))
          .map(TrustPolicy::doors)
          .orElse(List.of())
          .forEach(door -> {
            List<String> others = door.principals().stream().filter(one -> !us.are(one)).toList();
            strangers.addAll(others);
            // One that is for others alone has to go altogether.
            if (others.size() < door.principals().size() && !door.demands(role.externalId())) {
              open.add(door.label() + " of the trust policy without exactly that condition");
            }
          });
    } catch (IllegalArgumentException e) {
      findings.add(
          new Finding(
              Code.TRUST_NOT_UNDERSTOOD,
              "a trust policy of a form that is not known here",
              "the one of the account's template",
              "Deploy the account's template again."));
    }
    if (!open.isEmpty()) {
      findings.add(
          new Finding(
              Code.EXTERNAL_ID_NOT_DEMANDED,
              String.join("; ", open),
              "StringEquals sts:ExternalId "
                  + role.externalId()
                  + " in every statement that lets"
                  + " somebody assume the role",
              "Deploy the account's template again, or add the condition to the trust policy."));
    }
    if (!strangers.isEmpty()) {
      findings.add(
          new Finding(
              Code.TRUST_TOO_WIDE,
              "principals besides us: " + String.join(", ", strangers.stream().distinct().toList()),
              "only " + us.wanted(),
              "Take the others out of the trust policy: whoever it names can do all that we can."));
    }
  }

  private String wrongId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private boolean isAssumable(Region region, AssumeRoleRequest.Builder request) {
    try {
      sessions
          .clients()
          .client(StsClient.class, sessions.own(), region)
          .assumeRole(request.build());
      return true;
    } catch (SdkException e) {
      var _ = refusal(e);
      return false;
    }
  }

  private AwsCredentialsProvider assume(
      Region region, AssumeRoleRequest.Builder request, Owner owner) {
    Credentials made =
        sessions
            .clients()
            .client(StsClient.class, sessions.own(), region)
            .assumeRole(request.tags(RoleSessions.tags(owner, region)).build())
            .credentials();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
  }

  private static AssumeRoleRequest.Builder request(RoleSessions.Role role) {
    return AssumeRoleRequest.builder()
        .roleArn(role.arn())
        .roleSessionName(SESSION)
        .durationSeconds(SHORTEST_SESSION);
  }

  /**
   * The answer that the role may not be assumed. Any other is thrown on: throttling, an outage, or
   * that our own credentials are not in order say nothing of the role.
   */
  private static Failure refusal(SdkException thrown) {
    Failure failure = new AwsFailures().classify(thrown);
    if (failure.code().startsWith("AccessDenied") || failure.code().equals("ValidationError")) {
      return failure;
    }
    throw thrown;
  }

  private Finding notAssumable(RoleSessions.Role role, Failure refused) {
    String wanted = new Ourselves(sessions.identity(), principal).wanted();
    String found = refused.code() + ": " + refused.message();
    return refused.message().contains("sts:TagSession")
        ? new Finding(
            Code.SESSION_TAGS_REFUSED,
            found,
            "sts:TagSession beside sts:AssumeRole in the trust policy of " + role.arn(),
            "Deploy the account's template again, or add the action.")
        : new Finding(
            Code.ROLE_NOT_ASSUMABLE,
            found,
            "a role %s that %s may assume with the external ID %s"
                .formatted(role.arn(), wanted, role.externalId()),
            "Deploy the account's template with this external ID; where the role is there, compare"
                + " its trust policy, and look for a service control policy that denies"
                + " sts:AssumeRole.");
  }

  private static Finding notChecked() {
    return new Finding(
        Code.NOT_CHECKED,
        "an emulator instead of AWS",
        "AWS, to see that the role demands its external ID and trusts nobody but us",
        "Do not take the role for safe on the word of this check.");
  }

  private static RoleFacts facts(Role role) {
    return new RoleFacts(
        role.path() == null ? "/" : role.path(),
        Optional.ofNullable(role.permissionsBoundary())
            .map(boundary -> boundary.permissionsBoundaryArn()),
        role.tags().stream()
            .filter(tag -> tag.key().equals(AwsSession.TEMPLATE_VERSION_TAG))
            .map(Tag::value)
            .findFirst());
  }
}
