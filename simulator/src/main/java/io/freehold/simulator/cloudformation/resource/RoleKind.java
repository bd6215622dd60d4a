package io.freehold.simulator.cloudformation.resource;

import static io.freehold.simulator.cloudformation.resource.Schema.DOCUMENT_OR_TEXT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXTS;

import io.freehold.simulator.cloudformation.resource.Schema.Form;
import io.freehold.simulator.cloudformation.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html">Roles</a>.
 * A role to which somebody attached more policies by hand is not deleted, as on AWS.
 */
final class RoleKind implements ResourceKind {
  private static final int LONGEST_NAME = 64;
  private static final String DEFAULT_SESSION = "3600";
  private static final Schema POLICY =
      new Schema(
          Map.of("PolicyName", TEXT, "PolicyDocument", DOCUMENT_OR_TEXT),
          Set.of("PolicyName", "PolicyDocument"));
  private static final Schema TAG =
      new Schema(Map.of("Key", TEXT, "Value", TEXT), Set.of("Key", "Value"));
  private static final Schema SCHEMA =
      new Schema(
          Map.of(
              "RoleName", TEXT,
              "Path", TEXT,
              "Description", TEXT,
              "AssumeRolePolicyDocument", DOCUMENT_OR_TEXT,
              "ManagedPolicyArns", TEXTS,
              "Policies", new Form.ListOf(new Form.Part(POLICY)),
              "PermissionsBoundary", TEXT,
              "MaxSessionDuration", new Form.Whole(3600, 43_200),
              "Tags", new Form.ListOf(new Form.Part(TAG))),
          Set.of("AssumeRolePolicyDocument"));

  @Override
  public String type() {
    return "AWS::IAM::Role";
  }

  @Override
  public Set<String> unsimulated() {
    return Set.of();
  }

  @Override
  public Set<String> fixed() {
    return Set.of("RoleName", "Path");
  }

  @Override
  public Optional<String> nameProperty() {
    return Optional.of("RoleName");
  }

  @Override
  public void check(String logicalId, Value.Mapping properties) {
    SCHEMA.check(logicalId, properties);
  }

  @Override
  public Value.Mapping tagged(Value.Mapping properties, Map<String, String> stackTags) {
    Value own = properties.get("Tags").orElse(new Value.Sequence(List.of()));
    if (stackTags.isEmpty() || !(own instanceof Value.Sequence(List<Value> items))) {
      return properties;
    }
    List<Value> all = new ArrayList<>(items);
    stackTags.forEach((key, value) -> {
      boolean chosen =
          items.stream()
              .anyMatch(item ->
                  item instanceof Value.Mapping tag
                      && tag.get("Key").flatMap(Value::scalar).equals(Optional.of(key)));
      if (!chosen) {
        all.add(new Value.Mapping(Map.of("Key", Value.text(key), "Value", Value.text(value))));
      }
    });
    return properties.with("Tags", new Value.Sequence(all));
  }

  private static Map<String, String> tags(Properties properties) {
    return properties.pairs("Tags", "Key", "Value");
  }

  private static Map<String, String> policies(Properties properties) {
    return properties.pairs("Policies", "PolicyName", "PolicyDocument");
  }

  private static List<Tag> asTags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  @Override
  public Physical create(Handling handling, Draft draft, Value.Mapping values) {
    Properties properties = new Properties(values);
    IamClient iam = handling.iam();
    String name = properties.text("RoleName").orElseGet(() -> handling.generatedName(LONGEST_NAME));
    if (!draft.isMade()) {
      make(handling, draft, properties, name);
    }
    Role role = Handling.settled(() -> iam.getRole(r -> r.roleName(name)).role());
    policies(properties)
        .forEach((policy, document) ->
            iam.putRolePolicy(r -> r.roleName(name).policyName(policy).policyDocument(document)));
    properties
        .texts("ManagedPolicyArns")
        .forEach(arn -> iam.attachRolePolicy(r -> r.roleName(name).policyArn(arn)));
    return physical(role);
  }

