package io.freehold.aws.preflight.permission;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Whether the management role may do all that the infrastructure will need, to its end. */
final class PermissionProbe implements Probe {
  private final Denials denials;
  private final Set<PolicyGroup> withheld;
  private final Supplier<Map<Question, Verdict>> answers;

  PermissionProbe(Account account, Supplier<Map<Question, Verdict>> answers) {
    denials = new Denials(account.subject().policies().management());
    withheld = account.subject().withheld();
    this.answers = answers;
  }

  @Override
  public Category category() {
    return Category.PERMISSIONS;
  }

  /**
   * Each denied permission is a check of its own; the allowed ones of a policy are one together,
   * and so are those that are missing because the whole policy was withheld.
   */
  @Override
  public List<Check> examine() {
    Map<PolicyGroup, List<Check>> wrong = new EnumMap<>(PolicyGroup.class);
    Map<PolicyGroup, Integer> missing = new EnumMap<>(PolicyGroup.class);
    Map<PolicyGroup, Integer> counts = new EnumMap<>(PolicyGroup.class);
    answers
        .get()
        .forEach((question, verdict) -> {
          if (!LinkedRoleProbe.isAbout(question)) {
            PolicyGroup group = question.permission().group();
            counts.merge(group, 1, Integer::sum);
            if (withheld.contains(group) && isMissing(verdict)) {
              missing.merge(group, 1, Integer::sum);
            } else {
              List<Check> some = wrong.computeIfAbsent(group, any -> new ArrayList<>());
              denials
                  .check(Category.PERMISSIONS, question.id(), question, verdict)
                  .ifPresent(some::add);
            }
          }
        });
    missing.forEach((group, count) ->
        wrong
            .computeIfAbsent(group, any -> new ArrayList<>())
            .add(denials.withheld(id(group), group, count, counts.getOrDefault(group, 0))));
    List<Check> all = new ArrayList<>();
    counts.forEach((group, count) -> {
      List<Check> some = wrong.getOrDefault(group, List.of());
      all.addAll(some.isEmpty() ? List.of(allowed(group, count)) : some);
    });
    return all;
  }

  private static String id(PolicyGroup group) {
    return "permissions-" + group.suffix();
  }

  private static boolean isMissing(Verdict verdict) {
    return verdict instanceof Verdict.Denied denied && denied.ground() == Verdict.Ground.MISSING;
  }

  private static Check allowed(PolicyGroup group, int count) {
    return Check.pass(
            Category.PERMISSIONS,
            id(group),
            "The role may do what the infrastructure needs of this policy.")
        .found("%d of %d permissions".formatted(count, count), null);
  }
}
