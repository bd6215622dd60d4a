package io.freehold.simulator.kubernetes.controller;

/** Moves one kind of thing on. Called again until nothing changes; keeps no thread. */
interface Controller {
  /** Does what is due at {@link Round#now}, and names the next time at which something will be. */
  void run(Round round);
}
