package io.freehold.aws.onboarding;

import io.freehold.aws.policy.PolicyDocument;
import java.util.Map;
import java.util.TreeMap;

/** What deploying is to make, from the policies themselves and not from a template. */
final class Expected {
  private Expected() {}

  static Deployed of(Onboarding chosen, String environment) {
    String prefix = "arn:aws:iam::" + chosen.role().accountId() + ":policy" + chosen.role().path();
    Map<String, String> inline = new TreeMap<>();
    Map<String, Deployed.Policy> attached = new TreeMap<>();
    Map<String, Deployed.Policy> beside = new TreeMap<>();
    chosen
        .policies()
        .forEach((group, document) -> {
          if (group.isInline()) {
            inline.put(group.suffix(), document.normalized());
          } else {
            attached.put(
                prefix + chosen.policyName(group), policy(Templates.description(group), document));
          }
        });
    if (chosen.customerBoundary().isEmpty()) {
      beside.put(
          prefix + chosen.role().name() + "-boundary",
          policy(Templates.BOUNDARY_DESCRIPTION, chosen.boundary()));
    }
    Map<String, String> tags = new TreeMap<>(Templates.TAGS);
    tags.put("clickhouse-byoc-env", environment);
    return new Deployed(
        chosen.role().value(),
        Templates.ROLE_DESCRIPTION,
        chosen.customerBoundary(),
        chosen.trust().normalized(),
        inline,
        attached,
        beside,
        tags,
        chosen.role().value());
  }

  private static Deployed.Policy policy(String description, PolicyDocument document) {
    return new Deployed.Policy(description, document.normalized());
  }
}
