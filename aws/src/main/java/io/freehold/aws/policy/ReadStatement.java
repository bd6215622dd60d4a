package io.freehold.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A statement of a policy that somebody else may have written.
 *
 * @param label for people to find it by
 * @param allows false where it denies
 * @param conditions all of which have to hold
 */
record ReadStatement(
    String label, boolean allows, Some actions, Some resources, List<Demand> conditions) {

  /**
   * What a statement is about.
   *
   * @param allBut whether it is about everything but these
   */
  record Some(boolean allBut, List<String> texts, List<PolicyPattern> patterns) {
    Some {
      texts = List.copyOf(texts);
      patterns = List.copyOf(patterns);
    }

    /** Whether it is about everything that the other stands for. */
    boolean covers(PolicyPattern other) {
      return allBut
          ? patterns.stream().noneMatch(one -> one.meets(other))
          : patterns.stream().anyMatch(one -> one.covers(other));
    }

    /** Whether it may be about something that the other stands for. */
    boolean meets(PolicyPattern other) {
      return allBut
          ? patterns.stream().noneMatch(one -> one.covers(other))
          : patterns.stream().anyMatch(one -> one.meets(other));
    }

    /** Whether some value that IAM might put in would make it cover the other. */
    boolean mayCover(PolicyPattern other) {
      return allBut || patterns.stream().anyMatch(one -> one.loose().covers(other));
    }

    /** Whether it is about everything that the others are about. */
    boolean covers(Some others) {
      return others.allBut
          ? covers(PolicyPattern.of("*"))
          : others.patterns.stream().allMatch(this::covers);
    }

    /** Whether there may be something that both are about. */
    boolean meets(Some others) {
      return others.allBut
          ? allBut || patterns.stream().anyMatch(others::meets)
          : others.patterns.stream().anyMatch(this::meets);
    }
  }

  /**
   * A condition on one key.
   *
   * @param operator without {@code IfExists}
   * @param key in lower case: its case does not count
   * @param ifExists whether it holds where there is no such key
   */
  record Demand(String operator, String key, Set<String> values, boolean ifExists) {
    private static final String IF_EXISTS = "IfExists";

    Demand {
      values = Set.copyOf(values);
    }

    static Demand of(String operator, String key, Set<String> values) {
      boolean ifExists = operator.endsWith(IF_EXISTS);
      return new Demand(
          ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator,
          key.toLowerCase(Locale.ROOT),
          values,
          ifExists);
    }

    /** Whether the other one holds wherever this one does. */
    boolean implies(Demand other) {
      if (!key.equals(other.key) || (ifExists && !other.ifExists)) {
        return false;
      }
      if (isNegated()) {
        return operator.equals(other.operator) && values.containsAll(other.values);
      }
      if (operator.equals(other.operator) && other.values.containsAll(values)) {
        return true;
      }
      return plain(other.operator).equals("StringLike")
          && (plain(operator).equals("StringEquals") || plain(operator).equals("StringLike"))
          && quantity(operator).equals(quantity(other.operator))
          && values.stream().map(this::pattern).allMatch(other::takes);
    }

    /** Whether one of these values, which may have wildcards, stands for all that this one does. */
    private boolean takes(PolicyPattern value) {
      return values.stream().anyMatch(one -> PolicyPattern.of(one).covers(value));
    }

    /** Where they are no wildcards they are characters, which nothing but a wildcard covers. */
    private PolicyPattern pattern(String value) {
      boolean wildcards = plain(operator).equals("StringLike");
      return PolicyPattern.of(wildcards ? value : value.replaceAll("(?<!\\{)([*?])", "\\${$1}"));
    }

    private boolean isNegated() {
      return plain(operator).contains("Not");
    }

    private static String plain(String operator) {
      return operator.substring(operator.indexOf(':') + 1);
    }

    private static String quantity(String operator) {
      return operator.substring(0, operator.indexOf(':') + 1);
    }
  }

  ReadStatement {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads one.
   *
   * @param number in its policy, from 1 on
   * @throws RuntimeException if it is none
   */
  static ReadStatement of(int number, JsonNode node) {
    String effect = node.field("Effect").orElseThrow().text();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IllegalArgumentException("Effect: found " + effect + ", needed Allow or Deny");
    }
    List<Demand> conditions = new ArrayList<>();
    node.field("Condition")
        .ifPresent(all ->
            all.asObject()
                .forEach((operator, keys) ->
                    keys.asObject()
                        .forEach((key, values) ->
                            conditions.add(Demand.of(operator, key, texts(values))))));
    return new ReadStatement(
        node.field("Sid").map(JsonNode::text).filter(sid -> !sid.isEmpty()).orElse("" + number),
        effect.equals("Allow"),
        some(node, "Action"),
        some(node, "Resource"),
        conditions);
  }

  private static Some some(JsonNode node, String member) {
    Optional<JsonNode> those = node.field(member);
    List<String> texts =
        List.copyOf(texts(those.or(() -> node.field("Not" + member)).orElseThrow()));
    boolean actions = member.equals("Action");
    return new Some(
        those.isEmpty(),
        texts,
        texts.stream()
            .map(text -> actions ? PolicyPattern.ofAction(text) : PolicyPattern.of(text))
            .toList());
  }

  /** IAM takes one in the place of a list of one, and numbers and truth values for texts. */
  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isArray()) {
      node.asArray().forEach(item -> texts.add(item.text()));
    } else {
      texts.add(node.text());
    }
    return texts;
  }

  /** Whether every condition of the other holds wherever all of this one's do. */
  boolean holdsOnlyWhere(ReadStatement other) {
    return other.conditions.stream()
        .allMatch(wanted -> conditions.stream().anyMatch(one -> one.implies(wanted)));
  }
}
