package io.freehold.aws.policy;

import io.freehold.aws.policy.ReadStatement.Some;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A policy that somebody else may have written, to be compared with one of ours. Policies are not
 * evaluated: where the documents alone do not tell, nothing is claimed.
 */
public final class ReadPolicy {
  private static final String EVERYTHING = "*";

  private final List<ReadStatement> statements;

  private ReadPolicy(List<ReadStatement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a document as IAM keeps it.
   *
   * @throws IllegalArgumentException if it is no policy
   */
  public static ReadPolicy parse(String text) {
    try {
      JsonNode all = JsonNode.parser().parse(text).field("Statement").orElseThrow();
      List<JsonNode> nodes = all.isArray() ? all.asArray() : List.of(all);
      List<ReadStatement> statements = new ArrayList<>();
      for (JsonNode node : nodes) {
        statements.add(ReadStatement.of(statements.size() + 1, node));
      }
      return new ReadPolicy(statements);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("policy: found what is not one", e);
    }
  }

  public static ReadPolicy of(PolicyDocument document) {
    return parse(document.json());
  }

  /**
   * What it allows, with its wildcards. Denials are left out of account.
   *
   * @return patterns of actions; the asterisk where it allows all but some
   */
  public SortedSet<String> allowedActions() {
    SortedSet<String> all = new TreeSet<>();
    for (ReadStatement one : allowing()) {
      all.addAll(one.actions().allBut() ? List.of(EVERYTHING) : one.actions().texts());
    }
    return all;
  }

  private List<ReadStatement> allowing() {
    return statements.stream().filter(ReadStatement::allows).toList();
  }

  private List<ReadStatement> denying() {
    return statements.stream().filter(one -> !one.allows()).toList();
  }

  /**
   * Whether it may allow an action on anything that a pattern of ARNs stands for, under conditions
   * that are not looked at. If not, no request for it is ever allowed.
   */
  public boolean mayAllow(String action, String resource) {
    PolicyPattern what = PolicyPattern.ofAction(action);
    PolicyPattern where = PolicyPattern.of(resource);
    return allowing().stream()
            .anyMatch(one -> one.actions().meets(what) && one.resources().meets(where))
        && !isDenied(what, where);
  }

  /**
   * What it allows beyond another policy: nothing, if all that it allows is shown to be allowed by
   * the other as well.
   *
   * @param other the actions that it allows have no wildcards
   * @param known actions by which patterns of actions are tried out
   */
  public List<Excess> beyond(ReadPolicy other, Collection<String> known) {
    List<Excess> all = new ArrayList<>();
    for (ReadStatement mine : allowing()) {
      if (mine.actions().allBut()) {
        all.add(excess(mine, EVERYTHING, EVERYTHING, reaches(mine, other, known)));
      } else {
        for (int i = 0; i < mine.actions().texts().size(); i++) {
          PolicyPattern action = mine.actions().patterns().get(i);
          all.addAll(beyond(other, known, mine, mine.actions().texts().get(i), action));
        }
      }
      for (ReadStatement denial : other.denying()) {
        if (mine.actions().meets(denial.actions()) && !denies(denial)) {
          all.add(excess(mine, "what is to be denied", EVERYTHING, false));
        }
      }
    }
    return all;
  }

  private List<Excess> beyond(
      ReadPolicy other,
      Collection<String> known,
      ReadStatement mine,
      String text,
      PolicyPattern action) {
    if (isDenied(action, PolicyPattern.of(EVERYTHING))) {
      return List.of();
    }
    List<ReadStatement> theirs =
        other.allowing().stream().filter(one -> one.actions().covers(action)).toList();
    if (theirs.isEmpty()) {
      boolean certain =
          reaches(action, other, known)
              || other.allowing().stream().noneMatch(one -> one.actions().meets(action));
      return List.of(excess(mine, text, EVERYTHING, certain));
    }
    List<Excess> all = new ArrayList<>();
    Some resources = mine.resources();
    List<String> places = resources.allBut() ? List.of(EVERYTHING) : resources.texts();
    for (String place : places) {
      PolicyPattern where = PolicyPattern.of(place);
      boolean covered =
          theirs.stream()
              .anyMatch(one -> one.resources().covers(where) && mine.holdsOnlyWhere(one));
      if (!covered && !isDenied(action, where)) {
        boolean certain =
            !resources.allBut()
                && !mayDeny(action)
                && theirs.stream().allMatch(one -> isBeyond(mine, where, one));
        all.add(excess(mine, text, place, certain));
      }
    }
    return all;
  }

  /**
   * Whether a statement certainly allows more here than the other one: it asks for nothing that the
   * other does not ask for, and for less, or in other places.
   */
  private static boolean isBeyond(ReadStatement mine, PolicyPattern where, ReadStatement other) {
    return other.holdsOnlyWhere(mine)
        && (!other.resources().mayCover(where) || !mine.holdsOnlyWhere(other));
  }

  private static Excess excess(
      ReadStatement mine, String action, String resource, boolean certain) {
    return new Excess(mine.label(), action, resource, certain);
  }

  /** Whether a known action is among those that it allows and the other policy does not. */
  private boolean reaches(PolicyPattern action, ReadPolicy other, Collection<String> known) {
    return known.stream()
        .map(PolicyPattern::ofAction)
        .anyMatch(one -> action.covers(one) && isOnlyHere(one, other));
  }

  private boolean reaches(ReadStatement mine, ReadPolicy other, Collection<String> known) {
    return known.stream()
        .map(PolicyPattern::ofAction)
        .anyMatch(one -> mine.actions().covers(one) && isOnlyHere(one, other));
  }

  /** A denial in some places, or under conditions, leaves the rest. */
  private boolean isOnlyHere(PolicyPattern action, ReadPolicy other) {
    return other.allowing().stream().noneMatch(one -> one.actions().covers(action))
        && !isDenied(action, PolicyPattern.of(EVERYTHING));
  }

  private boolean mayDeny(PolicyPattern action) {
    return denying().stream().anyMatch(one -> one.actions().meets(action));
  }

  private boolean isDenied(PolicyPattern action, PolicyPattern where) {
    return denying().stream()
        .anyMatch(one ->
            one.conditions().isEmpty()
                && one.actions().covers(action)
                && one.resources().covers(where));
  }

  /** Whether it denies, too, what another policy's statement denies. */
  private boolean denies(ReadStatement denial) {
    return denying().stream()
        .anyMatch(one ->
            one.actions().covers(denial.actions())
                && one.resources().covers(denial.resources())
                && denial.holdsOnlyWhere(one));
  }
}
