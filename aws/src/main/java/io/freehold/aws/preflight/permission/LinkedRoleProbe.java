package io.freehold.aws.preflight.permission;

import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Whether the roles that AWS services make for themselves are there, or may be made in the
 * management role's name.
 *
 * <p>They are listed by path and not asked for by name: of a role that is not there IAM does not
 * know the path, and would call the question not allowed.
 */
final class LinkedRoleProbe implements Probe {
  private static final String CREATE = "iam:CreateServiceLinkedRole";
  private static final String SERVICE = "iam:AWSServiceName";
  private static final String PATH = "/aws-service-role/";

  private final Account account;
  private final Denials denials;
  private final Supplier<Map<Question, Verdict>> answers;

  LinkedRoleProbe(Account account, Supplier<Map<Question, Verdict>> answers) {
    this.account = account;
    denials = new Denials(account.subject().policies().management());
    this.answers = answers;
  }

  /** What is this probe's to judge: where the role exists, nobody has to be allowed to make it. */
  static boolean isAbout(Question question) {
    return question.action().equals(CREATE);
  }

  @Override
  public Category category() {
    return Category.SERVICE_LINKED_ROLES;
  }

  @Override
  public List<Check> examine() {
    Set<String> paths = account.roles().stream().map(Role::path).collect(Collectors.toSet());
    List<Check> all = new ArrayList<>();
    answers
        .get()
        .forEach((question, verdict) -> {
          if (isAbout(question)) {
            all.add(check(question, verdict, paths));
          }
        });
    return all;
  }

  private Check check(Question question, Verdict verdict, Set<String> paths) {
    String service = question.context().first(SERVICE).orElseThrow();
    String id = "linked-role-" + service.substring(0, service.indexOf('.'));
    String role = question.resources().getFirst();
    if (paths.contains(PATH + service + "/")) {
      return Check.pass(category(), id, "The role of " + service + " is there.").on(role);
    }
    return denials
        .check(category(), id, question, verdict)
        .orElseGet(() ->
            Check.pass(category(), id, "The role of " + service + " will be made.")
                .doing(CREATE)
                .on(role));
  }
}
