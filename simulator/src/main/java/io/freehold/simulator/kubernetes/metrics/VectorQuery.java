package io.freehold.simulator.kubernetes.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of PromQL as is asked here: selectors, each alone or the latest of some time, put
 * together by {@code or}.
 *
 * @param terms of which each is a selector
 */
record VectorQuery(List<Predicate<Series>> terms) {
  private static final Pattern LATEST = Pattern.compile("last_over_time\\((.*)\\[\\d+[smh]]\\)");
  private static final Pattern SELECTOR = Pattern.compile("(\\w*)(?:\\{(.*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*)\"(?:,|$)");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException for anything else
   */
  static VectorQuery parse(String text) {
    List<Predicate<Series>> terms = new ArrayList<>();
    for (String term : text.split("\\s+or\\s+")) {
      Matcher latest = LATEST.matcher(term.strip());
      terms.add(selector(latest.matches() ? latest.group(1) : term.strip()));
    }
    return new VectorQuery(terms);
  }

  private static Predicate<Series> selector(String text) {
    Matcher selector = SELECTOR.matcher(text);
    if (text.isEmpty() || !selector.matches()) {
      throw new IllegalArgumentException("parse error: " + text + " is not simulated");
    }
    String name = selector.group(1);
    Predicate<Series> all =
        series -> name.isEmpty() || name.equals(series.labels().get(Series.NAME));
    String matchers = Objects.requireNonNullElse(selector.group(2), "");
    Matcher one = MATCHER.matcher(matchers);
    int at = 0;
    while (at < matchers.length()) {
      if (!one.find(at) || one.start() != at) {
        throw new IllegalArgumentException("parse error: " + matchers.substring(at));
      }
      all = all.and(matcher(one.group(1), one.group(2), one.group(3)));
      at = one.end();
    }
    return all;
  }

  /** A label that is not there is an empty one. */
  private static Predicate<Series> matcher(String label, String operator, String value) {
    Predicate<Series> holds =
        operator.endsWith("~")
            ? series -> series.labels().getOrDefault(label, "").matches(value)
            : series -> series.labels().getOrDefault(label, "").equals(value);
    return operator.startsWith("!") ? holds.negate() : holds;
  }

  /** Of several terms' series with the same labels, whatever their names, the first term's hold. */
  List<Series> of(List<Series> all) {
    List<Series> found = new ArrayList<>();
    Set<Map<String, String>> taken = new HashSet<>();
    for (Predicate<Series> term : terms) {
      List<Series> more =
          all.stream()
              .filter(term)
              .filter(series -> !taken.contains(series.labelsWithoutName()))
              .toList();
      more.forEach(series -> taken.add(series.labelsWithoutName()));
      found.addAll(more);
    }
    return found;
  }
}
