package io.freehold.aws.iam;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a management role, and what follows from it: everything else that the customer's
 * template makes, and everything that the control plane makes in IAM, is named after it.
 *
 * @param value {@code arn:aws:iam::<12 digits>:role/<path><name>}
 */
public record ManagementRoleArn(String value) {
  /** What the role is called where the customer chose no other name. */
  public static final String DEFAULT_NAME = "ClickHouseManagementRole";

  /** In the path of the control plane's roles, after the management role's own path. */
  private static final String FOLDER = "clickhouse-byoc/";

  private static final Pattern FORM =
      Pattern.compile("arn:aws:iam::(\\d{12}):role(/(?:[!-~]{1,510}/)?)([\\w+=,.@-]{1,64})");

  public ManagementRoleArn {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "management role: found '%s', needed arn:aws:iam::<12 digits>:role/<name>"
              .formatted(value));
    }
  }

  /** A text as one; empty where it is none. */
  public static Optional<ManagementRoleArn> read(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new ManagementRoleArn(text))
        : Optional.empty();
  }

  /** The role of this name and path. */
  public static ManagementRoleArn of(String accountId, String path, String name) {
    return new ManagementRoleArn("arn:aws:iam::" + accountId + ":role" + path + name);
  }

  /** The account, 12 digits. */
  public String accountId() {
    return part(1);
  }

  /** Its path, with a slash at both ends. */
  public String path() {
    return part(2);
  }

  public String name() {
    return part(3);
  }

  /**
   * The path of the roles that the control plane makes. Nobody else's roles are in it, so that no
   * policy of ours reaches a role of the customer's, whatever its name and tags.
   */
  public String rolePath() {
    return rolePath(path());
  }

  /** The same for a management role with this path. */
  public static String rolePath(String path) {
    return path + FOLDER;
  }

  /** The ARN of one of those roles. */
  public String roleOf(String name) {
    return "arn:aws:iam::" + accountId() + ":role" + rolePath() + name;
  }

  /**
   * The boundary of those roles.
   *
   * @param customers one of the customer's own, which replaces the template's: a role has only one
   */
  public String boundary(Optional<String> customers) {
    return customers.orElse(
        "arn:aws:iam::" + accountId() + ":policy" + path() + boundaryName(name()));
  }

  /** What the template's boundary is called. */
  public static String boundaryName(String name) {
    return name + "-boundary";
  }

  private String part(int number) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalStateException(value);
    }
    return matcher.group(number);
  }

  @Override
  public String toString() {
    return value;
  }
}
