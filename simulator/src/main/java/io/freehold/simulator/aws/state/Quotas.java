package io.freehold.simulator.aws.state;

import io.freehold.simulator.aws.lever.Levers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of each thing an account may have, by the codes of Service Quotas: each for one account
 * and region, save where its name says otherwise.
 */
public final class Quotas {
  private static final String FILE = "quotas.txt";
  private static final Pattern LINE =
      Pattern.compile("(\\S+)\\s+(L-[0-9A-F]{8})\\s+(\\d+)\\s+(\\d+)\\s+(regional|global)\\s+(.+)");
  private static final Map<String, Quota> ALL = read();

  private final Levers levers;

  public Quotas(Levers levers) {
    this.levers = levers;
  }

  /** All that are simulated. */
  public static Collection<Quota> all() {
    return ALL.values();
  }

  /** The quota of that service with that code. */
  public static Optional<Quota> find(String service, String code) {
    return Optional.ofNullable(ALL.get(code)).filter(quota -> quota.service().equals(service));
  }

  /** The limit that holds now. */
  public int limit(String code) {
    Quota known = ALL.get(code);
    if (known == null) {
      throw new IllegalArgumentException(
          "quota: found code '" + code + "', needed one of " + ALL.keySet());
    }
    return levers.quota(code).orElse(known.applied());
  }

  /**
   * Refuses one more than the limit.
   *
   * @param used how many there are already
   * @param refusal in the service's words
   */
  public void require(String code, long used, Supplier<? extends RuntimeException> refusal) {
    if (used + 1 > limit(code)) {
      levers.limited(code);
      throw refusal.get();
    }
  }

  private static Map<String, Quota> read() {
    try (InputStream in = Quotas.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FILE + " is missing from the class path");
      }
      Map<String, Quota> all = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Quotas::quota)
          .forEach(quota -> all.put(quota.code(), quota));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Quota quota(String line) {
    Matcher matcher = LINE.matcher(line.strip());
    if (!matcher.matches()) {
      throw new IllegalStateException(
          FILE
              + ": found '"
              + line
              + "', needed <service> <code> <default> <applied> regional|global <name>");
    }
    return new Quota(
        matcher.group(1),
        matcher.group(2),
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(4)),
        matcher.group(5).equals("global"),
        matcher.group(6));
  }
}
