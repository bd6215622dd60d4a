package io.freehold.aws.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.preflight.check.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that lost one permission, whichever it is, is found out before anything is made. */
class RemovedPermissionTest {
  private static final long SEED = Long.getLong("freehold.seed", 1);
  private static final boolean ALL = "all".equals(System.getProperty("freehold.faults"));
  private static final int CHOSEN = 40;

  /** One action of one statement. */
  private record Loss(Statement statement, String action) {
    /** The document without it; a statement that allows nothing more goes altogether. */
    PolicyDocument from(PolicyDocument document) {
      List<Statement> left = new ArrayList<>();
      for (Statement one : document.statements()) {
        if (!one.equals(statement)) {
          left.add(one);
          continue;
        }
        SortedSet<String> actions = new TreeSet<>(one.actions());
        actions.remove(action);
        if (!actions.isEmpty()) {
          left.add(
              new Statement(
                  one.sid(),
                  one.effect(),
                  one.principals(),
                  actions,
                  one.resources(),
                  one.conditions()));
        }
      }
      return new PolicyDocument(left);
    }

    @Override
    public String toString() {
      return statement.sid() + " without " + action;
    }
  }

  static Stream<Loss> losses() {
    List<Statement> allowing =
        Customer.GRANTED.policies().values().stream()
            .flatMap(document -> document.statements().stream())
            .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
            .toList();
    List<Loss> all = new ArrayList<>();
    for (Statement statement : allowing) {
      statement.actions().stream()
          .filter(action -> allowing.stream().noneMatch(it -> covers(it, statement, action)))
          .forEach(action -> all.add(new Loss(statement, action)));
    }
    System.out.println("-Dfreehold.seed=" + SEED + ", of " + all.size() + " permissions");
    Collections.shuffle(all, new Random(SEED));
    return ALL ? all.stream() : all.stream().limit(CHOSEN);
  }

  /** Whether another statement grants the same on more: then nothing is lost without this one. */
  private static boolean covers(Statement other, Statement statement, String action) {
    return !other.equals(statement)
        && other.actions().contains(action)
        && other.conditions().equals(statement.conditions())
        && statement.resources().stream()
            .allMatch(resource ->
                other.resources().stream()
                    .anyMatch(wider ->
                        wider.equals("*")
                            || (wider.endsWith("*")
                                && resource.startsWith(wider.substring(0, wider.length() - 1)))));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void is_caught_and_named_before_anything_is_made(Loss loss) {
    Customer customer = new Customer(loss::from);
    List<Check> wrong = customer.wrong();
    assertThat(wrong)
        .filteredOn(check -> loss.action().equals(check.action()))
        .as("checks about %s among %s", loss.action(), wrong)
        .isNotEmpty()
        .allSatisfy(check -> {
          assertThat(check.status()).isEqualTo(Check.Status.FAIL);
          assertThat(check.remedy()).contains("template");
        });
    assertThat(customer.aws.callLog().writes()).as("calls that change something").isZero();
  }
}
