package io.freehold.simulator.iam.policy;

import io.freehold.simulator.iam.policy.EvaluationRequest.CallerPolicies;
import io.freehold.simulator.iam.policy.EvaluationRequest.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request, built up by a test. */
final class Trial {
  static final String ACCOUNT = "111122223333";
  static final String OTHER = "444455556666";
  static final String ROLE = "arn:aws:iam::111122223333:role/app/reader";
  static final String SESSION = "arn:aws:sts::111122223333:assumed-role/reader/s1";
  static final String ALLOW_ALL =
      """
      {"Version":"2012-10-17","Statement":[
        {"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}]}\
      """;

  private Caller caller = new Caller.RoleSession(ACCOUNT, ROLE, SESSION);
  private String action = "s3:GetObject";
  private String resource = "arn:aws:s3:::data/key";
  private final Map<String, Set<String>> context = new HashMap<>();
  private CallerPolicies policies = CallerPolicies.NONE;
  private Target target = Target.in(ACCOUNT);

  /** A statement of version 2012-10-17, by its elements. */
  static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  /** Everything is allowed under this condition. */
  static String when(String condition) {
    return policy(
        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
            + condition
            + "}");
  }

  Trial by(Caller other) {
    caller = other;
    return this;
  }

  Trial doing(String what, String toWhat) {
    action = what;
    resource = toWhat;
    return this;
  }

  Trial given(String key, String... values) {
    context.put(key, Set.of(values));
    return this;
  }

  Trial identity(String... documents) {
    policies =
        new CallerPolicies(
            named("identity", documents),
            policies.boundary(),
            policies.session(),
            policies.organization());
    return this;
  }

  Trial boundary(String document) {
    policies =
        new CallerPolicies(
            policies.identity(),
            Optional.of(named("boundary", document).getFirst()),
            policies.session(),
            policies.organization());
    return this;
  }

  Trial session(String... documents) {
    policies =
        new CallerPolicies(
            policies.identity(),
            policies.boundary(),
            named("session", documents),
            policies.organization());
    return this;
  }

  /** One policy for each level, from the root down. */
  Trial organization(String... documents) {
    policies =
        new CallerPolicies(
            policies.identity(),
            policies.boundary(),
            policies.session(),
            Arrays.stream(documents).map(one -> named("scp", one)).toList());
    return this;
  }

  Trial resourceOf(String account) {
    target = Target.in(account);
    return this;
  }

  Trial resourceOf(String account, String document) {
    target =
        Target.withPolicy(
            account,
            new NamedPolicy("bucket", PolicyDocument.parse(PolicyKind.RESOURCE, document)));
    return this;
  }

  Trial roleOf(String account, String document) {
    target =
        Target.role(
            account, new NamedPolicy("trust", PolicyDocument.parse(PolicyKind.TRUST, document)));
    return this;
  }

  Verdict verdict() {
    return Evaluator.evaluate(
        new EvaluationRequest(
            caller, action, resource, RequestContext.of(context), policies, target));
  }

  boolean allowed() {
    return verdict().allowed();
  }

  private static List<NamedPolicy> named(String name, String... documents) {
    return Arrays.stream(documents)
        .map(one -> new NamedPolicy(name, PolicyDocument.parse(PolicyKind.IDENTITY, one)))
        .toList();
  }
}
