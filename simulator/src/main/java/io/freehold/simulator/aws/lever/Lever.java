package io.freehold.simulator.aws.lever;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that was armed: how often it fired, and a way to take it back. */
public final class Lever {
  private final String name;
  private final AtomicInteger fired = new AtomicInteger();
  private final AtomicBoolean released = new AtomicBoolean();

  Lever(String name) {
    this.name = name;
  }

  /** How often it changed what a caller saw. A fault test asserts that this is not zero. */
  public int fired() {
    return fired.get();
  }

  /** Ends it; what it did already stays done. */
  public void release() {
    released.set(true);
  }

  boolean armed() {
    return !released.get();
  }

  void fire() {
    fired.incrementAndGet();
  }

  @Override
  public String toString() {
    return name + ", fired " + fired + (armed() ? "" : ", released");
  }
}
