package io.freehold.aws.onboarding;

import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The CloudFormation template that lets the control plane into an account: the management role, its
 * policies, and the boundary of the roles that it makes. The {@link TerraformModule} makes the very
 * same.
 *
 * <p>Policies carry no tags, since CloudFormation cannot give them any (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-managedpolicy.html">source</a>).
 */
public final class CloudFormationTemplate {
  /** Its only output. */
  public static final String OUTPUT = "ManagementRoleArn";

  private static final String ROLE = "ManagementRole";
  private static final String BOUNDARY = "Boundary";
  private static final String CUSTOMERS_BOUNDARY = "WithCustomersBoundary";
  private static final String OUR_BOUNDARY = "WithBoundary";

  private final Map<Parameter, String> presets;

  /**
   * @param presets what is filled in already; the customer can still choose otherwise
   * @throws IllegalArgumentException if a parameter does not take its value
   */
  public CloudFormationTemplate(Map<Parameter, String> presets) {
    this.presets = Parameter.checked(presets);
  }

  /** The template in YAML, about 40 kB: short enough to be given with the call that deploys it. */
  public String text() {
    return """
    # Lets Freehold into an AWS account, and creates nothing but IAM roles and policies.
    # Version %s. Generated from the list of the AWS actions that Freehold uses.
    """
            .formatted(TemplateVersion.newest().number())
        + Yaml.write(document());
  }

  private Map<String, Object> document() {
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("AWSTemplateFormatVersion", "2010-09-09");
    template.put("Description", Templates.TITLE);
    template.put(
        "Parameters", each(Arrays.asList(Parameter.values()), Parameter::pascal, this::parameter));
    template.put("Conditions", conditions());
    template.put("Resources", resources());
    template.put(
        "Outputs",
        Map.of(
            OUTPUT,
            map(
                "Description",
                Templates.OUTPUT_DESCRIPTION,
                "Value",
                new Yaml.Function("GetAtt", ROLE + ".Arn"))));
    return template;
  }

  private Map<String, Object> parameter(Parameter parameter) {
    Map<String, Object> members = map("Type", "String");
    members.put("Description", parameter.description());
    Optional.ofNullable(presets.get(parameter))
        .or(parameter::standard)
        .ifPresent(value -> members.put("Default", value));
    switch (parameter.form()) {
      case SWITCH -> members.put("AllowedValues", List.of("true", "false"));
      case TEXT -> {
        members.put("AllowedPattern", "^" + "(" + parameter.pattern() + ")" + "$");
        members.put("MinLength", parameter.shortest());
        members.put("MaxLength", parameter.longest());
        members.put("ConstraintDescription", parameter.needed());
      }
    }
    return members;
  }

  private static Map<String, Object> conditions() {
    Object boundaryIsOurs = function("Equals", ref(Parameter.PERMISSIONS_BOUNDARY_ARN), "");
    Map<String, Object> all = map(OUR_BOUNDARY, boundaryIsOurs);
    all.put(CUSTOMERS_BOUNDARY, function("Not", boundaryIsOurs));
    for (PolicyGroup group : PolicyGroup.values()) {
      Templates.switchOf(group)
          .ifPresent(parameter ->
              all.put(condition(parameter), function("Equals", ref(parameter), "true")));
    }
    return all;
  }

  private static String condition(Parameter parameter) {
    return "With" + parameter.pascal();
  }

  private static Map<String, Object> resources() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(ROLE, resource("AWS::IAM::Role", Optional.empty(), role()));
    all.put(
        BOUNDARY,
        resource(
            "AWS::IAM::ManagedPolicy",
            Optional.of(OUR_BOUNDARY),
            policy(
                ManagementRoleArn.boundaryName("${RoleName}"),
                Templates.BOUNDARY_DESCRIPTION,
                ManagementPolicies.boundary())));
    ManagementPolicies.documents()
        .forEach((group, document) -> {
          if (!group.isInline()) {
            Map<String, Object> properties =
                policy("${RoleName}-" + group.suffix(), Templates.description(group), document);
            properties.put("Roles", List.of(new Yaml.Function("Ref", ROLE)));
            all.put(
                logicalId(group),
                resource(
                    "AWS::IAM::ManagedPolicy",
                    Templates.switchOf(group).map(CloudFormationTemplate::condition),
                    properties));
          }
        });
    return all;
  }

  private static Map<String, Object> resource(
      String type, Optional<String> condition, Map<String, Object> properties) {
    Map<String, Object> resource = map("Type", type);
    condition.ifPresent(name -> resource.put("Condition", name));
    resource.put("Properties", properties);
    return resource;
  }

  private static Map<String, Object> role() {
    Map<String, Object> role = map("RoleName", ref(Parameter.ROLE_NAME));
    role.put("Path", ref(Parameter.ROLE_PATH));
    role.put("Description", Templates.ROLE_DESCRIPTION);
    role.put(
        "PermissionsBoundary",
        function(
            "If",
            CUSTOMERS_BOUNDARY,
            ref(Parameter.PERMISSIONS_BOUNDARY_ARN),
            new Yaml.Function("Ref", "AWS::NoValue")));
    role.put("AssumeRolePolicyDocument", written(ManagementPolicies.trust()));
    List<Object> inline = new ArrayList<>();
    ManagementPolicies.documents()
        .forEach((group, document) -> {
          if (group.isInline()) {
            inline.add(map("PolicyName", group.suffix(), "PolicyDocument", written(document)));
          }
        });
    role.put("Policies", inline);
    List<Object> tags = new ArrayList<>();
    Templates.TAGS.forEach((key, value) -> tags.add(map("Key", key, "Value", value)));
    tags.add(map("Key", Templates.ENVIRONMENT_TAG, "Value", ref(Parameter.BYOC_ENV)));
    role.put("Tags", tags);
    return role;
  }

  private static Map<String, Object> policy(
      String name, String description, PolicyDocument document) {
    Map<String, Object> policy = map("ManagedPolicyName", new Yaml.Function("Sub", name));
    policy.put("Path", ref(Parameter.ROLE_PATH));
    policy.put("Description", description);
    policy.put("PolicyDocument", written(document));
    return policy;
  }

  /** {@code VpcWritePolicy}. */
  private static String logicalId(PolicyGroup group) {
    return Arrays.stream(group.suffix().split("-"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining())
        + "Policy";
  }

  private static Object written(PolicyDocument document) {
    return ChosenText.in(document.tree(), CloudFormationTemplate::text);
  }

  /** Functions stand in the place of texts that have something in them that is chosen. */
  private static Object text(ChosenText chosen) {
    if (chosen.isFixed()) {
      return chosen.source(); // ${...} is IAM's here
    }
    if (chosen.pieces().size() == 1
        && chosen.pieces().getFirst() instanceof ChosenText.Piece.Chosen one) {
      return alone(one.placeholder());
    }
    StringBuilder all = new StringBuilder();
    Map<String, Object> variables = new LinkedHashMap<>();
    for (ChosenText.Piece piece : chosen.pieces()) {
      switch (piece) {
        // In a text with parameters a variable of IAM's is told by its exclamation mark.
        case ChosenText.Piece.Fixed(String fixed) -> all.append(fixed.replace("${", "${!"));
        case ChosenText.Piece.Chosen(Placeholder placeholder) ->
            all.append(within(placeholder, variables));
      }
    }
    return variables.isEmpty()
        ? new Yaml.Function("Sub", all.toString())
        : function("Sub", all.toString(), variables);
  }

  private static Object alone(Placeholder placeholder) {
    return switch (placeholder) {
      case BOUNDARY ->
          function(
              "If",
              CUSTOMERS_BOUNDARY,
              ref(Parameter.PERMISSIONS_BOUNDARY_ARN),
              new Yaml.Function("Ref", BOUNDARY));
      case VENDOR_ACCOUNT ->
          function("Select", 4, function("Split", ":", ref(Parameter.VENDOR_PRINCIPAL)));
      case VENDOR_PRINCIPAL -> ref(Parameter.VENDOR_PRINCIPAL);
      case EXTERNAL_ID -> ref(Parameter.EXTERNAL_ID);
      case ROLE_PATH, MANAGEMENT_ROLE ->
          new Yaml.Function("Sub", within(placeholder, new LinkedHashMap<>()));
    };
  }

  /** As a part of a text; adds what the text has to be given besides parameters. */
  private static String within(Placeholder placeholder, Map<String, Object> variables) {
    return switch (placeholder) {
      case ROLE_PATH -> ManagementRoleArn.rolePath("${RolePath}");
      case MANAGEMENT_ROLE -> "arn:aws:iam::${AWS::AccountId}:role${RolePath}${RoleName}";
      case VENDOR_PRINCIPAL -> "${VendorPrincipal}";
      case EXTERNAL_ID -> "${ExternalId}";
      case VENDOR_ACCOUNT -> {
        variables.put("VendorAccount", alone(placeholder));
        yield "${VendorAccount}";
      }
      case BOUNDARY -> {
        variables.put("BoundaryArn", alone(placeholder));
        yield "${BoundaryArn}";
      }
    };
  }

  private static Object ref(Parameter parameter) {
    return new Yaml.Function("Ref", parameter.pascal());
  }

  private static Object function(String name, Object... arguments) {
    return new Yaml.Function(name, Arrays.asList(arguments));
  }

  private static <T> Map<String, Object> each(
      List<T> items,
      java.util.function.Function<T, String> name,
      java.util.function.Function<T, Object> value) {
    Map<String, Object> all = new LinkedHashMap<>();
    items.forEach(item -> all.put(name.apply(item), value.apply(item)));
    return all;
  }

  private static Map<String, Object> map(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  private static Map<String, Object> map(String key, Object value, String key2, Object value2) {
    Map<String, Object> map = map(key, value);
    map.put(key2, value2);
    return map;
  }
}
