package io.freehold.simulator.kubernetes.lever;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault that waits for its call. */
public final class Lever {
  /** What happens to the call. */
  public enum Fate {
    /** Answered with an error; nothing happens. */
    FAILS,
    /** The connection breaks before anything happens. */
    REQUEST_LOST,
    /** It happens, and the connection breaks instead of the answer. */
    ANSWER_LOST
  }

  private final String verb;
  private final String resource;
  private final Fate fate;
  private final int code;
  private final AtomicInteger spared;
  private final AtomicInteger left;
  private final AtomicInteger fired = new AtomicInteger();

  Lever(String verb, String resource, Fate fate, int code, int spared, int times) {
    this.verb = verb;
    this.resource = resource;
    this.fate = fate;
    this.code = code;
    this.spared = new AtomicInteger(spared);
    this.left = new AtomicInteger(times);
  }

  /** How often it has struck. */
  public int fired() {
    return fired.get();
  }

  Fate fate() {
    return fate;
  }

  /** The HTTP status of {@link Fate#FAILS}. */
  int code() {
    return code;
  }

  boolean strikes(String actualVerb, String actualResource) {
    boolean meant =
        (verb.equals("*") || verb.equals(actualVerb))
            && (resource.equals("*") || resource.equals(actualResource));
    if (meant && spared.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return false;
    }
    if (meant && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      fired.incrementAndGet();
      return true;
    }
    return false;
  }
}
