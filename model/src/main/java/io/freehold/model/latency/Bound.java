package io.freehold.model.latency;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The least time in which a job can be done, whoever does it: the longest path through its
 * dependency table, which is data and owes nothing to our own resource graphs.
 *
 * @param duration the sum along the path
 * @param path the steps that decide it, first to last
 */
public record Bound(Duration duration, List<Step> path) {
  private static final String IN_CUSTOMER_VPC = "customer-vpc";

  /**
   * One step of the path.
   *
   * @param name as in the dependency table
   * @param key of the latency profile
   * @param took how long the step itself takes
   */
  public record Step(String name, String key, Duration took) {}

  public Bound {
    path = List.copyOf(path);
  }

  /** From an empty account to infrastructure {@code ready}, every step taking its median. */
  public static Bound infrastructure(LatencyProfile profile) {
    return longest(DependencyTable.shipped("infrastructure"), key -> profile.of(key).median());
  }

  /**
   * From an empty account to infrastructure {@code ready}, every step taking what was drawn for it.
   *
   * @param drawn by latency key; a qualified key may be given by its plain form. Where several
   *     things share a key, give the shortest draw: the bound must not come out too high
   * @throws IllegalArgumentException naming a key that is missing
   */
  public static Bound infrastructure(Map<String, Duration> drawn) {
    return longest(DependencyTable.shipped("infrastructure"), lookUp(drawn));
  }

  /** The same in a VPC that is there already, with medians. */
  public static Bound infrastructureInCustomerVpc(LatencyProfile profile) {
    return longest(DependencyTable.shipped(IN_CUSTOMER_VPC), key -> profile.of(key).median());
  }

  /**
   * The same in a VPC that is there already, with what was drawn.
   *
   * @throws IllegalArgumentException naming a key that is missing
   */
  public static Bound infrastructureInCustomerVpc(Map<String, Duration> drawn) {
    return longest(DependencyTable.shipped(IN_CUSTOMER_VPC), lookUp(drawn));
  }

  /**
   * From the request to service {@code running}, with medians.
   *
   * @param certificate how long after the request the infrastructure's certificate is issued; zero
   *     where it is there
   */
  public static Bound service(LatencyProfile profile, Duration certificate) {
    double left = Math.max(0, Latency.seconds(certificate));
    return service(profile.with("Certificate/create", Latency.ofSeconds(left, left)));
  }

  /** The same with a certificate that is ordered with the request. */
  public static Bound service(LatencyProfile profile) {
    return longest(DependencyTable.shipped("service"), key -> profile.of(key).median());
  }

  /** How many times as long as the bound something took; 1 is perfect. */
  public double ratio(Duration took) {
    return Latency.seconds(took) / Latency.seconds(duration);
  }

  /** The path in one line: {@code vpc 2 + cluster 600 = 602 s}. */
  public String describe() {
    return path.stream()
            .filter(step -> !step.took().isZero())
            .map(step -> step.name() + " " + figure(step.took()))
            .collect(Collectors.joining(" + "))
        + " = "
        + figure(duration)
        + " s";
  }

  static Bound longest(DependencyTable table, Function<String, Duration> durations) {
    Map<String, Duration> ends = new HashMap<>();
    Map<String, DependencyTable.Step> steps = new HashMap<>();
    String last = "";
    for (DependencyTable.Step step : table.steps()) {
      Duration starts = step.needs().isEmpty() ? Duration.ZERO : end(ends, latest(ends, step));
      ends.put(step.name(), starts.plus(durations.apply(step.key())));
      steps.put(step.name(), step);
      if (last.isEmpty() || end(ends, step.name()).compareTo(end(ends, last)) > 0) {
        last = step.name();
      }
    }
    Deque<Step> path = new ArrayDeque<>();
    for (DependencyTable.Step step = steps.get(last); step != null; ) {
      path.addFirst(new Step(step.name(), step.key(), durations.apply(step.key())));
      step = step.needs().isEmpty() ? null : steps.get(latest(ends, step));
    }
    return new Bound(end(ends, last), List.copyOf(path));
  }

  private static String latest(Map<String, Duration> ends, DependencyTable.Step step) {
    String latest = step.needs().getFirst();
    for (String need : step.needs()) {
      if (end(ends, need).compareTo(end(ends, latest)) > 0) {
        latest = need;
      }
    }
    return latest;
  }

  private static Duration end(Map<String, Duration> ends, String name) {
    return ends.getOrDefault(name, Duration.ZERO);
  }

  private static Function<String, Duration> lookUp(Map<String, Duration> drawn) {
    return key -> {
      Duration duration = drawn.get(key);
      if (duration == null) {
        duration = drawn.get(LatencyProfile.plain(key));
      }
      if (duration == null) {
        throw new IllegalArgumentException(
            "drawn durations: found none for " + key + ", needed one for every key of the table");
      }
      return duration;
    };
  }

  private static String figure(Duration duration) {
    return duration.toMillisPart() == 0
        ? Long.toString(duration.toSeconds())
        : Double.toString(duration.toMillis() / 1000.0);
  }
}
