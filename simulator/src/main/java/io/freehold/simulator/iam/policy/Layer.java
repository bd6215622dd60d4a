package io.freehold.simulator.iam.policy;

/**
 * Where a policy takes part in a decision, with the words of <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">AWS's
 * messages</a>.
 */
public enum Layer {
  ORGANIZATION("service control policy", "a service control policy"),
  RESOURCE("resource-based policy", "a resource-based policy"),
  TRUST("role trust policy", "the role trust policy"),
  IDENTITY("identity-based policy", "an identity-based policy"),
  BOUNDARY("permissions boundary", "a permissions boundary"),
  SESSION("session policy", "a session policy");

  private final String noun;
  private final String withArticle;

  Layer(String noun, String withArticle) {
    this.noun = noun;
    this.withArticle = withArticle;
  }

  String explicitly() {
    return "with an explicit deny in " + withArticle;
  }

  String implicitly(String action) {
    return "no " + noun + " allows the " + action + " action";
  }
}
