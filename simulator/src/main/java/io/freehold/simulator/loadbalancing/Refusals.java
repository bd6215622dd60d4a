package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.call.Refusal;
import java.util.regex.Pattern;

/** What Elastic Load Balancing says no to, in its own words. */
final class Refusals {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
  private static final int LONGEST_NAME = 32;

  private Refusals() {}

  static Refusal noSuchBalancer() {
    return Refusal.of("LoadBalancerNotFound", "One or more load balancers not found");
  }

  static Refusal noSuchGroup() {
    return Refusal.of("TargetGroupNotFound", "One or more target groups not found");
  }

  static Refusal noSuchListener() {
    return Refusal.of("ListenerNotFound", "One or more listeners not found");
  }

  static Refusal invalid(String message) {
    return Refusal.of("ValidationError", message);
  }

  static Refusal invalidConfiguration(String message) {
    return Refusal.of("InvalidConfigurationRequest", message);
  }

  static Refusal invalidPage() {
    return invalid("The marker is not valid");
  }

  static void checkName(String what, String name) {
    if (name.length() > LONGEST_NAME) {
      throw invalid("The " + what + " name '" + name + "' cannot be longer than '32' characters");
    }
    if (!NAME.matcher(name).matches() || name.startsWith("internal-")) {
      throw invalid(
          "The "
              + what
              + " name '"
              + name
              + "' can only contain alphanumeric characters and hyphens, and must not begin or"
              + " end with a hyphen or begin with 'internal-'");
    }
  }
}
