package io.freehold.aws.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One statement of a policy.
 *
 * <pre>{@code
 * Statement.allow("Objects", "s3:GetObject", "s3:PutObject")
 *     .on("arn:aws:s3:::bucket/*")
 *     .when("StringEquals", "aws:ResourceAccount", "111122223333");
 * }</pre>
 *
 * @param sid its name: letters and digits
 * @param effect what it does
 * @param principals by type ({@code Service}, {@code AWS}), in policies of resources and trust
 *     policies only
 * @param actions without wildcards, save in a denial: what a denial forgets is allowed
 * @param resources ARNs; none in a trust policy
 * @param conditions values by operator and key
 */
public record Statement(
    String sid,
    Effect effect,
    SortedMap<String, SortedSet<String>> principals,
    SortedSet<String> actions,
    SortedSet<String> resources,
    SortedMap<String, SortedMap<String, SortedSet<String>>> conditions) {
  private static final Pattern EXACT_ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

  /** What a statement does. */
  public enum Effect {
    ALLOW("Allow"),
    DENY("Deny");

    private final String word;

    Effect(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  public Statement {
    for (String action : actions) {
      if (effect == Effect.ALLOW && !EXACT_ACTION.matcher(action).matches()) {
        throw new IllegalArgumentException(
            "action: found '" + action + "' in " + sid + ", needed an action without wildcards");
      }
    }
    principals = Collections.unmodifiableSortedMap(new TreeMap<>(principals));
    actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
    resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  public static Statement allow(String sid, String... actions) {
    return allow(sid, Arrays.asList(actions));
  }

  public static Statement allow(String sid, Collection<String> actions) {
    return of(sid, Effect.ALLOW, actions);
  }

  public static Statement deny(String sid, String... actions) {
    return of(sid, Effect.DENY, Arrays.asList(actions));
  }

  private static Statement of(String sid, Effect effect, Collection<String> actions) {
    return new Statement(
        sid, effect, new TreeMap<>(), new TreeSet<>(actions), new TreeSet<>(), new TreeMap<>());
  }

  /** For these resources too. */
  public Statement on(String... more) {
    SortedSet<String> all = new TreeSet<>(resources);
    all.addAll(List.of(more));
    return new Statement(sid, effect, principals, actions, all, conditions);
  }

  /** For all resources. */
  public Statement onAll() {
    return on("*");
  }

  /** For these AWS services: {@code eks.amazonaws.com}. */
  public Statement byService(String... services) {
    return by("Service", services);
  }

  /** For these principals of AWS, by ARN; {@code *} for everybody. */
  public Statement byAws(String... arns) {
    return by("AWS", arns);
  }

  private Statement by(String type, String... ids) {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>(principals);
    SortedSet<String> ofType = new TreeSet<>(all.getOrDefault(type, new TreeSet<>()));
    ofType.addAll(List.of(ids));
    all.put(type, ofType);
    return new Statement(sid, effect, all, actions, resources, conditions);
  }

  /** Only where this holds as well. */
  public Statement when(String operator, String key, String... values) {
    return when(operator, key, Arrays.asList(values));
  }

  /** Only where this holds as well. */
  public Statement when(String operator, String key, Collection<String> values) {
    SortedMap<String, SortedMap<String, SortedSet<String>>> all = new TreeMap<>(conditions);
    SortedMap<String, SortedSet<String>> ofOperator =
        new TreeMap<>(all.getOrDefault(operator, new TreeMap<>()));
    ofOperator.put(key, new TreeSet<>(values));
    all.put(operator, ofOperator);
    return new Statement(sid, effect, principals, actions, resources, all);
  }

  /** The same with other texts as resources, principals and values of conditions. */
  Statement with(UnaryOperator<String> texts) {
    SortedMap<String, SortedMap<String, SortedSet<String>>> all = new TreeMap<>();
    conditions.forEach((operator, keys) -> all.put(operator, with(keys, texts)));
    return new Statement(
        sid, effect, with(principals, texts), actions, with(resources, texts), all);
  }

  private static SortedMap<String, SortedSet<String>> with(
      SortedMap<String, SortedSet<String>> map, UnaryOperator<String> texts) {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    map.forEach((key, values) -> all.put(key, with(values, texts)));
    return all;
  }

  private static SortedSet<String> with(SortedSet<String> values, UnaryOperator<String> texts) {
    SortedSet<String> all = new TreeSet<>();
    values.forEach(value -> all.add(texts.apply(value)));
    return all;
  }

  /** Under another name. */
  public Statement named(String otherSid) {
    return new Statement(otherSid, effect, principals, actions, resources, conditions);
  }

  /** The same as a JSON object, with its members in the order in which people read them. */
  Map<String, Object> json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("Sid", sid);
    members.put("Effect", effect.word());
    if (!principals.isEmpty()) {
      members.put("Principal", principals);
    }
    members.put("Action", actions);
    if (!resources.isEmpty()) {
      members.put("Resource", resources);
    }
    if (!conditions.isEmpty()) {
      members.put("Condition", conditions);
    }
    return members;
  }
}
