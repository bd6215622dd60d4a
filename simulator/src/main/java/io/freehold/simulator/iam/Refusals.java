package io.freehold.simulator.iam;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.iam.policy.MalformedPolicy;
import io.freehold.simulator.iam.policy.PolicyDocument;
import io.freehold.simulator.iam.policy.PolicyKind;
import java.util.regex.Pattern;

/** What IAM says no to, in its own words. */
final class Refusals {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7e]{1,510}/");

  private Refusals() {}

  static Refusal noSuchRole(String name) {
    return noSuchEntity("The role with name " + name + " cannot be found.");
  }

  static Refusal noSuchPolicy(String arn) {
    return noSuchEntity("Policy " + arn + " was not found.");
  }

  static Refusal noSuchProfile(String name) {
    return noSuchEntity("Instance Profile " + name + " cannot be found.");
  }

  static Refusal noSuchEntity(String message) {
    return Refusal.of("NoSuchEntity", 404, message);
  }

  static Refusal exists(String message) {
    return Refusal.of("EntityAlreadyExists", 409, message);
  }

  static Refusal conflict(String message) {
    return Refusal.of("DeleteConflict", 409, message);
  }

  static Refusal limit(String message) {
    return Refusal.of("LimitExceeded", 409, message);
  }

  static Refusal quota(String quota, int value) {
    return limit("Cannot exceed quota for " + quota + ": " + value);
  }

  static Refusal invalid(String message) {
    return Refusal.of("ValidationError", 400, message);
  }

  static Refusal unmodifiable(String roleName) {
    return Refusal.of(
        "UnmodifiableEntity",
        400,
        "Cannot perform the operation on the protected role '"
            + roleName
            + "' - this role is only modifiable by AWS");
  }

  /** Refuses a name that IAM does not take. */
  static void checkName(String field, String name, int longest) {
    if (name.length() > longest) {
      throw invalid(
          "1 validation error detected: Value '"
              + name
              + "' at '"
              + field
              + "' failed to satisfy constraint: Member must have length less than or equal to "
              + longest);
    }
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "The specified value for "
              + field
              + " is invalid. It must contain only alphanumeric characters and/or the following:"
              + " +=,.@_-");
    }
  }

  static void checkPath(String path) {
    if (!PATH.matcher(path).matches()) {
      throw invalid(
          "The specified value for path is invalid. It must begin and end with / and contain only"
              + " alphanumeric characters and/or / characters.");
    }
  }

  /** Refuses a document that cannot be understood. */
  static void checkDocument(PolicyKind kind, String document) {
    try {
      PolicyDocument.parse(kind, document);
    } catch (MalformedPolicy e) {
      throw Refusal.of("MalformedPolicyDocument", 400, e.text());
    }
  }

  /** IAM counts no white space. */
  static int size(String document) {
    return document.replaceAll("\\s", "").length();
  }
}
