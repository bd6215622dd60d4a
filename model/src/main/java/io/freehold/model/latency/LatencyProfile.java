package io.freehold.model.latency;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long each kind of operation takes. Immutable; read from an editable data file.
 *
 * <p>Keys are {@code <Kind>/create}, {@code <Kind>/update}, {@code <Kind>/delete}, where the kind
 * may carry a qualifier: {@code AddOn.coredns/create}. A qualified key that is missing falls back
 * to the plain one; what is missing altogether takes no time.
 */
public final class LatencyProfile {
  private static final String STANDARD = "latency-profile.properties";
  private static final Pattern KEY =
      Pattern.compile("([A-Z][A-Za-z0-9]*)(\\.[A-Za-z0-9-]+)?/(create|update|delete)");
  private static final Pattern VALUE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(?:\\s+(\\d+(?:\\.\\d+)?))?(?:\\s+(\\d+(?:\\.\\d+)?)%)?");

  private final Map<String, Entry> entries;

  private record Entry(Latency latency, double failing) {}

  private LatencyProfile(Map<String, Entry> entries) {
    this.entries = Map.copyOf(entries);
  }

  /** The profile that Freehold ships. */
  public static LatencyProfile standard() {
    try (InputStream in = LatencyProfile.class.getResourceAsStream(STANDARD)) {
      if (in == null) {
        throw new IllegalStateException("resource " + STANDARD + " is missing from the class path");
      }
      return read(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing takes any time. */
  public static LatencyProfile none() {
    return new LatencyProfile(Map.of());
  }

  /**
   * Reads a profile in the form of the shipped file.
   *
   * @throws IllegalArgumentException for a key or value of another form, naming it
   * @throws IOException if the reader fails
   */
  public static LatencyProfile read(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String key : new TreeMap<>(properties).keySet().toArray(String[]::new)) {
      entries.put(checked(key), entry(key, properties.getProperty(key)));
    }
    return new LatencyProfile(entries);
  }

  /** What is known of this key, or of its plain form, else {@link Latency#NONE}. */
  public Latency of(String key) {
    return lookUp(key).latency();
  }

  /** The share of these operations that end in failure by themselves, 0 to 1. */
  public double failing(String key) {
    return lookUp(key).failing();
  }

  /** The same medians without spread, and nothing fails: for figures that must not vary. */
  public LatencyProfile medians() {
    return mapped(entry -> new Entry(entry.latency().withoutSpread(), 0));
  }

  /** A profile that differs in one key. */
  public LatencyProfile with(String key, Latency latency) {
    Map<String, Entry> changed = new LinkedHashMap<>(entries);
    changed.put(checked(key), new Entry(latency, failing(key)));
    return new LatencyProfile(changed);
  }

  /** The keys that are listed. */
  public Set<String> keys() {
    return entries.keySet();
  }

  /**
   * How long to wait before looking again at something that started {@code elapsed} ago and was not
   * done just now: rarely at first (not before six tenths of the median), closely near the expected
   * end, so that not more than about 1.5 % of the median (at least a second) is lost, and backing
   * off to 30 seconds when it is far beyond its 95th percentile.
   */
  public Duration nextLook(String key, Duration elapsed) {
    return LookSchedule.next(of(key), elapsed);
  }

  /** The plain form of a qualified key: {@code AddOn/create} of {@code AddOn.coredns/create}. */
  static String plain(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() ? matcher.group(1) + "/" + matcher.group(3) : key;
  }

  private Entry lookUp(String key) {
    Entry exact = entries.get(checked(key));
    return exact != null ? exact : entries.getOrDefault(plain(key), new Entry(Latency.NONE, 0));
  }

  private LatencyProfile mapped(UnaryOperator<Entry> change) {
    Map<String, Entry> changed = new LinkedHashMap<>();
    entries.forEach((key, entry) -> changed.put(key, change.apply(entry)));
    return new LatencyProfile(changed);
  }

  private static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "latency key: found '" + key + "', needed <Kind>[.<qualifier>]/<create|update|delete>");
    }
    return key;
  }

  private static Entry entry(String key, String text) {
    Matcher matcher = VALUE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "latency of " + key + ": found '" + text + "', needed <median> [<p95>] [<share>%]");
    }
    double median = Double.parseDouble(matcher.group(1));
    double p95 = matcher.group(2) == null ? median : Double.parseDouble(matcher.group(2));
    double failing = matcher.group(3) == null ? 0 : Double.parseDouble(matcher.group(3)) / 100;
    return new Entry(Latency.ofSeconds(median, p95), failing);
  }
}
