package io.freehold.controlplane.faults;

/** A life with everything in it that an infrastructure may go through. */
final class Life {
  private Life() {}

  static void whole(Rig rig) {
    Invariants.ready(rig);
    Invariants.gone(rig);
  }
}
