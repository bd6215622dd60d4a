package io.freehold.aws.onboarding;

import static io.freehold.aws.onboarding.Hcl.block;

import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Terraform module that lets the control plane into an account. It makes the very same as the
 * {@link CloudFormationTemplate}, and so gives policies no tags.
 *
 * <p>It is written in Terraform's own language and not in JSON, because people review it before
 * they grant what it says.
 */
public final class TerraformModule {
  /** Its only output. */
  public static final String OUTPUT = "management_role_arn";

  private static final String ROLE = "aws_iam_role.management";

  private final Map<Parameter, String> presets;

  /**
   * @param presets what is filled in already; the customer can still choose otherwise
   * @throws IllegalArgumentException if a parameter does not take its value
   */
  public TerraformModule(Map<Parameter, String> presets) {
    this.presets = Parameter.checked(presets);
  }

  /** Its files by name. */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("versions.tf", head() + Hcl.write(List.of(versions())));
    files.put("variables.tf", Hcl.write(variables()));
    files.put("main.tf", Hcl.write(main()));
    files.put("policies.tf", Hcl.write(policies()));
    files.put("outputs.tf", Hcl.write(List.of(output())));
    files.put("README.md", ModuleReadme.text(presets));
    return Collections.unmodifiableSortedMap(files);
  }

  /** The same in the archive from which Terraform takes modules over HTTP. */
  public byte[] archive() {
    return TarGz.of(files());
  }

  private static String head() {
    return """
    # %s It creates nothing but IAM roles and policies.
    # Version %d. Generated from the list of the AWS actions that Freehold uses.

    """
        .formatted(Templates.TITLE, TemplateVersion.newest().number());
  }

  private static Hcl.Block versions() {
    Map<String, Object> aws = new LinkedHashMap<>();
    aws.put("source", "hashicorp/aws");
    aws.put("version", ">= 5.0");
    return block(
        "terraform",
        List.of(),
        attribute("required_version", ">= 1.5"),
        new Hcl.Gap(),
        block("required_providers", List.of(), attribute("aws", aws)));
  }

  private List<Hcl.Block> variables() {
    List<Hcl.Block> all = new ArrayList<>();
    for (Parameter parameter : Parameter.values()) {
      Optional<String> value = Optional.ofNullable(presets.get(parameter)).or(parameter::standard);
      List<Hcl.Item> items = new ArrayList<>();
      items.add(attribute("description", parameter.description()));
      switch (parameter.form()) {
        case SWITCH -> {
          items.add(attribute("type", new Hcl.Expression("bool")));
          value.ifPresent(one -> items.add(attribute("default", new Hcl.Expression(one))));
          items.add(attribute("nullable", new Hcl.Expression("false")));
        }
        case TEXT -> {
          items.add(attribute("type", new Hcl.Expression("string")));
          value.ifPresent(one -> items.add(attribute("default", one)));
          items.add(attribute("nullable", new Hcl.Expression("false")));
          items.add(new Hcl.Gap());
          items.add(validation(parameter));
        }
      }
      all.add(new Hcl.Block("variable", List.of(parameter.snake()), items));
    }
    return all;
  }

  private static Hcl.Block validation(Parameter parameter) {
    String variable = var(parameter).text();
    return block(
        "validation",
        List.of(),
        attribute(
            "condition",
            new Hcl.Expression(
                "length(%1$s) >= %2$d && length(%1$s) <= %3$d && can(regex(%4$s, %1$s))"
                    .formatted(
                        variable,
                        parameter.shortest(),
                        parameter.longest(),
                        Hcl.quoted("^(" + parameter.pattern() + ")$")))),
        attribute(
            "error_message", "%s: needed %s.".formatted(parameter.snake(), parameter.needed())));
  }

  private static List<Hcl.Block> main() {
    String customers = var(Parameter.PERMISSIONS_BOUNDARY_ARN).text();
    Map<String, Object> tags = new LinkedHashMap<>(Templates.TAGS);
    tags.put(Templates.ENVIRONMENT_TAG, var(Parameter.BYOC_ENV));
    List<Hcl.Block> all = new ArrayList<>();
    all.add(
        block(
            "locals",
            List.of(),
            attribute(
                "boundary_arn",
                new Hcl.Expression(
                    customers + " == \"\" ? aws_iam_policy.boundary[0].arn : " + customers)),
            attribute(
                "vendor_account",
                new Hcl.Expression(
                    "split(\":\", " + var(Parameter.VENDOR_PRINCIPAL).text() + ")[4]"))));
    all.add(
        resource(
            "aws_iam_role",
            "management",
            attribute("name", var(Parameter.ROLE_NAME)),
            attribute("path", var(Parameter.ROLE_PATH)),
            attribute("description", Templates.ROLE_DESCRIPTION),
            attribute(
                "permissions_boundary",
                new Hcl.Expression(customers + " == \"\" ? null : " + customers)),
            attribute("assume_role_policy", written(ManagementPolicies.trust())),
            attribute("tags", tags)));
    ManagementPolicies.documents().keySet().stream()
        .filter(group -> !group.isInline())
        .map(TerraformModule::attachment)
        .forEach(all::add);
    return all;
  }

  private static Hcl.Block attachment(PolicyGroup group) {
    Optional<Hcl.Expression> count = count(group);
    List<Hcl.Item> items = counted(count);
    items.add(attribute("role", new Hcl.Expression(ROLE + ".name")));
    items.add(
        attribute(
            "policy_arn",
            new Hcl.Expression(
                "aws_iam_policy." + name(group) + (count.isPresent() ? "[0].arn" : ".arn"))));
    return resource("aws_iam_role_policy_attachment", name(group), items.toArray(Hcl.Item[]::new));
  }

  private static List<Hcl.Block> policies() {
    List<Hcl.Block> all = new ArrayList<>();
    ManagementPolicies.documents()
        .forEach((group, document) ->
            all.add(
                group.isInline()
                    ? inline(group, document)
                    : policy(
                        name(group),
                        count(group),
                        "${var.role_name}-" + group.suffix(),
                        Templates.description(group),
                        document)));
    all.add(
        policy(
            "boundary",
            Optional.of(
                new Hcl.Expression(
                    var(Parameter.PERMISSIONS_BOUNDARY_ARN).text() + " == \"\" ? 1 : 0")),
            ManagementRoleArn.boundaryName("${var.role_name}"),
            Templates.BOUNDARY_DESCRIPTION,
            ManagementPolicies.boundary()));
    return all;
  }

  private static Hcl.Block inline(PolicyGroup group, PolicyDocument document) {
    return resource(
        "aws_iam_role_policy",
        name(group),
        attribute("name", group.suffix()),
        attribute("role", new Hcl.Expression(ROLE + ".name")),
        attribute("policy", written(document)));
  }

  private static Hcl.Block policy(
      String resource,
      Optional<Hcl.Expression> count,
      String name,
      String description,
      PolicyDocument document) {
    List<Hcl.Item> items = counted(count);
    items.add(attribute("name", new Hcl.Expression('"' + name + '"')));
    items.add(attribute("path", var(Parameter.ROLE_PATH)));
    items.add(attribute("description", description));
    items.add(attribute("policy", written(document)));
    return resource("aws_iam_policy", resource, items.toArray(Hcl.Item[]::new));
  }

  private static List<Hcl.Item> counted(Optional<Hcl.Expression> count) {
    List<Hcl.Item> items = new ArrayList<>();
    count.ifPresent(expression -> {
      items.add(attribute("count", expression));
      items.add(new Hcl.Gap());
    });
    return items;
  }

  private static Optional<Hcl.Expression> count(PolicyGroup group) {
    return Templates.switchOf(group)
        .map(parameter -> new Hcl.Expression(var(parameter).text() + " ? 1 : 0"));
  }

  private static Hcl.Block output() {
    return block(
        "output",
        List.of(OUTPUT),
        attribute("description", Templates.OUTPUT_DESCRIPTION),
        attribute("value", new Hcl.Expression(ROLE + ".arn")));
  }

  private static Hcl.Call written(PolicyDocument document) {
    return new Hcl.Call("jsonencode", written(document.tree()));
  }

  /** With expressions in the place of texts that have something in them that is chosen. */
  private static Object written(Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        Map<String, Object> all = new LinkedHashMap<>();
        members.forEach((key, member) -> all.put(String.valueOf(key), written(member)));
        yield all;
      }
      case Collection<?> items -> {
        List<Object> all = items.stream().map(TerraformModule::written).toList();
        yield all.size() == 1 && !(all.getFirst() instanceof Map) ? all.getFirst() : all;
      }
      default -> text(ChosenText.of(value.toString()));
    };
  }

  private static Hcl.Expression text(ChosenText chosen) {
    if (chosen.pieces().size() == 1
        && chosen.pieces().getFirst() instanceof ChosenText.Piece.Chosen one) {
      return alone(one.placeholder());
    }
    StringBuilder all = new StringBuilder("\"");
    for (ChosenText.Piece piece : chosen.pieces()) {
      switch (piece) {
        case ChosenText.Piece.Fixed(String fixed) -> all.append(Hcl.escaped(fixed));
        case ChosenText.Piece.Chosen(Placeholder placeholder) -> all.append(within(placeholder));
      }
    }
    return new Hcl.Expression(all.append('"').toString());
  }

  private static Hcl.Expression alone(Placeholder placeholder) {
    return switch (placeholder) {
      case BOUNDARY -> new Hcl.Expression("local.boundary_arn");
      case VENDOR_ACCOUNT -> new Hcl.Expression("local.vendor_account");
      case VENDOR_PRINCIPAL -> var(Parameter.VENDOR_PRINCIPAL);
      case EXTERNAL_ID -> var(Parameter.EXTERNAL_ID);
      case MANAGEMENT_ROLE -> new Hcl.Expression(ROLE + ".arn");
      case ROLE_PATH -> new Hcl.Expression('"' + within(placeholder) + '"');
    };
  }

  /** As a part of a text. */
  private static String within(Placeholder placeholder) {
    return placeholder == Placeholder.ROLE_PATH
        ? ManagementRoleArn.rolePath("${" + var(Parameter.ROLE_PATH).text() + "}")
        : "${" + alone(placeholder).text() + "}";
  }

  private static Hcl.Block resource(String type, String name, Hcl.Item... items) {
    return block("resource", List.of(type, name), items);
  }

  private static Hcl.Attribute attribute(String name, Object value) {
    return new Hcl.Attribute(name, value);
  }

  private static Hcl.Expression var(Parameter parameter) {
    return new Hcl.Expression("var." + parameter.snake());
  }

  /** {@code vpc_write}. */
  private static String name(PolicyGroup group) {
    return group.suffix().replace('-', '_');
  }
}
