package io.freehold.aws.preflight.permission;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.preflight.permission.Verdict.Ground;
import io.freehold.aws.session.AwsSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.Statement;

/**
 * Asks IAM what the management role's policies, its boundary and the organization would say. Calls
 * nothing else.
 */
final class PolicySimulator {
  private final AwsSession aws;
  private final ManagementRoleArn role;

  PolicySimulator(AwsSession aws, ManagementRoleArn role) {
    this.aws = aws;
    this.role = role;
  }

  /** The answers, in the order of the questions. */
  Map<Question, Verdict> ask(List<Question> questions) {
    Map<Question, Verdict> answers = new HashMap<>();
    by(questions, Coarse::of).forEach(some -> answers.putAll(together(some)));
    List<Question> open =
        questions.stream().filter(question -> !answers.containsKey(question)).toList();
    by(open, Fine::of).forEach(some -> answers.putAll(exactly(some)));
    Map<Question, Verdict> ordered = new LinkedHashMap<>();
    questions.forEach(question -> ordered.put(question, answers.get(question)));
    return ordered;
  }

  /**
   * Questions that one call can ask, since IAM answers every action for every resource: more than
   * is asked, so that calls are few.
   */
  private record Coarse(String service, boolean everything, Context context) {
    static Coarse of(Question question) {
      return new Coarse(
          question.service(), question.resources().equals(List.of("*")), question.context());
    }
  }

  /** Questions that one call can ask and that are about the very same. */
  private record Fine(String service, List<String> resources, Context context) {
    static Fine of(Question question) {
      return new Fine(question.service(), question.resources(), question.context());
    }
  }

  private static Collection<List<Question>> by(
      List<Question> questions, Function<Question, ?> key) {
    Map<Object, List<Question>> groups = new LinkedHashMap<>();
    questions.forEach(question ->
        groups.computeIfAbsent(key.apply(question), any -> new ArrayList<>()).add(question));
    return groups.values();
  }

  /** What such a call leaves open is left out. */
  private Map<Question, Verdict> together(List<Question> questions) {
    Map<Question, Verdict> answers = new HashMap<>();
    try {
      Map<String, EvaluationResult> results = simulate(questions);
      for (Question question : questions) {
        EvaluationResult result = results.get(question.action());
        if (result != null && !isOpen(question, result)) {
          answers.put(question, verdict(question, result));
        }
      }
    } catch (IamException e) {
      if (!isInvalid(e)) {
        throw e;
      }
    }
    return answers;
  }

  /** Of one among several resources it is not told whether the organization denies it. */
  private static boolean isOpen(Question question, EvaluationResult result) {
    return isDeniedAbove(result)
        && result.hasResourceSpecificResults()
        && !denied(question, result).isEmpty();
  }

  /**
   * IAM refuses some actions beside each other ("require different authorization information"); of
   * which this is true is not documented. Then each is asked by itself.
   */
  private Map<Question, Verdict> exactly(List<Question> questions) {
    Map<Question, Verdict> answers = new HashMap<>();
    try {
      Map<String, EvaluationResult> results = simulate(questions);
      questions.forEach(
          question -> answers.put(question, verdict(question, results.get(question.action()))));
    } catch (IamException e) {
      if (!isInvalid(e)) {
        throw e;
      }
      if (questions.size() == 1) {
        String why = String.valueOf(e.awsErrorDetails().errorMessage());
        answers.put(questions.getFirst(), new Verdict.Unanswered(why));
      } else {
        questions.forEach(question -> answers.putAll(exactly(List.of(question))));
      }
    }
    return answers;
  }

  private static boolean isInvalid(IamException e) {
    return e.awsErrorDetails() != null && "InvalidInput".equals(e.awsErrorDetails().errorCode());
  }

  /** The answers by action. */
  private Map<String, EvaluationResult> simulate(List<Question> questions) {
    Set<String> actions = new LinkedHashSet<>();
    Set<String> resources = new LinkedHashSet<>();
    questions.forEach(question -> {
      actions.add(question.action());
      resources.addAll(question.resources());
    });
    SimulatePrincipalPolicyRequest request =
        SimulatePrincipalPolicyRequest.builder()
            .policySourceArn(role.value())
            .actionNames(actions)
            .resourceArns(resources)
            .contextEntries(questions.getFirst().context().entries())
            .build();
    Map<String, EvaluationResult> results = new HashMap<>();
    aws.iam()
        .simulatePrincipalPolicyPaginator(request)
        .evaluationResults()
        .forEach(result -> results.put(result.evalActionName(), result));
    return results;
  }

  private static Verdict verdict(Question question, @Nullable EvaluationResult result) {
    if (result == null) {
      return new Verdict.Unanswered("no answer");
    }
    if (result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED) {
      return new Verdict.Allowed();
    }
    List<ResourceSpecificResult> denied = denied(question, result);
    if (denied.isEmpty()) {
      return result.hasResourceSpecificResults()
          ? new Verdict.Allowed()
          : new Verdict.Denied(
              ground(result), question.resources(), policy(result.matchedStatements()));
    }
    ResourceSpecificResult first = denied.getFirst();
    return new Verdict.Denied(
        isDeniedAbove(result) ? Ground.ORGANIZATION : ground(first),
        denied.stream().map(ResourceSpecificResult::evalResourceName).toList(),
        policy(first.matchedStatements()));
  }

  /** Of the question's own resources. */
  private static List<ResourceSpecificResult> denied(Question question, EvaluationResult result) {
    return result.resourceSpecificResults().stream()
        .filter(one -> question.resources().contains(one.evalResourceName()))
        .filter(one -> one.evalResourceDecision() != PolicyEvaluationDecisionType.ALLOWED)
        .toList();
  }

  private static boolean isDeniedAbove(EvaluationResult result) {
    return result.organizationsDecisionDetail() != null
        && !result.organizationsDecisionDetail().allowedByOrganizations();
  }

  private static Ground ground(EvaluationResult result) {
    if (isDeniedAbove(result)) {
      return Ground.ORGANIZATION;
    }
    boolean within =
        result.permissionsBoundaryDecisionDetail() == null
            || result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary();
    return within ? ground(result.evalDecision()) : Ground.BOUNDARY;
  }

  private static Ground ground(ResourceSpecificResult result) {
    boolean within =
        result.permissionsBoundaryDecisionDetail() == null
            || result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary();
    return within ? ground(result.evalResourceDecision()) : Ground.BOUNDARY;
  }

  private static Ground ground(PolicyEvaluationDecisionType decision) {
    return decision == PolicyEvaluationDecisionType.EXPLICIT_DENY
        ? Ground.STATEMENT
        : Ground.MISSING;
  }

  private static Optional<String> policy(List<Statement> matched) {
    return matched.stream().map(Statement::sourcePolicyId).findFirst();
  }
}