  private void make(Handling handling, Draft draft, Properties properties, String name) {
    IamClient iam = handling.iam();
    try {
      iam.createRole(r ->
          r.roleName(name)
              .path(properties.textOrNull("Path"))
              .description(properties.textOrNull("Description"))
              .assumeRolePolicyDocument(
                  properties.document("AssumeRolePolicyDocument").orElseThrow())
              .permissionsBoundary(properties.textOrNull("PermissionsBoundary"))
              .maxSessionDuration(
                  properties.text("MaxSessionDuration").map(Integer::valueOf).orElse(null))
              .tags(asTags(tags(properties))));
    } catch (EntityAlreadyExistsException e) {
      Role there = Handling.settled(() -> iam.getRole(r -> r.roleName(name)).role());
      if (!draft.mayHaveMade(there.createDate())) {
        throw Mishap.exists(type(), name);
      }
    }
    draft.made(name);
  }

  private static Physical physical(Role role) {
    return new Physical(role.roleName(), Map.of("Arn", role.arn(), "RoleId", role.roleId()));
  }

  @Override
  public Physical update(
      Handling handling, Physical physical, Value.Mapping from, Value.Mapping to) {
    Properties before = new Properties(from);
    Properties after = new Properties(to);
    IamClient iam = handling.iam();
    String name = physical.id();
    String trust = after.document("AssumeRolePolicyDocument").orElseThrow();
    if (!before.document("AssumeRolePolicyDocument").equals(Optional.of(trust))) {
      iam.updateAssumeRolePolicy(r -> r.roleName(name).policyDocument(trust));
    }
    describe(iam, name, before, after);
    bound(iam, name, before.text("PermissionsBoundary"), after.text("PermissionsBoundary"));
    inline(iam, name, policies(before), policies(after));
    Managed.change(iam, name, before.texts("ManagedPolicyArns"), after.texts("ManagedPolicyArns"));
    tag(iam, name, tags(before), tags(after));
    return physical;
  }

  private static void describe(IamClient iam, String name, Properties before, Properties after) {
    String description = after.text("Description").orElse("");
    String session = after.text("MaxSessionDuration").orElse(DEFAULT_SESSION);
    if (!description.equals(before.text("Description").orElse(""))
        || !session.equals(before.text("MaxSessionDuration").orElse(DEFAULT_SESSION))) {
      iam.updateRole(r ->
          r.roleName(name).description(description).maxSessionDuration(Integer.valueOf(session)));
    }
  }

  private static void bound(
      IamClient iam, String name, Optional<String> before, Optional<String> after) {
    if (before.equals(after)) {
      return;
    }
    after.ifPresentOrElse(
        arn -> iam.putRolePermissionsBoundary(r -> r.roleName(name).permissionsBoundary(arn)),
        () -> Handling.unlessGone(() -> iam.deleteRolePermissionsBoundary(r -> r.roleName(name))));
  }

  private static void inline(
      IamClient iam, String name, Map<String, String> before, Map<String, String> after) {
    before.keySet().stream()
        .filter(policy -> !after.containsKey(policy))
        .forEach(policy ->
            Handling.unlessGone(
                () -> iam.deleteRolePolicy(r -> r.roleName(name).policyName(policy))));
    after.forEach((policy, document) -> {
      if (!Objects.equals(before.get(policy), document)) {
        iam.putRolePolicy(r -> r.roleName(name).policyName(policy).policyDocument(document));
      }
    });
  }

  private static void tag(
      IamClient iam, String name, Map<String, String> before, Map<String, String> after) {
    List<String> gone = before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
    if (!gone.isEmpty()) {
      iam.untagRole(r -> r.roleName(name).tagKeys(gone));
    }
    List<Tag> changed =
        asTags(after).stream()
            .filter(tag -> !Objects.equals(before.get(tag.key()), tag.value()))
            .toList();
    if (!changed.isEmpty()) {
      iam.tagRole(r -> r.roleName(name).tags(changed));
    }
  }

  @Override
  public void delete(Handling handling, String name, Value.Mapping values) {
    Properties properties = new Properties(values);
    IamClient iam = handling.iam();
    Managed.change(iam, name, properties.texts("ManagedPolicyArns"), List.of());
    policies(properties)
        .keySet()
        .forEach(policy ->
            Handling.unlessGone(
                () -> iam.deleteRolePolicy(r -> r.roleName(name).policyName(policy))));
    Handling.unlessGone(() -> iam.deleteRole(r -> r.roleName(name)));
  }
}
