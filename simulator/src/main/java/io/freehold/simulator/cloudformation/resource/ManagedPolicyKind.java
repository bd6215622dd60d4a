package io.freehold.simulator.cloudformation.resource;

import static io.freehold.simulator.cloudformation.resource.Schema.DOCUMENT_OR_TEXT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXTS;

import io.freehold.simulator.cloudformation.template.Value;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html">Managed
 * policies</a>. A new document is a new version, and the default one.
 */
final class ManagedPolicyKind implements ResourceKind {
  private static final int LONGEST_NAME = 128;
  private static final int MOST_VERSIONS = 5;
  private static final Schema SCHEMA =
      new Schema(
          Map.of(
              "ManagedPolicyName", TEXT,
              "Path", TEXT,
              "Description", TEXT,
              "PolicyDocument", DOCUMENT_OR_TEXT,
              "Roles", TEXTS),
          Set.of("PolicyDocument"));

  @Override
  public String type() {
    return "AWS::IAM::ManagedPolicy";
  }

  @Override
  public Set<String> unsimulated() {
    return Set.of("Groups", "Users");
  }

  @Override
  public Set<String> fixed() {
    return Set.of("ManagedPolicyName", "Path", "Description");
  }

  @Override
  public Optional<String> nameProperty() {
    return Optional.of("ManagedPolicyName");
  }

  @Override
  public void check(String logicalId, Value.Mapping properties) {
    SCHEMA.check(logicalId, properties);
  }

  @Override
  public Value.Mapping tagged(Value.Mapping properties, Map<String, String> stackTags) {
    return properties;
  }

  @Override
  public Physical create(Handling handling, Draft draft, Value.Mapping values) {
    Properties properties = new Properties(values);
    IamClient iam = handling.iam();
    String name =
        properties.text("ManagedPolicyName").orElseGet(() -> handling.generatedName(LONGEST_NAME));
    String arn =
        "arn:aws:iam::"
            + handling.accountId()
            + ":policy"
            + properties.text("Path").orElse("/")
            + name;
    if (!draft.isMade()) {
      make(iam, draft, properties, name, arn);
    }
    Handling.settled(() -> iam.getPolicy(r -> r.policyArn(arn)));
    properties
        .texts("Roles")
        .forEach(role -> iam.attachRolePolicy(r -> r.roleName(role).policyArn(arn)));
    return physical(iam, arn);
  }

  private void make(IamClient iam, Draft draft, Properties properties, String name, String arn) {
    try {
      iam.createPolicy(r ->
          r.policyName(name)
              .path(properties.textOrNull("Path"))
              .description(properties.textOrNull("Description"))
              .policyDocument(properties.document("PolicyDocument").orElseThrow()));
    } catch (EntityAlreadyExistsException e) {
      if (!madeAt(iam, arn).map(draft::mayHaveMade).orElse(false)) {
        throw Mishap.exists(type(), arn);
      }
    }
    draft.made(arn);
  }

  /** A policy of the same name may be under another path. */
  private static Optional<Instant> madeAt(IamClient iam, String arn) {
    try {
      return Optional.of(iam.getPolicy(r -> r.policyArn(arn)).policy().createDate());
    } catch (NoSuchEntityException elsewhere) {
      return Optional.empty();
    }
  }

  private static Physical physical(IamClient iam, String arn) {
    Policy policy = iam.getPolicy(r -> r.policyArn(arn)).policy();
    return new Physical(
        arn,
        Map.of(
            "PolicyArn", arn,
            "PolicyId", policy.policyId(),
            "AttachmentCount", String.valueOf(policy.attachmentCount()),
            "CreateDate", String.valueOf(policy.createDate()),
            "DefaultVersionId", policy.defaultVersionId(),
            "IsAttachable", String.valueOf(policy.isAttachable()),
            "PermissionsBoundaryUsageCount", String.valueOf(policy.permissionsBoundaryUsageCount()),
            "UpdateDate", String.valueOf(policy.updateDate())));
  }

  @Override
  public Physical update(
      Handling handling, Physical physical, Value.Mapping from, Value.Mapping to) {
    Properties before = new Properties(from);
    Properties after = new Properties(to);
    IamClient iam = handling.iam();
    String arn = physical.id();
    String document = after.document("PolicyDocument").orElseThrow();
    if (!before.document("PolicyDocument").equals(Optional.of(document))) {
      List<PolicyVersion> versions = versions(iam, arn);
      if (versions.size() >= MOST_VERSIONS) {
        versions.stream()
            .filter(version -> !version.isDefaultVersion())
            .min(
                Comparator.comparing(PolicyVersion::createDate)
                    .thenComparing(version -> Integer.valueOf(version.versionId().substring(1))))
            .ifPresent(oldest -> deleteVersion(iam, arn, oldest));
      }
      iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(document).setAsDefault(true));
    }
    List<String> roles = after.texts("Roles");
    before.texts("Roles").stream()
        .filter(role -> !roles.contains(role))
        .forEach(role -> Managed.takeOff(iam, role, arn));
    roles.stream()
        .filter(role -> !before.texts("Roles").contains(role))
        .forEach(role -> iam.attachRolePolicy(r -> r.roleName(role).policyArn(arn)));
    return physical(iam, arn);
  }

  private static List<PolicyVersion> versions(IamClient iam, String arn) {
    return iam.listPolicyVersions(r -> r.policyArn(arn)).versions();
  }

  private static void deleteVersion(IamClient iam, String arn, PolicyVersion version) {
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId(version.versionId()));
  }

  @Override
  public void delete(Handling handling, String arn, Value.Mapping properties) {
    IamClient iam = handling.iam();
    new Properties(properties).texts("Roles").forEach(role -> Managed.takeOff(iam, role, arn));
    Handling.unlessGone(() -> {
      versions(iam, arn).stream()
          .filter(version -> !version.isDefaultVersion())
          .forEach(version -> deleteVersion(iam, arn, version));
      iam.deletePolicy(r -> r.policyArn(arn));
    });
  }
}
