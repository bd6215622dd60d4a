package io.freehold.aws.onboarding;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a customer chooses who deploys the template or the module: the same in both, with the same
 * limits. The limits are such that every policy stays within IAM's, whatever is chosen.
 */
public enum Parameter {
  EXTERNAL_ID(
      Form.TEXT,
      Optional.empty(),
      "[A-Za-z0-9_+=,.@:/-]+",
      22,
      64,
      "The external ID of this AWS account, as the control plane shows it."),
  VENDOR_PRINCIPAL(
      Form.TEXT,
      Optional.empty(),
      "arn:aws:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+)",
      25,
      256,
      "Who may assume the role: the ARN of the vendor's AWS account, or of a role in it."),
  ROLE_NAME(
      Form.TEXT,
      Optional.of(ManagementRoleArn.DEFAULT_NAME),
      "[A-Za-z0-9_+=,.@-]*" + ManagementRoleArn.DEFAULT_NAME + "[A-Za-z0-9_+=,.@-]*",
      24,
      64,
      "The name of the role. It has to contain " + ManagementRoleArn.DEFAULT_NAME + "."),
  ROLE_PATH(
      Form.TEXT,
      Optional.of("/"),
      "/([A-Za-z0-9_+=,.@-]+/)*",
      1,
      64,
      "The path of the role and of its policies, with a slash at both ends."),
  PERMISSIONS_BOUNDARY_ARN(
      Form.TEXT,
      Optional.of(""),
      "(arn:aws:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+)?",
      0,
      256,
      "A permissions boundary of your own, for the role and for every role that it creates. Without"
          + " one, the roles that it creates get a boundary that comes with the role."),
  VPC_WRITE(
      Form.SWITCH,
      Optional.of("true"),
      "Whether it may create VPCs. Not needed where every VPC is one of your own."),
  IAM_WRITE(
      Form.SWITCH,
      Optional.of("true"),
      "Whether it may create roles within the boundary. Without it you make the roles of each"
          + " infrastructure, from a template of its own."),
  KMS(
      Form.SWITCH,
      Optional.of("false"),
      "Whether it may use a KMS key of yours to encrypt Kubernetes secrets."),
  BYOC_ENV(
      Form.TEXT,
      Optional.of("production"),
      "[A-Za-z0-9 _.:/=+@-]+",
      1,
      64,
      "The value of the role's tag clickhouse-byoc-env.");

  /** What is chosen. */
  enum Form {
    TEXT,
    /** Yes or no; as text {@code true} or {@code false}. */
    SWITCH
  }

  private final Form form;
  private final Optional<String> standard;
  private final String pattern;
  private final int shortest;
  private final int longest;
  private final String description;

  Parameter(Form form, Optional<String> standard, String description) {
    this(form, standard, "true|false", 4, 5, description);
  }

  Parameter(
      Form form,
      Optional<String> standard,
      String pattern,
      int shortest,
      int longest,
      String description) {
    this.form = form;
    this.standard = standard;
    this.pattern = pattern;
    this.shortest = shortest;
    this.longest = longest;
    this.description = description;
  }

  /** The switch that grants the policy; empty where nothing withholds it. */
  public static Optional<Parameter> granting(PolicyGroup group) {
    return Templates.switchOf(group);
  }

  /** Its name in CloudFormation: {@code RolePath}. */
  public String pascal() {
    return Arrays.stream(name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** Its name in Terraform: {@code role_path}. */
  public String snake() {
    return name().toLowerCase(Locale.ROOT);
  }

  Form form() {
    return form;
  }

  /** What it is where nobody chooses; empty where somebody has to. */
  public Optional<String> standard() {
    return standard;
  }

  /**
   * What a value matches as a whole; in the syntax that Java, CloudFormation and Terraform share.
   */
  String pattern() {
    return pattern;
  }

  int shortest() {
    return shortest;
  }

  /** How many characters a value has at most. */
  public int longest() {
    return longest;
  }

  String description() {
    return description;
  }

  /** Whether it may have this value. */
  public boolean takes(String value) {
    return value.length() >= shortest
        && value.length() <= longest
        && Pattern.matches(pattern, value);
  }

  /** What is needed, for people. */
  String needed() {
    return form == Form.SWITCH
        ? "true or false"
        : "%d to %d characters that match %s".formatted(shortest, longest, pattern);
  }

  /**
   * Checks what is filled in for a customer.
   *
   * @throws IllegalArgumentException if a parameter does not take its value
   */
  static Map<Parameter, String> checked(Map<Parameter, String> presets) {
    presets.forEach((parameter, value) -> {
      if (!parameter.takes(value)) {
        throw new IllegalArgumentException(
            "%s: found '%s', needed %s".formatted(parameter.snake(), value, parameter.needed()));
      }
    });
    Map<Parameter, String> all = new EnumMap<>(Parameter.class);
    all.putAll(presets);
    return Collections.unmodifiableMap(all);
  }
}
